"""Stand-ins of a lesson's demonstrations that would earn points as answers.

They run until a learner's own answer does, and stand in the notebook: often PyTorch's
own function. Of an exam its author should know.
"""

import ast
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from course_helpers.check.catalogue import Exercise, exercises_of
from course_helpers.check.plain import attempt
from course_helpers.check.session import NOTEBOOK_SEED, verdict_on
from course_helpers.grading.course import Course
from course_helpers.grading.notebook import read
from course_helpers.grading.release.exam.forms import solved

_LEAST = 0.5
"""Share of the points from which on a stand-in is half an answer."""


def telling(course: Course, lessons: list[str]) -> Iterator[str]:
    """Yield a sentence for each stand-in of lessons that earns most of the points.

    Args:
        course: the course folder.
        lessons: the lessons.
    """
    for lesson in lessons:
        source = read(course.notebook("source", lesson))
        names, alone = solved(source), _with_one_answer(lesson)
        for name, expression in _stand_ins(source):
            # A stand-in that reads more of its notebook than that is none to copy.
            value, failure = attempt(eval, expression, names)
            if failure is None and name in alone:
                verdict = verdict_on(name, (value,), NOTEBOOK_SEED)
                if verdict.score > _LEAST * verdict.points:
                    yield (
                        f"{lesson}: the stand-in for {name} in the notebook earns "
                        f"{verdict.score:g} of {verdict.points} points."
                    )


def _with_one_answer(lesson: str) -> dict[str, Exercise]:
    return {e.name: e for e in exercises_of(lesson) if len(e.answers) == 1}


def _stand_ins(source: NotebookNode) -> Iterator[tuple[str, Any]]:
    """Yield what stands after `otherwise=`, ready to be evaluated, with its name."""
    for cell in source.cells:
        if cell.cell_type != "code" or "check.yours(" not in cell.source:
            continue
        for node in ast.walk(ast.parse(cell.source)):
            match node:
                case ast.Call(
                    ast.Attribute(attr="yours"),
                    [ast.Constant(value=name)],
                    [ast.keyword(arg="otherwise", value=value), *_],
                ):
                    yield name, compile(ast.Expression(value), "otherwise", "eval")
