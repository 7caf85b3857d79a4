"""A small class of hand-ins, made from real forms of right and wrong answers."""

from pathlib import Path

import nbformat

from course_helpers.cells import answer_cells
from course_helpers.check.catalogue import exercises_of, typical_mistake
from course_helpers.grading.course import Course
from course_helpers.grading.notebook import read

CRASH = "import os\n\nos._exit(1)"

STUDENTS = ("all-right", "first-half", "typical-mistakes", "crash-or-empty")
"""What each member of the class hands in for every lesson.

The last one's first hand-in ends Python in an answer; the others are untouched.
"""


def hand_in(course: Course, student: str, lesson: str) -> Path:
    """Write what a member of the sample class hands in for a lesson.

    Args:
        course: a course whose released notebooks are there.
        student: one of STUDENTS.
        lesson: the lesson's name.

    Returns:
        The path of the hand-in.
    """
    notebook = read(course.notebook("release", lesson))
    cells = answer_cells(notebook)
    for name, source in _answers(course, student, lesson).items():
        cells[name].source = source
    path = course.notebook("submitted", lesson, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def _answers(course: Course, student: str, lesson: str) -> dict[str, str]:
    names = [exercise.name for exercise in exercises_of(lesson)]
    solution = answer_cells(read(course.notebook("source", lesson)))
    right = {name: cell.source for name, cell in solution.items()}
    if student == "all-right":
        return right
    if student == "first-half":
        return {name: right[name] for name in names[: len(names) // 2]}
    if student == "typical-mistakes":
        return {name: typical_mistake(name) for name in names}
    return {names[0]: CRASH} if lesson == course.lessons()[0] else {}
