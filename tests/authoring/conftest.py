"""A copy of this course that a new exercise can be written into."""

import shutil

import pytest

from course_helpers.authoring import places
from course_helpers.grading.course import find_course
from tests.conftest import ROOT

COPIED = ("solutions", "course_helpers", "README.md", "nbgrader_config.py")


def copy_course(folder):
    """Copy what authors change, and what runs it."""
    ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def author(tmp_path, monkeypatch):
    """The course of an author: a copy, whose package counts as the imported one."""
    folder = copy_course(tmp_path.resolve() / "course")
    package = folder / "course_helpers" / "exercises"
    monkeypatch.setattr(places, "imported_package", lambda: package)
    return find_course(folder)


@pytest.fixture
def tree(author):
    """Call tree() for the bytes of all files of that copy."""

    def read():
        paths = (path for path in author.root.rglob("*") if path.is_file())
        return {path.relative_to(author.root): path.read_bytes() for path in paths}

    return read
