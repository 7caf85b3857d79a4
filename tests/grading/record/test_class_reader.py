"""What a class's gradebook, receipts and archive say together; nothing is run."""

from datetime import UTC, datetime, timedelta

import pytest

from course_helpers.check.catalogue import REFLECTION, exercises_of
from course_helpers.grading.collect import archive
from course_helpers.grading.collect.archive import Origin
from course_helpers.grading.errors import CourseError
from course_helpers.grading.record import receipts
from course_helpers.grading.record.class_reader import NOT_YET, read_class
from course_helpers.grading.record.lateness import set_due
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.run.results import Result, Store
from tests.grading.report.classes import DUE, L, M, make_class

STUDENTS = ["ada", "ben", "cy", "dan", "eve"]
NAMES = [exercise.name for exercise in exercises_of(L)]


@pytest.fixture
def course(course):
    """A class in which ada handed nothing in, cy's failed, and eve was late."""
    make_class(course, STUDENTS, [L, M])
    return course


def grades(course, student):
    """A student's grades in the gradebook, by cell, to be changed."""
    return {
        grade.name: grade
        for notebook in course.find_submission(L, student).notebooks
        for grade in notebook.grades
    }


def in_book(course, student):
    return read_class(course, [L]).hand_ins[student, L]


def test_points_by_hand_count_also_while_nbgrader_asks_for_another_look(course):
    first = f"check-{NAMES[0]}"
    with course.api().gradebook as gradebook:
        for student, waits in (("ben", False), ("dan", True)):
            cells = grades(gradebook, student)
            cells[REFLECTION].manual_score = cells[first].manual_score = 0.25
            cells[REFLECTION].needs_manual_grade = waits
        gradebook.db.commit()
    for student in ("ben", "dan"):
        hand_in = in_book(course, student)
        checked = sum(hand_in.verdicts[name].score for name in NAMES[1:])
        assert hand_in.score == pytest.approx(0.5 + checked)
        assert hand_in.waiting == []
        by_hand = [name for name, grade in hand_in.grades.items() if grade.manual]
        assert by_hand == [NAMES[0], REFLECTION]
    hand_in = in_book(course, "eve")
    assert hand_in.waiting == [REFLECTION]
    assert hand_in.score == sum(verdict.score for verdict in hand_in.verdicts.values())


def test_book_is_of_the_lessons_asked_for_in_their_order(course):
    book, both = read_class(course, [L]), read_class(course)
    assert (book.lessons, both.lessons) == ([L], [L, M])
    assert list(book.exercises[L]) == [*NAMES, REFLECTION]
    assert book.worth(L) == sum(exercise.points for exercise in exercises_of(L)) + 2
    assert {lesson for _, lesson in book.hand_ins} == {L}
    assert (book.due, both.due) == ({L: DUE}, {L: DUE, M: DUE})
    assert list(book.people) == STUDENTS
    assert book.missing(L) == ["ada"]
    assert both.total("ben") > book.total("ben")


def test_what_was_not_graded_says_why(course):
    path = course.notebook("submitted", L, "fay")
    path.parent.mkdir(parents=True)
    path.touch()
    failed = [s for (s, _), h in read_class(course, [L]).hand_ins.items() if h.reason]
    assert failed == ["cy", "fay"]
    for student in failed:
        hand_in = in_book(course, student)
        assert not hand_in.graded and hand_in.final_score is None
        assert hand_in.reason == (NOT_YET if student == "fay" else "an empty file")


def test_what_there_is_to_say_of_a_graded_one_is_said(course):
    Store(store_folder(course)).save("k", Result(1, trouble="it was slow"))
    receipts.write(
        course, L, "ben", {"key": "k", "passed": "the newest does not count"}
    )
    assert in_book(course, "ben").reason == "the newest does not count; it was slow"
    receipts.write(course, L, "ben", {"key": "k", "reason": "it is gone"})
    assert in_book(course, "ben").reason == "it is gone"
    assert in_book(course, "ben").graded


def test_lateness_is_counted_from_each_students_own_due_date(course):
    late = [s for (s, _), h in read_class(course, [L]).hand_ins.items() if h.late]
    assert late == ["eve"]
    assert (in_book(course, "eve").late, in_book(course, "eve").penalty) == (
        108000,
        0.5,
    )
    set_due(course, L, (DUE + timedelta(hours=10)).isoformat(), "eve")
    hand_in = in_book(course, "eve")
    assert hand_in.due == DUE + timedelta(hours=10)
    assert (hand_in.late, hand_in.penalty) == (72000, 0.5)
    set_due(course, L, (DUE + timedelta(hours=40)).isoformat(), "eve")
    assert (in_book(course, "eve").late, in_book(course, "eve").penalty) == (0, 0)


@pytest.mark.parametrize(
    ("collected", "late", "unknown"),
    [(1, None, True), (-1, None, False), (1, False, False), (None, None, True)],
)
def test_who_was_collected_after_the_due_date_may_be_late(
    course, monkeypatch, collected, late, unknown
):
    receipts.write(course, L, "ben", {"key": "k", "time": ""})
    if collected is not None:
        clock = DUE.replace(tzinfo=UTC) + timedelta(hours=collected)
        monkeypatch.setattr(archive, "now", lambda: clock)
        folder = archive.handins_folder(course) / "ben" / L
        archive.archive(folder, b"{}", "x.ipynb", Origin(late=late))
    hand_in = in_book(course, "ben")
    assert (hand_in.time, hand_in.late) == (None, 0)
    assert hand_in.time_unknown == unknown
    assert not in_book(course, "dan").time_unknown


def test_section_is_one_that_there_is(course):
    with pytest.raises(CourseError, match="expected one of the class list; got X"):
        read_class(course, [L], "X")
    assert isinstance(in_book(course, "dan").time, datetime)
