"""Which hand-in of a student counts, and when it came; nothing is run here."""

import json
from datetime import UTC, datetime, timedelta

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.collect import archive
from course_helpers.grading.collect.archive import Origin
from course_helpers.grading.course import find_course
from course_helpers.grading.files import MissingError, UnreadableError
from course_helpers.grading.record import intake
from course_helpers.grading.run.rebuild import rebuild
from tests.conftest import LESSON, small_lesson

RELEASE = rebuild(small_lesson(), [])
DAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
BROKEN = b"no notebook"


def at(day):
    """The time of a day, as nbgrader reads it."""
    return f"2026-03-{day:02} 12:00:00.000000 UTC"


def written(text):
    """A hand-in whose first answer is this text."""
    notebook = rebuild(RELEASE, [])
    answer_cells(notebook)["neuron"].source = text
    return nbformat.writes(notebook).encode()


BLANK, GOOD, BETTER = (
    nbformat.writes(RELEASE, indent=2).encode(),
    written("neuron = 1"),
    written("neuron = 2"),
)


@pytest.fixture
def course(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        "c.CourseDirectory.submitted_directory = 'grading/submitted'\n"
    )
    return find_course(tmp_path)


def folder(course):
    return archive.handins_folder(course) / "ada" / LESSON


def handed_in(course, *hand_ins, known=True):
    """Collect hand-ins, one on each day from the sixth of March on."""
    for number, data in enumerate(hand_ins):
        came = DAY + timedelta(days=number) if known else None
        archive.archive(folder(course), data, "x.ipynb", Origin(came))
    kept = archive.counting(folder(course))
    archive.place(course, "ada", LESSON, kept.path.read_bytes(), kept)


def taken(course):
    """The answer that counts, when it came, and why a newer one does not count."""
    taken = intake.take(course, LESSON, "ada", RELEASE)
    answer = answer_cells(taken.notebook)["neuron"].source
    return answer, taken.time, taken.passed


def test_newest_hand_in_counts(course):
    handed_in(course, GOOD, BETTER)
    assert taken(course) == ("neuron = 2", at(7), "")


@pytest.mark.parametrize(
    ("newest", "why"),
    [(BROKEN, "its text is not JSON"), (BLANK, "nothing is written in it")],
)
def test_what_holds_nothing_wipes_no_older_answer(course, newest, why):
    handed_in(course, GOOD, BETTER, b"{", newest)
    answer, time, passed = taken(course)
    assert (answer, time) == ("neuron = 2", at(7))
    assert why in passed and passed.endswith("the one of 2026-03-07 12:00:00 UTC does")


@pytest.mark.parametrize("newest", [BROKEN, BLANK + b" "])
def test_untouched_hand_in_between_wipes_no_older_answer_either(course, newest):
    handed_in(course, GOOD, BLANK, newest)
    assert taken(course)[:2] == ("neuron = 1", at(6))


def test_untouched_hand_in_counts_where_no_older_one_holds_more(course):
    answer = answer_cells(RELEASE)["neuron"].source
    handed_in(course, BROKEN, BLANK)
    assert taken(course) == (answer, at(7), "")
    handed_in(course, BROKEN, BLANK, b"{")
    assert taken(course)[:2] == (answer, at(7))


def test_what_cannot_be_read_alone_is_said(course):
    handed_in(course, BROKEN, b"{")
    with pytest.raises(UnreadableError, match="its text is not JSON"):
        taken(course)
    course.notebook("submitted", LESSON, "ada").unlink()
    with pytest.raises(MissingError):
        taken(course)


def test_what_was_taken_away_counts_by_no_older_one(course):
    handed_in(course, GOOD, BETTER)
    course.notebook("submitted", LESSON, "ada").unlink()
    with pytest.raises(MissingError):
        taken(course)


@pytest.mark.parametrize("chosen", [BLANK, BROKEN])
def test_one_that_a_person_brought_back_counts_whatever_it_holds(course, chosen):
    handed_in(course, GOOD, chosen, BETTER)
    kept = archive.history(folder(course))[1]
    archive.choose(folder(course), kept)
    archive.place(course, "ada", LESSON, chosen, kept)
    if chosen == BLANK:
        assert taken(course) == (answer_cells(RELEASE)["neuron"].source, at(7), "")
        return
    with pytest.raises(UnreadableError):
        taken(course)


def test_chosen_newest_is_no_choice_against_older_ones(course):
    handed_in(course, GOOD, BROKEN)
    archive.choose(folder(course), archive.history(folder(course))[1])
    assert taken(course)[0] == "neuron = 1"


def test_time_is_that_of_the_bytes_which_lie_there(course):
    handed_in(course, GOOD, BETTER)
    course.notebook("submitted", LESSON, "ada").write_bytes(GOOD)
    assert taken(course)[:2] == ("neuron = 1", at(6))
    course.notebook("submitted", LESSON, "ada").write_bytes(written("mine = 3"))
    assert taken(course)[:2] == ("mine = 3", "")


def test_time_that_only_the_collector_knows_is_none(course):
    handed_in(course, GOOD, known=False)
    assert taken(course) == ("neuron = 1", "", "")


def test_file_of_another_hash_in_its_name_tells_no_time(course):
    handed_in(course, GOOD)
    (kept,) = archive.history(folder(course))
    kept.path.write_bytes(BETTER)
    assert intake.bytes_and_time(course, LESSON, "ada") == (GOOD, "")


def test_bytes_and_time_are_of_one_moment(course, monkeypatch):
    handed_in(course, GOOD, BETTER)
    readings = iter([GOOD, BETTER, BETTER])
    monkeypatch.setattr(intake, "_read", lambda *_: next(readings))
    assert intake.bytes_and_time(course, LESSON, "ada") == (BETTER, at(7))


def test_what_never_stops_changing_is_not_graded(course, monkeypatch):
    handed_in(course, GOOD)
    readings = (json.dumps(number).encode() for number in range(99))
    monkeypatch.setattr(intake, "_read", lambda *_: next(readings))
    with pytest.raises(UnreadableError, match="it changes all the time"):
        intake.bytes_and_time(course, LESSON, "ada")
