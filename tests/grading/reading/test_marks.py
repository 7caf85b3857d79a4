import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from course_helpers.grading.errors import CourseError
from course_helpers.grading.reading import marks
from course_helpers.grading.reading.marks import (
    Change,
    ConflictError,
    Mark,
    entries,
    save,
)
from course_helpers.grading.record.class_reader import read_class
from tests.grading.reading.answered import LESSON, STUB, held, make_answers

UNREAD = Mark()
GOOD = Mark(1.5, "Right. Why?", False)


@pytest.fixture
def read_by(course):
    """A class of three, one of whom wrote nothing: (course, ids by student)."""
    make_answers(course, {"ada": "Because.", "ben": "because", "cy": STUB})
    with course.api().gradebook as gradebook:
        there = entries(gradebook.db, LESSON)
    return course, {entry.student: name for name, entry in there.items()}


def test_entries_are_the_answers_in_words_alone(read_by):
    course, ids = read_by
    with course.api().gradebook as gradebook:
        there = entries(gradebook.db, LESSON)
        assert entries(gradebook.db, "01_tensors") == {}
    assert ids.keys() == {"ada", "ben", "cy"}
    assert there[ids["ada"]].mark == UNREAD and there[ids["ada"]].worth == 2
    cy = there[ids["cy"]]
    assert (cy.mark, cy.automatic) == (Mark(None, "", False), 0)


def test_nbgrader_and_the_class_see_what_was_saved(read_by):
    course, ids = read_by
    save(course, LESSON, {ids["ada"]: Change(UNREAD, GOOD)})
    assert held(course)["ada"] == (1.5, "Right. Why?", False)
    assert held(course)["ben"] == (None, None, True)
    # What its page for reading lists.
    rows = course.api().get_notebook_submissions(LESSON, LESSON)
    ada = next(row for row in rows if row["student"] == "ada")
    assert (ada["score"], ada["needs_manual_grade"]) == (4.5, False)
    grade = read_class(course, [LESSON]).hand_ins["ada", LESSON].grades["reflection"]
    assert (grade.score, grade.comment, grade.manual) == (1.5, "Right. Why?", True)


def test_equal_answers_get_one_mark_at_once_and_lose_it_at_once(read_by):
    course, ids = read_by
    both = [ids["ada"], ids["ben"]]
    save(course, LESSON, {name: Change(UNREAD, GOOD) for name in both})
    assert held(course)["ada"] == held(course)["ben"] == (1.5, "Right. Why?", False)
    save(course, LESSON, {name: Change(GOOD, UNREAD) for name in both})
    assert held(course)["ada"] == held(course)["ben"] == (None, None, True)


def test_nobodys_points_wait_whatever_is_asked_for(read_by):
    course, ids = read_by
    only_words = Mark(None, "Later.", False)
    save(course, LESSON, {ids["ada"]: Change(UNREAD, only_words)})
    assert held(course)["ada"] == (None, "Later.", True)


def test_untouched_answer_goes_back_to_nbgraders_points(read_by):
    course, ids = read_by
    untouched, zero = Mark(None, "", False), Mark(0.5, "", False)
    save(course, LESSON, {ids["cy"]: Change(untouched, zero)})
    assert held(course)["cy"] == (0.5, None, False)
    save(course, LESSON, {ids["cy"]: Change(zero, untouched)})
    assert held(course)["cy"] == (None, None, False)


@pytest.mark.parametrize(
    "there",
    [
        Mark(1.0, "Right. Why?", False),
        Mark(1.5, "Right.", False),
        Mark(1.5, "Right. Why?", True),
    ],
)
def test_what_somebody_else_changed_meanwhile_is_not_written_over(read_by, there):
    course, ids = read_by
    save(course, LESSON, {ids["ben"]: Change(UNREAD, there)})
    before = held(course)
    changes = {
        ids["ada"]: Change(UNREAD, GOOD),
        ids["ben"]: Change(GOOD, Mark(2.0, "", False)),
    }
    with pytest.raises(ConflictError):
        save(course, LESSON, changes)
    assert held(course) == before


def test_no_other_cell_than_the_answer_can_be_written(read_by):
    course, _ = read_by
    with course.api().gradebook as gradebook:
        where = "check-softmax", LESSON, LESSON, "ada"
        check = gradebook.find_grade(*where).id
    with pytest.raises(ConflictError):
        save(course, LESSON, {check: Change(Mark(None, "", False), GOOD)})
    with course.api().gradebook as gradebook:
        assert gradebook.find_grade(*where).score == 3


def test_of_two_who_save_at_one_moment_one_is_told(read_by):
    course, ids = read_by
    start = threading.Barrier(2)

    def give(points, seen):
        start.wait()
        try:
            save(course, LESSON, {ids["ada"]: Change(seen, Mark(points, "", False))})
        except ConflictError:
            return None
        return points

    seen = UNREAD
    with ThreadPoolExecutor(2) as people:
        for turn in range(10):
            tries = [people.submit(give, p, seen) for p in (turn / 10, 1 + turn / 10)]
            saved = [t.result() for t in tries if t.result() is not None]
            assert len(saved) == 1
            assert held(course)["ada"][0] == saved[0]
            seen = Mark(saved[0], "", False)


def gradebook_of(course):
    return sqlite3.connect(course.root / "grading" / "gradebook.db")


def test_save_waits_while_another_program_writes(read_by):
    course, ids = read_by
    other = gradebook_of(course)
    other.isolation_level = None
    other.execute("BEGIN EXCLUSIVE")
    with ThreadPoolExecutor(1) as reader:
        change = {ids["ada"]: Change(UNREAD, GOOD)}
        saved = reader.submit(save, course, LESSON, change)
        with pytest.raises(TimeoutError):
            saved.result(0.5)
        other.execute("COMMIT")
        saved.result(60)
    other.close()
    assert held(course)["ada"] == (1.5, "Right. Why?", False)


def test_gradebook_that_stays_busy_is_said_and_nothing_is_written(read_by, monkeypatch):
    course, ids = read_by
    monkeypatch.setattr(marks, "PATIENCE", 0.0)
    other = gradebook_of(course)
    other.isolation_level = None
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CourseError, match="locked.*Nothing was saved"):
        save(course, LESSON, {ids["ada"]: Change(UNREAD, GOOD)})
    other.execute("COMMIT")
    other.close()
    assert held(course)["ada"] == (None, None, True)
