"""Somebody else's course on the same engine, made as docs/author.md says.

Nothing of it lies in this package: the entry point of its own makes it known.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT, shown_text

LESSON = "01_start"
PAGE = (ROOT / "docs" / "author.md").read_text(encoding="utf-8")
RIGHT = "def water(values):\n    return values + values"
WRONG = "def water(values):\n    return values**2"
# What a curious hand-in would look for, by name and by what stands in it.
LOOK = f"""
{RIGHT}
import os, sys, our_course
walk = [os.path.join(f, n) for top in os.listdir("/") if top not in ("proc", "sys")
        for f, _, names in os.walk("/" + top) for n in names]
print([p for p in walk if "our_course" in p or "water.py" in p])
"""


def section(title: str) -> str:
    """The text below one of the page's headings."""
    assert f"## {title}\n" in PAGE
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def blocks(title: str) -> list[str]:
    found = re.findall(r"```bash\n(.*?)```", section(title), re.DOTALL)
    assert found, title
    return found


def run(folder: Path, command: str, path: Path, **settings: str) -> str:
    """Run a line of the page, with a folder on Python's path; return what it said."""
    programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    settings |= {"PATH": programs, "PYTHONPATH": f"{path}:{ROOT}", "COURSES": str(ROOT)}
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env=os.environ | settings,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The course's folder, as its author leaves it."""
    start = tmp_path_factory.mktemp("own")
    make, new = blocks("A course of your own")[:2]
    run(start, make.replace("../neural-networks", str(ROOT)), start)
    folder = start / "our-course"
    # Before it is installed no entry point names it.
    run(folder, new, folder, COURSE_EXERCISES="our_course:CATALOGUE")
    return folder


@pytest.fixture(scope="module")
def installed(written, tmp_path_factory):
    """The folder that pip put the course's package into."""
    site = tmp_path_factory.mktemp("site")
    pip = f"{sys.executable} -m pip install --quiet --no-deps --no-index"
    run(site, f"{pip} --no-build-isolation --target . {written}", site)
    assert (site / "our_course" / "judge" / "start" / "water.py").is_file()
    return site


def hand_in(course: Path, student: str, answer: str) -> None:
    notebook = nbformat.read(course / f"notebooks/{LESSON}/{LESSON}.ipynb", 4)
    (cell,) = (cell for cell in notebook.cells if cell.id == "water")
    cell.source = answer
    path = course / "grading" / "submitted" / student / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def outputs(course: Path, student: str) -> str:
    path = course / "grading" / "autograded" / student / LESSON / f"{LESSON}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    (cell,) = (cell for cell in cells if cell["id"] == "water")
    return shown_text(cell)


def test_check_release_grade_and_report(written, installed, sandbox):
    solved = f"solutions/{LESSON}/{LESSON}.ipynb"
    assert "1 of 1" in run(written, f"course check {solved}", installed)
    assert "released" in run(written, f"course release {LESSON} --force", installed)

    for student, answer in {"ada": RIGHT, "bo": WRONG, "cy": LOOK}.items():
        hand_in(written, student, answer)
    run(written, "course grade", installed)
    shown = run(written, "course grade --show --student bo", installed)
    assert "water: these are the squares. What is twice 3?" in " ".join(shown.split())
    run(written, "course export grades.csv && course report --to page.html", installed)
    with (written / "grades.csv").open(encoding="utf-8-sig") as file:
        rows = {row["student_id"]: row["score"] for row in csv.DictReader(file)}
    assert rows == {"ada": "1", "bo": "0", "cy": "1"}
    page = (written / "page.html").read_text(encoding="utf-8")
    assert "water" in page and "these are the squares" in page

    # It runs, so its course is there; its judges are not, nor what it was made from.
    seen = outputs(written, "cy")
    assert "/course/our_course/observe/start.py" in seen
    assert not [part for part in ("judge", "typical", "hints") if part in seen]


@pytest.mark.slow
def test_students_repository_holds_this_courses_package(written, installed):
    for name in ("LICENSE", "environment.yml", "requirements.txt", "docs/student.md"):
        copy(name, written)
    for name in ("jupyter_lab_config.py", "lab_settings/overrides.json"):
        copy(name, written)
    copy("docs/errors.md", written)
    git = "git init -q . && git config user.name a && git config user.email a@b.invalid"
    run(written, git, installed)
    run(written, "course release --to ../students 01_start", installed)
    students = written.parent / "students"
    assert (students / "our_course/judge/start/water.py").is_file()
    assert not (students / "our_course/typical").exists()
    assert not (students / "course_helpers").exists()
    assert "our_course:CATALOGUE" in (students / "pyproject.toml").read_text()


def copy(name: str, course: Path) -> None:
    (course / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / name, course / name)
