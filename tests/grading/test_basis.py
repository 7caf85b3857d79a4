"""What runs a class again, and what does not: on a copy of the package, changed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import course_helpers
from course_helpers.check.catalogue import Catalogue
from course_helpers.grading import basis

SAY = """
from course_helpers.grading.basis import basis_of
for lesson in ("01_tensors", "09_fashion_mnist"):
    print(basis_of(lesson)["checks"])
"""
JUDGE = "exercises/judge/tensors/neuron.py"
LIST = "exercises/__init__.py"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    package = Path(course_helpers.__file__).parent
    return Path(shutil.copytree(package, folder / package.name))


def said(copy) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SAY],
        cwd=copy.parent,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(copy.parent), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.stdout.split()


@pytest.fixture(scope="module")
def before(copy):
    return said(copy)


@pytest.mark.parametrize(
    ("file", "old", "new", "again"),
    [
        ("plotting/_classify.py", "def view_classify(", "def view(", (False, False)),
        (
            "check/compare.py",
            '"""Whether two tensors',
            '"""If two tensors',
            (False,) * 2,
        ),
        (JUDGE, "import torch\n", "import torch  # a word\n", (False, False)),
        (JUDGE, '"One output for each row."', '"One for each row."', (True, False)),
        ("check/compare.py", "RTOL, ATOL = 1e-4", "RTOL, ATOL = 1e-3", (True, True)),
        ("data/loader.py", "_AT_ONCE = ", "_AT_ONCE = 1 + ", (False, True)),
        (LIST, '"predict", 2', '"predict", 3', (False, True)),
        ("grading/report/html.py", "{100 *", "{200 *", (False, False)),
    ],
)
def test_only_what_a_lessons_checks_load_runs_its_class_again(
    copy, before, file, old, new, again
):
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        after = said(copy)
    finally:
        path.write_text(text, encoding="utf-8")
    changed = tuple(x != y for x, y in zip(before, after, strict=True))
    assert changed == again


def test_nothing_changed_is_the_same(copy, before):
    assert said(copy) == before and len(set(before)) == 2


def test_course_that_names_no_data_sets_gets_the_embedded_ones(monkeypatch):
    monkeypatch.setenv("COURSE_OFFLINE", "")
    monkeypatch.setattr(basis, "catalogue", lambda: Catalogue("theirs", (), 1))
    assert not basis.real_data()
