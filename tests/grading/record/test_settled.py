"""What lateness makes of one hand-in; the gradebook is a stand-in here."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.plugins import LateSubmissionPlugin
from traitlets.config import Config

from course_helpers.grading.collect.archive import LATE
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.record import receipts
from course_helpers.grading.record.lateness import Lateness, set_due, stated_time
from tests.grading.report.classes import L, make_class

LESSON = "01_tensors"
DUE = datetime(2026, 3, 6, 17)
HOUR = timedelta(hours=1)


class OfEachHour(LateSubmissionPlugin):
    """Takes a point for each hour, and without end."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600


class Gives(LateSubmissionPlugin):
    """Gives a point to whoever is late, by a mistake."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return -1


def lateness(root, plugin=OfEachHour, grace=0, extension=None):
    """The rules of a course; ada's extension is so long."""
    config = Config({"CourseDirectory": {"submitted_directory": "grading/submitted"}})
    config.Deadlines.grace_minutes = grace
    config.AssignLatePenalties.plugin_class = plugin
    rules = Lateness(Course(root, config))
    if extension is not None:
        until = (DUE + extension).replace(tzinfo=UTC).isoformat()
        rules.extensions = {"ada": {LESSON: until}}
    return rules


class HandIn(SimpleNamespace):
    """A hand-in as the gradebook holds it."""

    @property
    def duedate(self):
        """Until when its student may hand in."""
        due = self.assignment.duedate
        return due and due + (self.extension or timedelta())


def in_gradebook(time=None, score=5.0, due=DUE, extension=None, penalty=None):
    notebook = SimpleNamespace(score=score, late_submission_penalty=penalty)
    return HandIn(
        name=LESSON,
        student_id="ada",
        assignment=SimpleNamespace(duedate=due),
        extension=extension,
        timestamp=time,
        notebooks=[notebook],
    )


def told(rules, time):
    """Let a receipt say when ada's hand-in came."""
    receipts.write(rules.course, LESSON, "ada", {"key": "k", "time": time})


def settled(rules, **found):
    """A hand-in's time, extension and penalty, once they are brought up to date."""
    hand_in = in_gradebook(**found)
    rules.settle(hand_in)
    (notebook,) = hand_in.notebooks
    return hand_in.timestamp, hand_in.extension, notebook.late_submission_penalty


def test_penalty_takes_no_more_than_there_is_and_never_gives(tmp_path):
    rules = lateness(tmp_path)
    assert settled(rules, time=DUE + 2 * HOUR)[2] == 2
    assert settled(rules, time=DUE + 9 * HOUR)[2] == 5
    assert settled(lateness(tmp_path, Gives), time=DUE + HOUR)[2] == 0
    # nbgrader's own takes nothing off unless it is told to.
    rules = lateness(tmp_path, LateSubmissionPlugin)
    assert settled(rules, time=DUE + HOUR)[2] is None


@pytest.mark.parametrize("due", [DUE, None])
def test_nothing_is_taken_off_in_time_or_without_a_due_date(tmp_path, due):
    time = DUE if due else DUE + HOUR
    assert settled(lateness(tmp_path), time=time, due=due, penalty=3.0)[2] is None


def test_extension_moves_the_due_date_and_never_forwards(tmp_path):
    rules = lateness(tmp_path, extension=2 * HOUR)
    assert settled(rules, time=DUE + 2 * HOUR) == (DUE + 2 * HOUR, 2 * HOUR, None)
    assert settled(rules, time=DUE + 3 * HOUR)[2] == 1
    rules = lateness(tmp_path, extension=-HOUR)
    assert settled(rules, time=DUE) == (DUE, timedelta(), None)
    assert settled(rules, time=DUE + HOUR, due=None)[1:] == (None, None)
    rules.extensions = {"ada": {"02_autograd": DUE.isoformat()}, "ben": {}}
    assert settled(rules, time=DUE + HOUR)[1:] == (None, 1)


