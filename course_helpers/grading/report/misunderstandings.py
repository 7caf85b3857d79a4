"""What a class got wrong: exercises by difficulty, messages by how many met them."""

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from course_helpers.check.contract import Criterion
from course_helpers.grading.course import Course
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.hand_in import read_hand_in
from course_helpers.grading.record.classbook import ClassBook, HandIn

MOST = 5
"""Messages shown of an exercise."""

FEWEST = 3
"""Hand-ins from which on a correlation is computed."""

_MAX_ANSWER = 3000
"""Characters of an answer that are shown."""
_TRIED = 5
"""Answers that are looked at for one to show."""
# Inputs differ from hand-in to hand-in, and with them every number in a message. Digits
# in names, as in W1, stay.
_NUMBER = re.compile(r"(?<![A-Za-z_])[-+]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?")
_LIST = re.compile(r"#(?:[.,\s]*#)*[.,]*")


@dataclass(frozen=True)
class ExerciseResult:
    """How an exercise went.

    Attributes:
        lesson: the lesson that poses it.
        name: its name.
        worth: its points.
        count: hand-ins whose points are known.
        untouched: hand-ins that did not write it.
        mean: mean share of points in [0, 1]; None without hand-ins.
        discrimination: correlation of its points with those of the lesson's other
            exercises, in [-1, 1]; None where there is none.
    """

    lesson: str
    name: str
    worth: float
    count: int
    untouched: int
    mean: float | None
    discrimination: float | None


@dataclass(frozen=True)
class Misunderstanding:
    """A message that several answers got.

    Attributes:
        criterion: what should hold.
        message: as one of them got it; in other hand-ins its numbers differ.
        count: hand-ins that got it as their first message.
        answer: the answer that got it, nobody's name in it; may be empty.
    """

    criterion: str
    message: str
    count: int
    answer: str


def exercise_results(book: ClassBook, lesson: str) -> list[ExerciseResult]:
    """Return how each exercise of a lesson went, in the lesson's order."""
    hand_ins = [h for h in book.of_lesson(lesson).values() if h.graded]
    names = list(book.exercises[lesson])
    table = np.array(
        [
            [h.grades[n].score if n in h.grades else None for n in names]
            for h in hand_ins
        ],
        dtype=float,
    ).reshape(len(hand_ins), len(names))
    results = []
    for column, name in enumerate(names):
        scores = table[:, column]
        counted = scores[~np.isnan(scores)]
        worth = book.exercises[lesson][name]
        verdicts = [h.verdicts[name] for h in hand_ins if name in h.verdicts]
        # The lesson's whole points would hold the exercise's own, and go with them.
        rest = np.nansum(np.delete(table, column, axis=1), axis=1)
        results.append(
            ExerciseResult(
                lesson,
                name,
                worth,
                len(counted),
                sum(not verdict.written for verdict in verdicts)
                + sum(_is_empty(h, name) for h in hand_ins),
                float(counted.mean() / worth) if len(counted) and worth else None,
                correlation(scores, rest),
            )
        )
    return results


def _is_empty(hand_in: HandIn, name: str) -> bool:
    """Whether an answer in words is not written: nbgrader itself gives it no points."""
    grade = hand_in.grades.get(name)
    if grade is None or name in hand_in.verdicts or grade.manual:
        return False
    return grade.score == 0


def correlation(scores: np.ndarray, rest: np.ndarray) -> float | None:
    """Return Pearson's correlation of the pairs without NaN; None if undefined."""
    pairs = ~(np.isnan(scores) | np.isnan(rest))
    scores, rest = scores[pairs], rest[pairs]
    # Where all have the same points, there is none.
    if len(scores) < FEWEST or not np.ptp(scores) or not np.ptp(rest):
        return None
    return float(np.corrcoef(scores, rest)[0, 1])


def misunderstandings(
    course: Course, book: ClassBook, lesson: str, exercise: str, most: int = MOST
) -> list[Misunderstanding]:
    """Return the messages that most answers to an exercise got first, by count.

    Answers that are not written yet got none.
    """
    groups = defaultdict(list)
    for student, hand_in in book.of_lesson(lesson).items():
        verdict = hand_in.verdicts.get(exercise)
        # The first one is what the learner's own check shows.
        if verdict and verdict.written and verdict.failed:
            first = verdict.failed[0]
            groups[first.name, without_numbers(first.message)].append((student, first))
    ordered = sorted(groups.values(), key=len, reverse=True)
    return [_shown(course, book, lesson, exercise, group) for group in ordered[:most]]


def _shown(
    course: Course,
    book: ClassBook,
    lesson: str,
    exercise: str,
    group: list[tuple[str, Criterion]],
) -> Misunderstanding:
    """Return a misunderstanding with the answer of one who has it.

    Taken is one that is whole without its author's name, if there is one: a Max's
    answers would lose every max.
    """
    examples = []
    for student, first in group[:_TRIED]:
        hide = book.people[student].left_out_of
        answer = answer_of(course, lesson, student, exercise)
        message, source = hide(first.message), hide(answer)
        example = Misunderstanding(first.name, message, len(group), source)
        if answer and (message, source) == (first.message, answer):
            return example
        examples.append(example)
    return next((example for example in examples if example.answer), examples[0])


def without_numbers(message: str) -> str:
    """Return a message with one sign for numbers and shapes, which differ by run."""
    return _LIST.sub("#", _NUMBER.sub("#", message))


def answer_of(course: Course, lesson: str, student: str, exercise: str) -> str:
    """Return the source of a graded answer; empty if there is none to be read."""
    # The rebuilt notebook: there an answer stands under its exercise's name.
    try:
        path = course.notebook("autograded", lesson, student)
        cells = read_hand_in(path, course.source_limits)
    except (OSError, UnreadableError):
        return ""
    source = next((cell.source for cell in cells if exercise in cell.names), "")
    left = len(source) - _MAX_ANSWER
    return source if left <= 0 else f"{source[:_MAX_ANSWER]}\n[{left} characters more]"
