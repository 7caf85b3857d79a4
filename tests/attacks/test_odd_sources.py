"""Zip files made to mislead, a hand-in that changes while it is read, a gradebook
that cannot be written, and nbgrader's own command over a class of such hand-ins."""

import io
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import UnreadableError, read_regular
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.record.gradebook import register
from tests.attacks.classroom import LESSON, LIMITS, RIGHT, make_course
from tests.attacks.test_collected import notebook
from tests.grading.collect.sources import L, run, three_lessons, zipped

SIZE = 2 * 2**20


def overlapping(path, count):
    """A zip file whose entries all are the same packed bytes."""
    data = bytes(SIZE)
    first = zipped(io.BytesIO(), [(f"s00/{L}.ipynb", data)]).getvalue()
    place = first.index(b"PK\x01\x02")
    end = first.index(b"PK\x05\x06")
    entry, entries = first[place:end], b""
    for number in range(count):
        entries += entry.replace(b"s00", b"s%02d" % number)
    tail = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entries), place, 0
    )
    path.write_bytes(first[:place] + entries + tail)
    return path


def test_overlapping_entries_give_each_name_once_or_nothing(tmp_path):
    course = three_lessons(tmp_path / "course")
    collected, refused = run(course, overlapping(tmp_path / "x.zip", 40))
    # The header in the file names one of them: the others are no files.
    assert {student for student, _ in collected} <= {"s00"}
    assert len(collected) + len(refused) == 40
    collected, refused = run(course, overlapping(tmp_path / "y.zip", 60))
    assert not collected and "104,857,600 bytes" in refused["y.zip"]


def test_zip64_is_read_like_any_zip(tmp_path):
    course = three_lessons(tmp_path / "course")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        with archive.open(f"ada/{L}.ipynb", "w", force_zip64=True) as file:
            file.write(b"{}")
    assert set(run(course, tmp_path / "x.zip")[0]) == {("ada", L)}


def test_zip64_that_declares_exabytes_is_refused(tmp_path):
    course = three_lessons(tmp_path / "course")
    info = zipfile.ZipInfo(f"ada/{L}.ipynb")
    zipped(tmp_path / "x.zip", [(info, b"{}")])
    data = (tmp_path / "x.zip").read_bytes()
    place = data.index(b"PK\x01\x02")
    name = info.filename.encode()
    extra = struct.pack("<2HQ", 1, 8, 2**60)
    entry = bytearray(data[place : place + 46])
    entry[24:28] = b"\xff" * 4
    entry[30:32] = struct.pack("<H", len(extra))
    central = bytes(entry) + name + extra
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), place, 0)
    (tmp_path / "x.zip").write_bytes(data[:place] + central + tail)
    collected, refused = run(course, tmp_path / "x.zip")
    assert not collected and "bytes" in refused["x.zip"]


def test_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"x" * 10)
    fstat = os.fstat

    def then_grow(descriptor):
        status = fstat(descriptor)
        path.write_bytes(b"x" * 1000)
        return status

    monkeypatch.setattr(os, "fstat", then_grow)
    with pytest.raises(UnreadableError, match="at most 100 bytes"):
        read_regular(path, 100)


@pytest.fixture
def course(tmp_path, empty_gradebook):
    return make_course(tmp_path / "course", empty_gradebook)


def come(course, **students):
    for student, data in students.items():
        path = course.notebook("submitted", LESSON, student)
        path.parent.mkdir(parents=True)
        path.write_bytes(data)


@pytest.mark.usefixtures("sandbox", "warm")
@pytest.mark.slow
def test_nbgraders_own_command_goes_on_over_such_hand_ins(course):
    right = notebook(course, RIGHT)
    register(course, LESSON)
    come(
        course,
        ada=right,
        ben=b'{"cells":[' + b"{}," * (6 * 10**6) + b"{}]}",
        cy=b"{",
        dan=b"",
        eve=b"",
        fay=bytes(25 * 2**20),
        zoe=right,
    )
    pipe, link = (course.notebook("submitted", LESSON, name) for name in ("dan", "eve"))
    pipe.unlink()
    os.mkfifo(pipe)
    link.unlink()
    link.symlink_to(course.notebook("submitted", LESSON, "ada"))
    nbgrader = Path(sys.executable).with_name("nbgrader")
    done = subprocess.run(
        [nbgrader, "autograde", LESSON, "--create"],
        cwd=course.root,
        env=os.environ | {"PATH": f"{nbgrader.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    graded = {
        name
        for name in ("ada", "ben", "cy", "dan", "eve", "fay", "zoe")
        if course.notebook("autograded", LESSON, name).exists()
    }
    assert graded == {"ada", "zoe"}, done.stderr[-3000:]
    with course.api().gradebook as gradebook:
        for found in gradebook.assignment_submissions(LESSON):
            assert found.score == (6 if found.student.id in graded else 0)


@pytest.mark.usefixtures("sandbox", "warm")
@pytest.mark.skipif(not shutil.which("chattr"), reason="chattr is missing")
def test_gradebook_that_cannot_be_written_stops_with_words(course):
    come(course, ada=notebook(course, RIGHT))
    path = course.root / "grading" / "gradebook.db"
    register(course, LESSON)
    data = path.read_bytes()
    if subprocess.run(["chattr", "+i", path], capture_output=True).returncode:
        pytest.skip("this file system knows no files that stay as they are")
    try:
        with pytest.raises(CourseError, match="write to the gradebook"):
            list(grade_all(course, [(LESSON, "ada")], Settings(limits=LIMITS)))
    finally:
        subprocess.run(["chattr", "-i", path], check=True)
    assert path.read_bytes() == data
    (row,) = grade_all(course, [(LESSON, "ada")], Settings(limits=LIMITS))
    assert row.score == 6