def test_time_is_the_receipts_and_nbgraders_without_one(tmp_path):
    rules = lateness(tmp_path)
    assert settled(rules, time=DUE + HOUR)[0] == DUE + HOUR
    told(rules, "2026-03-06 18:30:00 UTC")
    assert settled(rules, time=None) == (DUE + 1.5 * HOUR, None, 1.5)
    told(rules, "")
    assert settled(rules, time=DUE + HOUR, penalty=1.0) == (None, None, None)


def test_what_only_came_too_late_is_late_by_a_second_after_grace(tmp_path):
    rules = lateness(tmp_path, grace=30)
    told(rules, LATE)
    time, _, penalty = settled(rules)
    assert time == DUE + HOUR / 2 + timedelta(seconds=1)
    assert penalty == pytest.approx(0.5 + 1 / 3600)
    assert settled(rules, due=None) == (None, None, None)


hours = st.sampled_from([None, -1, 0, 0.25, 0.5, 1, 2])
# None or 0: no points either way.
penalties = st.sampled_from([None, 0.25, 0.5, 1.0, 2.0])
times = st.sampled_from([None, "", LATE, "2026-03-06 17:00:00 UTC"])


@given(
    hours=hours,
    longer=st.sampled_from([None, 0, 1]),
    due=st.sampled_from([DUE, None]),
    penalty=penalties,
    time=times,
    grace=st.sampled_from([0, 30]),
)
def test_settled_is_what_settling_would_not_change(
    tmp_path_factory, hours, longer, due, penalty, time, grace
):
    rules = lateness(tmp_path_factory.mktemp("course"), grace=grace)
    if time is not None:
        told(rules, time)
    found = {
        "time": None if hours is None else DUE + hours * HOUR,
        "extension": None if longer is None else longer * HOUR,
        "penalty": penalty,
        "due": due,
    }
    before = found["time"], found["extension"], penalty
    columns = "ada", *before[:2], due, penalty
    same = settled(rules, **found) == before
    assert rules.is_settled(LESSON, 5.0, *columns) == same
    # An extension may be a new one, which only settling works out.
    rules.extensions = {"ada": {LESSON: DUE.replace(tzinfo=UTC).isoformat()}}
    assert not rules.is_settled(LESSON, 5.0, *columns)


def test_stated_time_is_in_utc_or_said_to_be_none(tmp_path):
    course = Course(tmp_path, Config({"Exchange": {"timezone": "Europe/Berlin"}}))
    assert stated_time(course, "2026-03-06 18:00") == DUE.replace(tzinfo=UTC)
    with pytest.raises(CourseError, match="expected a date and a time"):
        stated_time(course, "soon")


def penalties_of(course):
    """What lateness takes off, in the gradebook, by student."""
    with course.api().gradebook as gradebook:
        return {
            hand_in.student.id: hand_in.late_submission_penalty
            for hand_in in gradebook.assignment_submissions(L)
        }


def test_due_date_and_extension_act_on_the_whole_class_at_once(course):
    # ben and dan came five hours before the class's due date, eve a day after it.
    make_class(course, ["ada", "ben", "cy", "dan", "eve"], [L])
    assert penalties_of(course) == {"ben": 0, "dan": 0, "eve": 0.5}
    with course.api().gradebook as gradebook:
        gradebook.update_or_create_assignment(L, duedate=None)
    with pytest.raises(CourseError, match=f"{L} has no due date yet"):
        set_due(course, L, "2031-03-01 08:00", "ben")
    with pytest.raises(CourseError, match="of the class list; got zoe"):
        set_due(course, L, "2031-03-01 08:00", "zoe")
    assert set_due(course, L, "2031-03-01 06:00").hour == 6
    assert penalties_of(course) == {"ben": 0.5, "dan": 0.5, "eve": 0.5}
    set_due(course, L, "2031-03-01 08:00", "ben")
    assert penalties_of(course) == {"ben": 0, "dan": 0.5, "eve": 0.5}
    assert course.extensions() == {"ben": {L: "2031-03-01T08:00:00+00:00"}}
