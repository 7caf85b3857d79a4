"""Hand-ins that come through the collector, and come again (rows 25, 26, 31)."""

import zipfile
from datetime import UTC

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.collect.collector import Collected, collect
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.record.gradebook import handed_in
from tests.attacks.classroom import LESSON, LIMITS, RIGHT, make_course
from tests.attacks.hand_ins.behaviour import broken

pytestmark = pytest.mark.usefixtures("sandbox", "warm")
WORDS = {"reflection": "Because."}
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def notebook(course, answers):
    """The bytes of a notebook with these answers."""
    made = read(course.notebook("release", LESSON))
    for name, source in (answers | WORDS).items():
        answer_cells(made)[name].source = source
    return nbformat.writes(made).encode()


def zipped(path, files):
    """Put files into a zip file, all of them from long ago."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data)
    return path


def hand_in(course, path, students):
    """Collect a zip file with a folder for each student; return what came of it."""
    files = {}
    for student, data in students.items():
        files[f"{student}/{LESSON}.ipynb"] = data
        files[f"{student}/timestamp.txt"] = "1066-10-14 09:00:00 UTC"
    return list(collect(course, zipped(path, files)))


def graded(course):
    """Grade all that was collected."""
    pairs = [(LESSON, student) for student in handed_in(course, LESSON)]
    rows = grade_all(course, pairs, Settings(limits=LIMITS))
    return {row.student: row for row in rows}


def submissions(course):
    """The gradebook's hand-ins: points, and when they came."""
    with course.api().gradebook as gradebook:
        return {
            found.student.id: (
                found.score,
                found.timestamp and found.timestamp.replace(tzinfo=UTC),
            )
            for found in gradebook.assignment_submissions(LESSON)
        }


@pytest.fixture
def course(tmp_path, empty_gradebook):
    return make_course(tmp_path / "course", empty_gradebook)


def test_newest_counts_the_older_is_kept_and_no_old_score_stays(course, tmp_path):
    right, crash = (
        notebook(course, RIGHT),
        notebook(course, broken("import os; os._exit(1)")),
    )
    hand_in(course, tmp_path / "1.zip", dict.fromkeys(("eve", "fay", "gus"), right))
    assert {row.score for row in graded(course).values()} == {6}

    again = hand_in(
        course, tmp_path / "2.zip", {"eve": crash, "fay": b"{", "gus": right}
    )
    notes = {item.student: item.note for item in again if isinstance(item, Collected)}
    assert notes.keys() == {"eve", "fay", "gus"} and notes["gus"] == "unchanged"
    assert all(
        notes[name].startswith("replaces the one of ") for name in ("eve", "fay")
    )
    rows = graded(course)
    points = {student: row.score for student, row in rows.items()}
    assert points == {"eve": 4, "fay": 6, "gus": 6}
    assert "ended Python" in rows["eve"].reason
    # What cannot be read wipes nothing.
    assert "does not count (no notebook: its text is not JSON)" in rows["fay"].reason

    found = submissions(course)
    # What lay beside them says 1066, and nothing trusted says more.
    assert found == {"eve": (4, None), "fay": (6, None), "gus": (6, None)}
    for name, newest in (("eve", crash), ("fay", b"{")):
        kept = course.root / "grading" / "handins" / name / LESSON
        assert [p.read_bytes() for p in sorted(kept.glob("*.ipynb"))] == [right, newest]


def bomb(path):
    """A small file that unpacks to 200 MB."""
    block = bytes(2**20)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open(f"eve/{LESSON}.ipynb", "w", force_zip64=True) as file:
            for _ in range(200):
                file.write(block)


def many(path):
    zipped(path, {f"s{number}/{LESSON}.ipynb": b"" for number in range(2_001)})


def nested(path):
    inner = zipped(path.with_suffix(".inner"), {f"{LESSON}.ipynb": b"{}"})
    zipped(path, {"eve/inner.zip": inner.read_bytes()})


@pytest.mark.slow
def test_zip_bombs_are_refused_and_the_honest_one_is_graded(course, tmp_path):
    said = {}
    for make in (bomb, many, nested):
        path = tmp_path / f"{make.__name__}.zip"
        make(path)
        items = list(collect(course, path))
        assert not any(isinstance(item, Collected) for item in items)
        said[make.__name__] = " ".join(item.reason for item in items)
    assert "104,857,600 bytes" in said["bomb"] and "2,000 files" in said["many"]
    assert not list(course.root.glob("grading/handins/*/*/*.ipynb"))
    hand_in(course, tmp_path / "ada.zip", {"ada": notebook(course, RIGHT)})
    assert {name: row.score for name, row in graded(course).items()} == {"ada": 6}
