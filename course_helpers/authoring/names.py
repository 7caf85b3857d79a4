"""Which names an exercise and a lesson may have."""

import builtins
import keyword
import re
from importlib.util import find_spec

from course_helpers import check
from course_helpers.authoring.places import Places
from course_helpers.check.aids.predictions import predictions
from course_helpers.check.catalogue import REFLECTION, exercises
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError

# 20 characters: the width of a name in the learner's table of points.
_NAME = re.compile(r"[A-Za-z]\w{1,19}", re.ASCII)
_LESSON = re.compile(r"(\d\d)_([a-z][a-z0-9_]{1,19})", re.ASCII)


def refuse_name(name: str) -> None:
    """Raise CourseError if no new exercise can have a name."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise CourseError(
            f"{name}: expected the name of a Python function or class, 2 to 20 "
            "letters, digits and _. Choose another name."
        )
    if owner := _owner(name):
        raise CourseError(
            f"{name}: expected a name that is free; {owner} has it. "
            "Choose another name."
        )


def _owner(name: str) -> str:
    """Return who has a name already; an empty text if it is free."""
    for exercise in exercises().values():
        # Some file systems take LeNet.py and lenet.py for one file.
        names = {n.casefold() for n in (exercise.name, *exercise.answers)}
        if name.casefold() in names:
            return f"{exercise.name} of lesson {exercise.lesson}"
    if name in predictions():
        return f"a prediction of lesson {predictions()[name].lesson}"
    if name == REFLECTION:
        return "the question in words at each lesson's end"
    # check.NAME would give this and never the exercise's check.
    if name in vars(check) or find_spec(f"{check.__name__}.{name}"):
        return f"a part of check, check.{name},"
    # Every cell below the answer would get the learner's function in its place.
    return f"Python's own {name}" if hasattr(builtins, name) else ""


def refuse_lesson(course: Course, places: Places, lesson: str) -> None:
    """Raise CourseError if no new lesson can have a name."""
    parts = _LESSON.fullmatch(lesson)
    if not parts or keyword.iskeyword(parts[2]):
        raise CourseError(
            f"{lesson}: expected a lesson's name, two digits, _ and a topic in small "
            "letters, for example 10_recurrent. Choose such a name."
        )
    number, topic = parts.groups()
    # Lessons are sorted by name: two of one number would follow the alphabet.
    same = [other for other in course.lessons() if other.startswith(f"{number}_")]
    # A topic may be that of another lesson, or the name of a module that lessons share.
    judges = places.judges(topic)
    taken = (places.observations(topic), judges, judges.with_suffix(".py"))
    same += [str(p.relative_to(course.root)) for p in taken if p.exists()]
    if same:
        raise CourseError(
            f"{lesson}: expected a number and a topic that are free; {same[0]} is "
            "there. Choose others."
        )
