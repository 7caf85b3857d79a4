"""Due dates, extensions, grace and penalties, wherever points are shown."""

import csv
from datetime import UTC, datetime, timedelta

import nbformat
import pytest
from nbgrader.plugins import LateSubmissionPlugin

from course_helpers.cells import answer_cells
from course_helpers.grading.collect.collector import collect
from course_helpers.grading.errors import CourseError
from course_helpers.grading.grade import grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.record.lateness import seconds_late, set_due
from course_helpers.grading.release.make import release
from course_helpers.grading.report.export import export
from tests.conftest import right_answers

LESSON = "01_tensors"
DUE = datetime(2026, 3, 6, 17, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("sandbox")


class APoint(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1


@pytest.fixture
def late(course, tmp_path):
    """A course in which ada handed in an hour late; a point is the price."""
    release(course, LESSON, run=False)
    course.config.AssignLatePenalties.plugin_class = APoint
    hand_in(course, tmp_path, DUE + timedelta(hours=1))
    set_due(course, LESSON, DUE.isoformat())
    return course


def hand_in(course, folder, came, neuron="neuron"):
    notebook = read(course.notebook("release", LESSON))
    answer_cells(notebook)["neuron"].source = right_answers()[neuron]
    path = folder / "ada" / f"{LESSON}.ipynb"
    path.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, path)
    list(collect(course, path, student="ada", came=came))
    return grade(course)


def grade(course):
    (row,) = grade_all(course, [(LESSON, "ada")])
    return row.score


def everywhere(course):
    """The points in the table, the exported file and the class; all the same."""
    target, _ = export(course)
    with target.open(newline="", encoding="utf-8-sig") as file:
        (line,) = csv.DictReader(file)
    points = {grade(course), float(line["score"]), read_class(course).total("ada")}
    (score,) = points
    return score


def test_penalty_extension_and_grace_act_at_once_and_everywhere(late):
    assert everywhere(late) == 1
    set_due(late, LESSON, (DUE + timedelta(hours=2)).isoformat(), "ada")
    assert everywhere(late) == 2
    set_due(late, LESSON, (DUE + timedelta(minutes=5)).isoformat(), "ada")
    assert everywhere(late) == 1
    late.config.Deadlines.grace_minutes = 60
    assert everywhere(late) == 2
    late.config.Deadlines.grace_minutes = 0
    late.config.AssignLatePenalties.plugin_class = LateSubmissionPlugin
    late.config.LateSubmissionPlugin.penalty_method = "zero"
    assert everywhere(late) == 0
    late.config.LateSubmissionPlugin.penalty_method = "none"
    assert everywhere(late) == 2


def test_time_that_nobody_trusted_told_makes_nobody_late(late, tmp_path):
    path = late.notebook("submitted", LESSON, "ada")
    stamp = path.with_name("timestamp.txt")
    # As an earlier version left it, or nbgrader's own collect.
    stamp.write_text("2030-01-01 12:00:00 UTC")
    handins = late.root / "grading" / "handins" / "ada"
    for kept in handins.rglob("*.json"):
        kept.write_text(kept.read_text().replace('"came"', '"said"'))
    assert grade(late) == 2 == everywhere(late)
    hand_in_ = read_class(late).hand_ins["ada", LESSON]
    assert hand_in_.time is None and hand_in_.time_unknown


def test_extension_needs_a_student_and_a_due_date(late):
    with pytest.raises(CourseError, match="expected a student of the class list"):
        set_due(late, LESSON, "2026-03-09 18:00", "nobody")
    with pytest.raises(CourseError, match="expected a date and a time"):
        set_due(late, LESSON, "soon")


@pytest.mark.parametrize(
    ("minutes", "grace", "late"),
    [(-1, 0, 0), (0, 0, 0), (1, 0, 60), (9, 10, 0), (11, 10, 660)],
)
def test_lateness_counts_from_the_due_date_once_grace_is_over(minutes, grace, late):
    time = DUE + timedelta(minutes=minutes)
    assert seconds_late(time, DUE, timedelta(minutes=grace)) == late
    assert seconds_late(None, DUE, timedelta()) == 0
    assert seconds_late(time, None, timedelta()) == 0
