"""A small class of hand-ins, made from real forms of right and wrong answers."""

from pathlib import Path

import nbformat

from course_helpers.check._exercises import exercises_of
from course_helpers.grading.course import Course, CourseError
from course_helpers.grading.notebook import answer_cells, read

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

    Raises:
        CourseError: the folder with sample answers is missing.
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
        return {name: _mistake(course, lesson, name) for name in names}
    return {names[0]: CRASH} if lesson == course.lessons()[0] else {}


def _mistake(course: Course, lesson: str, exercise: str) -> str:
    folder = course.root / "tests" / "answers" / lesson / exercise
    found = sorted(folder.glob("wrong_*.py"))
    if not found:
        raise CourseError(
            f"demo: expected sample answers in {folder}; found none. "
            "Run it in a full copy of the course's repository."
        )
    return found[0].read_text(encoding="utf-8")
