"""A notebook of any layout earns in grading what its checks give in a kernel."""

import json
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

import pytest

from course_helpers.check.catalogue import exercises_of
from course_helpers.grading.course import find_course
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.lesson_run import run_checks
from tests.attacks.layouts import PLACES, RIGHT, WHOLES, WRONG
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("sandbox", "warm", "quick_kernels")

QUICK = [layout for layout in RIGHT if layout.lesson == "01_tensors"][:5] + WRONG[:1]


def named(layout):
    """A layout, and all that was changed in it: for the message of a test."""
    return f"{layout.student}: {', '.join(layout.make()[1])}"


def in_a_kernel(layout, folder):
    """The points for each exercise in a real kernel, run from top to bottom."""
    # Where it is set, a kernel leaves stdout to pytest, and cells find no file there.
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    path = folder / layout.student / f"{layout.lesson}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(layout.make()[0]), encoding="utf-8")
    # Two kernels at once, beside other tests: the first cell alone may take long.
    verdicts = run_checks(path, seconds=300).verdicts
    names = [exercise.name for exercise in exercises_of(layout.lesson)]
    return {n: verdicts[n].score if n in verdicts else 0 for n in names}


def all_in_kernels(layouts, folder):
    """The points of many, from processes: in threads nbclient leaves loops open."""
    several = get_context("spawn")
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), several) as pool:
        points = pool.map(in_a_kernel, layouts, repeat(folder))
        return dict(zip(map(named, layouts), points, strict=True))


def all_graded(layouts, root, gradebook):
    """The points that grading gives them, as one class."""
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "grading").mkdir()
    shutil.copy(gradebook, root / "grading" / "gradebook.db")
    for lesson in {layout.lesson for layout in layouts}:
        for kind in ("solutions", "notebooks"):
            shutil.copytree(ROOT / kind / lesson, root / kind / lesson)
    course = find_course(root)
    for layout in layouts:
        path = course.notebook("submitted", layout.lesson, layout.student)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(layout.make()[0]), encoding="utf-8")
    pairs = sorted((layout.lesson, layout.student) for layout in layouts)
    assert len(list(grade_all(course, pairs, Settings()))) == len(layouts)
    with course.api().gradebook as book:
        return {named(layout): _points(book, layout) for layout in layouts}


def _points(book, layout):
    names = layout.lesson, layout.lesson, layout.student
    grades = {g.name: g.score for g in book.find_submission_notebook(*names).grades}
    exercises = exercises_of(layout.lesson)
    return {exercise.name: grades[f"check-{exercise.name}"] for exercise in exercises}


def full(layout):
    return {exercise.name: exercise.points for exercise in exercises_of(layout.lesson)}


def assert_same(layouts, folder, gradebook):
    (folder / "course").mkdir()
    kernel = all_in_kernels(layouts, folder / "kernels")
    graded = all_graded(layouts, folder / "course", gradebook)
    # A layout that does not work in a kernel either would show nothing.
    right = {named(layout): full(layout) for layout in layouts if not layout.wrong}
    assert {name: kernel[name] for name in right} == right
    assert graded == kernel


def test_quick_layouts_earn_what_the_kernel_gives(tmp_path, empty_gradebook):
    assert_same(QUICK, tmp_path, empty_gradebook)


@pytest.mark.slow
def test_all_layouts_earn_what_the_kernel_gives(tmp_path, empty_gradebook):
    rest = [layout for layout in RIGHT + WRONG if layout not in QUICK]
    assert_same(rest, tmp_path, empty_gradebook)


def test_layouts_are_many_and_each_change_is_among_them():
    assert len(RIGHT) >= 60 and len({layout.student for layout in RIGHT}) == len(RIGHT)
    steps = {step.split(": ")[-1] for layout in RIGHT for step in layout.make()[1]}
    assert steps >= {change.__name__ for change in [*PLACES, *WHOLES]}
    assert RIGHT[3].make() == RIGHT[3].make()
