"""Grading that is killed, interrupted or without room, and then started again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from course_helpers.grading.course import find_course
from tests.grading.interrupted import (
    GRADE,
    LESSON,
    make_class,
    no_process_left,
    start,
    told,
)

pytestmark = pytest.mark.usefixtures("sandbox")
KILLS = 20
MOUNTS = Path("/proc/self/mountinfo")
FULL_DISK = """
import os, shutil, subprocess, sys
before, grading, after, *grade = sys.argv[1:]
shutil.copytree(before, grading, dirs_exist_ok=True)
filler = os.path.join(grading, "filler")
for room in (0, 20_000, 60_000, None):
    if room is not None:
        space = os.statvfs(grading)
        with open(filler, "wb") as file:
            file.write(bytes(space.f_bavail * space.f_bsize - room))
    subprocess.run(grade, cwd=os.path.dirname(grading))
    os.path.exists(filler) and os.remove(filler)
shutil.copytree(grading, after)
"""


def ended(process: subprocess.Popen, seconds: float) -> bool:
    """Whether a grader came to its end within so many seconds; kill it if not."""
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return False
    assert process.returncode == 0, output
    return True


@pytest.fixture(scope="module")
def class_of_30(tmp_path_factory, empty_gradebook):
    """A course before grading; what is told after it; the seconds that it took."""
    folder = tmp_path_factory.mktemp("class")
    course = make_class(folder / "before", empty_gradebook, 30)
    after = find_course(shutil.copytree(course.root, folder / "after"))
    begin = time.monotonic()
    with no_process_left():
        assert ended(start(after), 300)
    return course, told(after), time.monotonic() - begin


@pytest.mark.slow
def test_killed_at_any_moment_grading_ends_as_if_it_was_not(class_of_30, tmp_path):
    course, wanted, seconds = class_of_30
    assert len([key for key in wanted if key[1:] == ("shown",)]) == 27
    chance = random.Random(6)
    moments = [(n + chance.random()) / KILLS * seconds for n in range(KILLS)]
    chance.shuffle(moments)
    mounts, ends = MOUNTS.read_text(), 0
    tried = find_course(shutil.copytree(course.root, tmp_path / "0"))
    for moment in moments:
        while True:
            with no_process_left():
                if not ended(start(tried), moment):
                    break
            assert told(tried) == wanted
            ends, moment = ends + 1, 0.9 * moment
            folder = tmp_path / str(ends)
            tried = find_course(shutil.copytree(course.root, folder))
    with no_process_left():
        assert ended(start(tried), 300)
    assert told(tried) == wanted
    assert MOUNTS.read_text() == mounts
    print(f"{KILLS} kills in runs of {seconds:.0f} s; {ends + 1} classes graded")


@pytest.mark.slow
def test_ctrl_c_stops_and_says_how_to_go_on(tmp_path, empty_gradebook):
    course = make_class(tmp_path / "course", empty_gradebook, 3)
    with no_process_left():
        process = start(course)
        while not list(course.root.glob("grading/recorded/*/*.json")):
            assert process.poll() is None
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "the same command goes on with the rest" in " ".join(said.split())
    assert "Traceback" not in said
    with no_process_left():
        assert ended(start(course), 300)
    assert {"s00", "s01", "s02"} <= told(course).keys()


@pytest.mark.slow
def test_full_disk_stops_grading_and_loses_nothing(tmp_path, empty_gradebook):
    course = make_class(tmp_path / "course", empty_gradebook, 3)
    assert ended(start(course), 300)
    with course.api().gradebook as gradebook:
        gradebook.find_grade("reflection", LESSON, LESSON, "s00").manual_score = 1.5
        gradebook.db.commit()
    wanted = told(course)
    for marker in course.root.glob("grading/recorded/*/*.json"):
        marker.unlink()
    shutil.rmtree(course.folder("autograded"))
    grading, before, after = (course.root / "grading", tmp_path / "b", tmp_path / "a")
    grading.rename(before)
    grading.mkdir()
    disk = ["bwrap", "--dev-bind", "/", "/", "--size", "4000000", "--tmpfs", grading]
    paths = [before, grading, after]
    done = subprocess.run(
        [*disk, sys.executable, "-c", FULL_DISK, *paths, sys.executable, "-c", GRADE],
        capture_output=True,
        text=True,
    )
    said = " ".join(done.stdout.split())
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert "Make room" in said and "not graded (" not in said, said
    shutil.rmtree(grading)
    after.rename(grading)
    assert told(course) == wanted
    assert wanted["s00", "reflection"][1] == 1.5
