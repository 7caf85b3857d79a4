"""Hand-ins that change, go or come while the class is graded (row 42)."""

import os
import shutil
from datetime import UTC, datetime

import pytest

from course_helpers.grading.collect.collector import collect
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.record import receipts
from course_helpers.grading.record.gradebook import handed_in
from course_helpers.grading.record.intake import bytes_and_time
from tests.attacks.classroom import LESSON, LIMITS, RIGHT, make_course
from tests.attacks.test_collected import notebook, submissions

pytestmark = pytest.mark.usefixtures("sandbox", "warm")
SETTINGS = Settings(limits=LIMITS)


@pytest.fixture
def course(tmp_path, empty_gradebook):
    return make_course(tmp_path / "course", empty_gradebook)


def come(course, tmp_path, **students):
    """Collect a folder for each student with these bytes; return when each came."""
    folder = tmp_path / "in"
    shutil.rmtree(folder, ignore_errors=True)
    for student, data in students.items():
        (folder / student).mkdir(parents=True)
        (folder / student / f"{LESSON}.ipynb").write_bytes(data)
    came = datetime.now(UTC)
    return {item.student: came for item in collect(course, folder, came=came)}


def graded(course):
    pairs = [(LESSON, student) for student in handed_in(course, LESSON)]
    return {row.student: row for row in grade_all(course, pairs, SETTINGS)}


def test_what_happens_while_others_run_stops_nobody_and_mixes_nothing(course, tmp_path):
    right, half = (
        notebook(course, RIGHT),
        notebook(course, {"neuron": RIGHT["neuron"]}),
    )
    names = ("ada", "ben", "cy", "dan", "eve", "fay", "gus")
    times = come(course, tmp_path, **dict.fromkeys(names, right), _no=b"no notebook")
    first = ["ada", "ben", "cy", "_no", "dan", "eve", "fay", "gus"]
    students = [name.strip("_") for name in first]
    rows = grade_all(course, [(LESSON, name) for name in students], SETTINGS)
    assert next(rows).student == "no"  # by now ada, ben and cy are under way
    shutil.rmtree(course.folder("submitted") / "ada")
    later = come(course, tmp_path, ben=half, eve=half)
    place = course.notebook("submitted", LESSON, "cy")
    place.unlink()
    place.mkdir()
    shutil.rmtree(course.folder("submitted") / "dan")
    gone = course.notebook("submitted", LESSON, "fay")
    gone.unlink()
    gone.symlink_to(course.root / "nbgrader_config.py")
    kept = {row.student: row for row in rows}
    points = {student: row.score for student, row in kept.items()}
    assert points == {
        **dict.fromkeys(("ada", "ben", "cy", "fay", "gus"), 6),
        **{"dan": None, "eve": 2},
    }
    # What was kept of it can be read still.
    assert "No such file" in kept["dan"].reason and "link" in kept["fay"].reason
    in_book = submissions(course)
    wanted = {student: times[student] for student in ("ada", "ben", "cy", "fay", "gus")}
    wanted["eve"] = later["eve"]
    assert {student: time for student, (_, time) in in_book.items()} == wanted

    place.rmdir()
    assert graded(course)["ben"].score == 2
    assert submissions(course)["ben"] == (2, later["ben"])


def test_what_is_gone_wipes_nothing_that_a_person_did(course, tmp_path):
    (time,) = come(course, tmp_path, ada=notebook(course, RIGHT)).values()
    assert graded(course)["ada"].score == 6
    with course.api().gradebook as gradebook:
        gradebook.find_grade("reflection", LESSON, LESSON, "ada").manual_score = 1.5
        gradebook.db.commit()
    key = receipts.recorded(course, LESSON, "ada")["key"]
    path = course.notebook("submitted", LESSON, "ada")
    data = path.read_bytes()
    path.unlink()
    (row,) = grade_all(course, [(LESSON, "ada")], SETTINGS)
    assert row.score is None and "No such file" in row.reason
    assert submissions(course)["ada"] == (7.5, time)
    receipt = receipts.recorded(course, LESSON, "ada")
    assert receipt["key"] == key and "No such file" in receipt["reason"]
    path.write_bytes(data)
    assert graded(course)["ada"].score == 7.5


def test_same_bytes_that_came_again_have_the_later_time(course, tmp_path):
    good, bad = notebook(course, RIGHT), notebook(course, {})
    times = [come(course, tmp_path, ada=data)["ada"] for data in (good, bad)]
    come(course, tmp_path, ada=good)
    assert graded(course)["ada"].score == 6
    came = submissions(course)["ada"][1]
    assert came > times[1]
    for data in (bad, good):
        newest = come(course, tmp_path, ada=data)["ada"]
    assert graded(course)["ada"].score == 6
    assert submissions(course)["ada"] == (6, newest) and newest > came


def test_collector_between_archive_and_place_mixes_nothing(course, tmp_path):
    times = [come(course, tmp_path, ada=data)["ada"] for data in (b"1", b"2")]
    path = course.notebook("submitted", LESSON, "ada")
    path.write_bytes(b"1")  # as it lies until the collector has placed the newer one
    data, time = bytes_and_time(course, LESSON, "ada")
    assert data == b"1" and time == f"{times[0]:%Y-%m-%d %H:%M:%S.%f} UTC"


def test_time_beside_what_nobody_archived_is_read_without_waiting(course):
    path = course.notebook("submitted", LESSON, "ada")
    path.parent.mkdir(parents=True)
    stamp = path.with_name("timestamp.txt")
    os.mkfifo(stamp)
    path.write_bytes(b"1")
    assert bytes_and_time(course, LESSON, "ada") == (b"1", "")
    stamp.unlink()
    stamp.write_text("2026-03-01 12:00:00 UTC")
    # Its author may have written it.
    assert bytes_and_time(course, LESSON, "ada") == (b"1", "")
