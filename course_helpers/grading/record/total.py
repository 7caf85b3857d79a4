"""The grade of the whole course: weights, the best of several lessons, a letter."""

from dataclasses import dataclass

from traitlets import Dict, Float, Int, List, TraitError, Tuple, Unicode
from traitlets.config import Configurable

from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.record.classbook import ClassBook


class CourseGrade(Configurable):
    """How a course is graded, as nbgrader_config.py sets it: c.CourseGrade."""

    weights = Dict(
        help="What each lesson counts, by its name; whichever is not named counts "
        "nothing. Where none is named, each counts as much as it has points.",
        value_trait=Float(min=0),
    ).tag(config=True)
    best = Int(
        0, min=0, help="Only so many lessons count, those with most of their points."
    ).tag(config=True)
    excused = Dict(
        help="Lessons that do not count for a student, by the student's folder name.",
        value_trait=List(Unicode()),
    ).tag(config=True)
    letters = List(
        Tuple(Float(), Unicode()),
        help="From how many percent on there is which letter, the highest first.",
    ).tag(config=True)


@dataclass(frozen=True)
class Total:
    """A student's grade of the course so far.

    Attributes:
        percent: in [0, 100]; None while no lesson counts.
        letter: for the percentage; empty if the course has no letters.
        counted: the lessons that count.
        dropped: lessons that others of the student's are better than.
        excused: lessons from which the student is excused.
    """

    percent: float | None
    letter: str
    counted: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()


def is_graded_as_a_whole(course: Course) -> bool:
    """Whether the course says how its lessons make one grade."""
    return bool(course.config.get("CourseGrade"))


def totals(course: Course, book: ClassBook) -> dict[str, Total]:
    """Return the grade of each student so far; what was not handed in counts 0.

    Args:
        course: the course folder.
        book: the class, with the lessons that count so far.

    Raises:
        CourseError: nbgrader_config.py sets what is no such grade.
    """
    rules = _rules(course)
    return {student: _total(rules, book, student) for student in book.people}


def _rules(course: Course) -> CourseGrade:
    names = CourseGrade.class_trait_names(config=True)
    # traitlets only warns of these.
    unknown = set(course.config.get("CourseGrade", {})) - set(names)
    if unknown:
        raise _wrong(f"expected some of {', '.join(names)}; got {', '.join(unknown)}.")
    try:
        rules = CourseGrade(config=course.config)
    except TraitError as error:
        raise _wrong(" ".join(str(error).split())) from None
    lessons = {*rules.weights, *(x for some in rules.excused.values() for x in some)}
    if strange := lessons - set(course.lessons()):
        raise _wrong(f"expected lessons; got {', '.join(sorted(strange))}.")
    if rules.letters != sorted(rules.letters, reverse=True):
        raise _wrong("letters: expected the highest percentage first.")
    return rules


def _wrong(text: str) -> CourseError:
    return CourseError(f"nbgrader_config.py, CourseGrade: {text} Correct it there.")


def _total(rules: CourseGrade, book: ClassBook, student: str) -> Total:
    weights = rules.weights or {lesson: book.worth(lesson) for lesson in book.lessons}
    excused = set(rules.excused.get(student, ()))
    shares = {
        lesson: _share(book, student, lesson)
        for lesson in book.lessons
        if weights.get(lesson) and lesson not in excused
    }
    # Of equal shares the lesson that counts more, then the earlier one.
    ranked = sorted(shares, key=lambda x: (-shares[x], -weights[x], x))
    counted = sorted(ranked[: rules.best or None])
    whole = sum(weights[lesson] for lesson in counted)
    percent = None
    if whole:
        earned = sum(weights[lesson] * shares[lesson] for lesson in counted)
        percent = round(100 * earned / whole, 2)
    return Total(
        percent,
        _letter(rules, percent),
        tuple(counted),
        tuple(sorted(set(shares) - set(counted))),
        tuple(sorted(excused & set(book.lessons))),
    )


def _share(book: ClassBook, student: str, lesson: str) -> float:
    hand_in = book.hand_ins.get((student, lesson))
    score = hand_in.final_score if hand_in else None
    worth = book.worth(lesson)
    return (score or 0.0) / worth if worth else 0.0


def _letter(rules: CourseGrade, percent: float | None) -> str:
    letters = (name for least, name in rules.letters if (percent or 0.0) >= least)
    return next(letters, "") if percent is not None else ""
