"""nbgrader's gradebook in PostgreSQL, on a private server of this test."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.course import find_course
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.record.gradebook import handed_in, row
from course_helpers.grading.release.make import release
from course_helpers.grading.report.class_report import write_report
from course_helpers.grading.report.export import export
from tests.conftest import ANSWERS

LESSON = "01_tensors"
RIGHT = {name: "\n".join(parts) for name, parts in ANSWERS.items()}
PLACES = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]


def program(name):
    paths = os.pathsep.join([os.environ["PATH"], *map(str, sorted(PLACES))])
    found = shutil.which(name, path=paths)
    if not found:
        pytest.skip(f"PostgreSQL's {name} is not installed here")
    return found


@pytest.fixture(scope="module")
def server():
    """The address of a database on a server that ends with these tests."""
    pytest.importorskip("psycopg")
    control, make = program("pg_ctl"), program("initdb")
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        user = {}
        if os.getuid() == 0:  # which PostgreSQL refuses to run as
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

        def do(*command):
            done = subprocess.run(
                [*command, "-D", f"{folder}/data"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=120,
                **user,
            )
            assert done.returncode == 0, done.stderr.decode()

        do(
            make,
            "-U",
            "course",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--no-locale",
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        do(control, "-w", "-o", options, "-l", f"{folder}/log", "start")
        try:
            yield f"postgresql+psycopg://course@/postgres?host={folder}"
        finally:
            do(control, "-w", "-m", "immediate", "stop")


def hand_in_class(course):
    answers = [RIGHT, {}, RIGHT | {"neuron": "neuron = None"}, {"reflection": "Wörter"}]
    for number, written in enumerate([*answers, RIGHT, {}]):
        notebook = read(course.notebook("release", LESSON))
        for name, source in written.items():
            answer_cells(notebook)[name].source = source
        path = course.notebook("submitted", LESSON, f"s{number}")
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    path.write_text("no notebook")


def graded(course, **settings):
    pairs = [(LESSON, student) for student in handed_in(course, LESSON)]
    settings = Settings(seed=5, **settings)
    return {row.student: row for row in grade_all(course, pairs, settings)}


def points_by_hand(course):
    with course.api().gradebook as gradebook:
        grade = gradebook.find_grade("reflection", LESSON, LESSON, "s3")
        grade.manual_score = 1.5
        gradebook.db.commit()


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
def test_gradebook_in_postgresql_holds_what_one_in_sqlite_does(
    course, server, tmp_path
):
    release(course, LESSON, run=False)
    hand_in_class(course)
    other = find_course(shutil.copytree(course.root, tmp_path / "other"))
    (other.root / "grading" / "gradebook.db").unlink()
    other = other.with_settings(db_url=server)

    rows = graded(course)
    assert graded(other) == rows == graded(other)
    assert {row.score for row in rows.values()} == {6, 0, 4, None}
    for one in (course, other):
        points_by_hand(one)
    assert graded(other, force=True) == graded(course, force=True)
    assert row(other, LESSON, "s3").score == 1.5

    tables = [export(one)[0].read_text() for one in (course, other)]
    assert tables[0] == tables[1]
    assert "s3" in write_report(other).read_text()
    assert not (other.root / "grading" / "gradebook.db").exists()
