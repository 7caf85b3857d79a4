"""The way of a hand-in, as CONTRIBUTING.md tells it, against the way that one takes.

A hand-in with a word of its own in every answer goes from a zip file to a page. Each
module of this process that holds that word, or the student's name, in a call's
arguments or result was touched by it: it must be told of.
"""

import re
import shutil
import sys
import threading
import zipfile
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from course_helpers.cells import answer_cells
from course_helpers.cli import app
from course_helpers.grading.release.make import release
from tests.conftest import LESSON, ROOT

PACKAGE = ROOT / "course_helpers"
OURS = f"{PACKAGE}/"
WEEK = ("cli", "collect", "run", "record", "report")
"""In this order the way leads through these folders; to none of them it returns."""

NAME, WORD = "Anna Schmidt", "ZEBRA"
LONGEST = 200_000


def section() -> str:
    """What CONTRIBUTING.md says of the way."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.split("## The way of a hand-in\n")[1].split("\n## ")[0]


def stations() -> list[str]:
    """The modules in which something becomes of a hand-in, in order."""
    return re.findall(r"^\d+\. `([\w/]+\.py)`", section(), re.M)


def tools() -> set[str]:
    """The modules that stations use on the way."""
    return set(re.findall(r"`([\w/]+\.py)`", section())) - set(stations())


def test_way_is_short_and_its_modules_are_there():
    assert 20 < len(stations()) <= 30
    assert len(set(stations())) == len(stations())
    for name in (*stations(), *tools()):
        assert (PACKAGE / name).is_file(), name


def test_way_never_goes_back():
    folders = [next((f for f in WEEK if f in Path(n).parts), "") for n in stations()]
    met = [folder for folder in folders if folder]
    assert [folder for folder in WEEK if folder in met] == list(dict.fromkeys(met))
    places = [WEEK.index(folder) for folder in met]
    assert places == sorted(places)


class Watch:
    """The modules of the package that hold a hand-in, in the order of first touch."""

    def __init__(self) -> None:
        self.modules: dict[str, None] = {}

    def __call__(self, frame, event, result):
        path = frame.f_code.co_filename
        if path in self.modules or not path.startswith(OURS) or path[-3:] != ".py":
            return
        values = list(frame.f_locals.values()) if event == "call" else [result]
        if any(map(self.is_hand_in, values)):
            self.modules[path] = None

    def is_hand_in(self, value) -> bool:
        try:
            text = repr(value)[:LONGEST]
        except Exception:  # a value that is not finished yet
            return False
        return WORD in text or NAME.split()[0] in text

    def __enter__(self):
        threading.setprofile(self)
        sys.setprofile(self)
        return self

    def __exit__(self, *_):
        sys.setprofile(None)
        threading.setprofile(None)


@pytest.mark.usefixtures("sandbox", "warm")
def test_hand_in_touches_only_what_is_told(course, monkeypatch):
    release(course, LESSON, run=False)
    notebook = nbformat.read(course.notebook("release", LESSON), as_version=4)
    for name, cell in answer_cells(notebook).items():
        is_code = cell.cell_type == "code"
        cell.source = (
            f"def {name}(*a):\n    raise ValueError('{WORD}')" * is_code or WORD
        )
    path = f"{NAME}_44441_assignsubmission_file_/{LESSON}.ipynb"
    with zipfile.ZipFile(course.root / "class.zip", "w") as file:
        file.writestr(path, nbformat.writes(notebook))
    monkeypatch.chdir(course.root)
    with Watch() as watch:
        for command in (["collect", "class.zip"], ["grade"], ["feedback"]):
            done = CliRunner().invoke(app, command)
            assert done.exit_code == 0, done.output
    page = next(course.root.glob("grading/pages/*.html")).read_text(encoding="utf-8")
    assert WORD in page
    touched = {Path(p).relative_to(PACKAGE).as_posix() for p in watch.modules}
    assert touched <= {*stations(), *tools()}
    assert "grading/run/rebuild.py" in touched
    shutil.rmtree(course.root / "grading")
