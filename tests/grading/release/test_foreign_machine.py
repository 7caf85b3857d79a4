"""Student notebooks where the course is not installed: Colab, Kaggle, anywhere."""

import re
import shutil
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from course_helpers.cells import answer_cells
from course_helpers.check.catalogue import exercises_of, lessons
from course_helpers.grading.course import find_course
from course_helpers.grading.notebook import read
from course_helpers.grading.release.colab import FETCH, NEEDED, with_repository
from course_helpers.grading.release.student_repository import publish
from tests.bare_environment import AS_COLAB, execute, make_bare
from tests.conftest import ROOT, assert_full, shown_text

NAME = "my-school/neural-networks"
LESSONS = lessons()
SOLUTIONS = ROOT / "solutions"
HIDDEN = ("course_helpers", "nbformat", "nbclient", "typer", "rich", "nbgrader")
LEARNERS = ("check", "data", "pad", "plotting", "compat.py", "device.py", "labels.py")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights")


@pytest.fixture
def published(tmp_path_factory, tmp_path, empty_gradebook, monkeypatch):
    """Make a students' repository, whose notebooks fetch the helpers from NAME."""

    def make(lessons):
        for who in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{who}_NAME", "course")
            monkeypatch.setenv(f"GIT_{who}_EMAIL", "course@localhost")
        gradebook = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
        shutil.copy(empty_gradebook, gradebook)
        course = find_course(ROOT).with_settings(db_url=f"sqlite:///{gradebook}")
        folder = tmp_path_factory.mktemp("published") / "students"
        publish(with_repository(course, NAME), folder, lessons, run=False)
        monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
        return folder

    return make


def solved(repository, lesson):
    """The student notebook with the right answers; its set-up cell is to be run."""
    notebook = read(repository / "notebooks" / lesson / f"{lesson}.ipynb")
    right = answer_cells(read(SOLUTIONS / lesson / f"{lesson}.ipynb"))
    for name, cell in answer_cells(notebook).items():
        cell.source = right[name].source
    cell_of(notebook, FETCH).metadata.tags = []
    return notebook


def cell_of(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def assert_passes(bare, notebook, lesson, folder):
    """The notebook, alone in an empty folder, gets all its points."""
    folder.mkdir()
    execute(notebook, bare, folder)
    assert "ERROR" not in shown_text(cell_of(notebook, FETCH))
    for exercise in exercises_of(lesson):
        assert_full(exercise, shown_text(cell_of(notebook, f"check-{exercise.name}")))


def assert_only_helpers_came(bare, torch_before):
    assert bare.run(TORCH) == torch_before
    assert not list(bare.site.glob("torch*"))
    where = bare.run("import course_helpers; print(course_helpers.__file__)")
    assert Path(where).is_relative_to(bare.site)


TORCH = "import torch; print(torch.__version__, torch.__file__)"


def test_notebook_alone_fetches_its_helpers_as_on_colab(published, tmp_path):
    lesson = "01_tensors"
    repository = published([lesson])
    bare = make_bare(tmp_path, repository, NAME, AS_COLAB, wanted=("anywidget",))
    assert bare.missing(HIDDEN) == list(HIDDEN)
    assert bare.missing(("google.colab", "sklearn")) == []
    before = bare.run(TORCH)
    assert_passes(bare, solved(repository, lesson), lesson, tmp_path / "work")
    assert_only_helpers_came(bare, before)


@pytest.mark.slow
def test_all_notebooks_pass_in_a_bare_environment(published, tmp_path):
    repository = published(LESSONS)
    bare = make_bare(tmp_path, repository, NAME, wanted=NEEDED)
    hidden = (*HIDDEN, "sklearn", "scipy", "tqdm", "threadpoolctl")
    assert bare.missing(hidden) == list(hidden)
    before = bare.run(TORCH)
    for lesson in LESSONS:
        assert_passes(bare, solved(repository, lesson), lesson, tmp_path / lesson)
    assert_only_helpers_came(bare, before)


def test_set_up_cell_names_all_that_learners_code_imports():
    package = ROOT / "course_helpers"
    files = [
        f
        for name in LEARNERS
        for f in [package / name, *package.glob(f"{name}/**/*.py")]
    ]
    code = [f.read_text(encoding="utf-8") for f in files if f.is_file()]
    for lesson in LESSONS:
        cells = read(SOLUTIONS / lesson / f"{lesson}.ipynb").cells
        code += [cell.source for cell in cells if cell.cell_type == "code"]
    found = re.findall(r"^\s*(?:import|from) (\w+)", "\n".join(code), re.MULTILINE)
    known = packages_distributions()
    others = {
        known[n][0] for n in found if n in known and n not in sys.stdlib_module_names
    }
    there = {"course-helpers", "torch", "torchvision", "ipython", "numpy", "traitlets"}
    # The one comes with torchvision, the other with anywidget.
    there |= {"pillow", "ipywidgets"}
    assert others - there == set(NEEDED)
