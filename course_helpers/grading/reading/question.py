"""The question that a lesson asks in words, and what earns its points."""

import re
from dataclasses import dataclass

from course_helpers.cells import cell_of
from course_helpers.check.catalogue import REFLECTION
from course_helpers.grading.course import Course
from course_helpers.grading.notebook import read

_HEADING = re.compile(r"^#+ [^\n]*\n", re.MULTILINE)
# Lessons say it in one paragraph: "Points: 1 for the shape; 1 for a reason."
_POINTS = re.compile(r"^Points:\s*(.+?)(?:\n\s*\n|\Z)", re.MULTILINE | re.DOTALL)
_NUMBER = r"\d+(?:\.\d+)?"
_LINE = re.compile(
    rf"({_NUMBER})\s+for\s+(.+?)(?=[;,.]?\s*(?:- )?{_NUMBER}\s+for\s|\Z)", re.DOTALL
)


@dataclass(frozen=True)
class RubricLine:
    """One thing that earns points.

    Attributes:
        points: how many.
        text: what for.
    """

    points: float
    text: str


@dataclass(frozen=True)
class Question:
    """A question that a person reads the answers to.

    Attributes:
        text: the question; empty where the lesson has none.
        rubric: what earns points, in the lesson's order.
        model: the lesson's own answer.
    """

    text: str = ""
    rubric: tuple[RubricLine, ...] = ()
    model: str = ""


def question_of(course: Course, lesson: str) -> Question:
    """Return the question of a lesson's source; what it lacks stays empty."""
    path = course.notebook("source", lesson)
    cells = [cell_of(cell) for cell in read(path).cells] if path.is_file() else []
    sources = {name: cell.source for cell in cells for name in cell.names}
    asked = sources.get(f"ex-{REFLECTION}", "")
    points = _POINTS.search(asked)
    text = asked[: points.start()] if points else asked
    # Above the heading the cell may read the output of the one before.
    below = _HEADING.split(text)[-1].strip()
    rubric = rubric_in(points[1]) if points else ()
    return Question(below, rubric, sources.get(REFLECTION, "").strip())


def rubric_in(text: str) -> tuple[RubricLine, ...]:
    """Return the lines of a rubric such as "1 for the shape; 1 for a reason."."""
    return tuple(
        RubricLine(float(number), " ".join(what.split()).rstrip("."))
        for number, what in _LINE.findall(text)
    )
