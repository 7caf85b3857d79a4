"""A round through nbgrader's exchange, with nbgrader's own commands on both sides."""

import getpass

import nbformat
import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import default as exchange
from traitlets.config import Config

from course_helpers.cells import answer_cells
from course_helpers.grading.course import quiet
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.record.gradebook import register
from course_helpers.grading.record.lateness import set_due
from course_helpers.grading.release.make import release
from course_helpers.grading.report.pages import release_pages
from tests.conftest import points_of_checks, right_answers

LESSON = "01_tensors"
ME = getpass.getuser()
pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def student(course, tmp_path, monkeypatch):
    """Run one of nbgrader's commands for students, in a home of their own."""
    home = tmp_path / "home"
    home.mkdir()
    config = Config()
    config.Exchange.root = str(course.root / "grading" / "exchange")
    config.Exchange.cache = str(home / ".cache")
    config.CourseDirectory.course_id = "neural-networks"
    config.CourseDirectory.assignment_id = LESSON
    monkeypatch.chdir(home)

    def run(name):
        parts = CourseDirectory(config=config), Authenticator(config=config)
        with quiet():
            getattr(exchange, name)(*parts, config=config).start()
        return home / LESSON

    return run


def test_fetch_submit_collect_grade_and_feedback(course, student):
    release(course, LESSON, run=False)
    register(course, LESSON)
    set_due(course, LESSON, "2020-01-01 00:00")
    with quiet():
        assert course.api().release_assignment(LESSON)["success"]
    folder = student("ExchangeFetchAssignment")
    notebook = read(folder / f"{LESSON}.ipynb")
    for name, source in right_answers().items():
        answer_cells(notebook)[name].source = source
    nbformat.write(notebook, folder / f"{LESSON}.ipynb")
    student("ExchangeSubmit")
    # What a learner writes there, nbgrader would believe.
    (sent,) = (course.root / "grading/exchange/neural-networks/inbound").iterdir()
    (sent / "timestamp.txt").write_text("2019-12-31 23:00:00.000000 UTC")
    with quiet():
        reply = course.api().collect(LESSON)
    assert reply["success"], reply["log"]
    (row,) = grade_all(course, [(LESSON, ME)], Settings())
    assert row.score == points_of_checks()
    with course.api().gradebook as gradebook:
        assert gradebook.find_submission(LESSON, ME).total_seconds_late > 1e8
    assert list(release_pages(course)) == [LESSON]
    student("ExchangeFetchFeedback")
    (page,) = (folder / "feedback").glob(f"*/{LESSON}.html")
    assert "neuron" in page.read_text(encoding="utf-8")
