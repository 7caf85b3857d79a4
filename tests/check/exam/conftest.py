"""A course as an exam has it, in this process."""

import pytest

from course_helpers.check import answers, session
from course_helpers.check.exam import content
from course_helpers.grading.course import find_course
from course_helpers.grading.release.exam.forms import write_forms
from tests.conftest import ROOT

LESSONS = ["01_tensors", "10_debugging"]


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """What the checks of two lessons have in an exam."""
    folder = tmp_path_factory.mktemp("package") / "exam"
    write_forms(find_course(ROOT), folder, LESSONS)
    return folder


def forget():
    for kept in (content.is_exam, content.forms):
        kept.cache_clear()


@pytest.fixture
def exam(written, monkeypatch):
    """Take the course that is installed for one for an exam."""
    forget()
    monkeypatch.setattr(content, "_folder", lambda: written)
    monkeypatch.setattr(session, "verdicts", {})
    for name in ("_passed", "_earned"):
        monkeypatch.setattr(answers, name, {})
    yield
    forget()
