"""The forms that an exam compares, found with the course's own solutions."""

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from course_helpers.cells import is_answer
from course_helpers.check.catalogue import Exercise, exercises_of
from course_helpers.check.exam.content import FORMS, INPUTS
from course_helpers.check.exam.forms import Form, form_of
from course_helpers.check.parts import apart, judge, make_inputs, observe
from course_helpers.check.plain import Plain
from course_helpers.check.session import NOTEBOOK_SEED
from course_helpers.check.wire import encode
from course_helpers.compat import repair_torchvision
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read

_SECRET = "secret"
"""What of inputs only judges read."""
_ERROR: Plain = {"error": "ValueError", "text": "another error", "line": ""}
_FOREIGN: Plain = {"value": "what no exercise asks for"}
_PLAIN = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef


def write_forms(course: Course, folder: Path, lessons: list[str]) -> None:
    """Write what the checks of lessons need in an exam: forms, and inputs.

    Args:
        course: the course folder.
        folder: where; it is made.
        lessons: all lessons of the exam.

    Raises:
        CourseError: a solution does not pass its check.
    """
    folder.mkdir(parents=True)
    forms: dict[str, Form] = {}
    for lesson in lessons:
        names = solved(read(course.notebook("source", lesson)))
        for exercise in exercises_of(lesson):
            forms[exercise.name], inputs = form_and_inputs(exercise, names)
            (folder / f"{exercise.name}{INPUTS}").write_bytes(encode(inputs))
    text = json.dumps(forms, indent=1)
    (folder / FORMS).write_text(f"{text}\n", encoding="utf-8")


def form_and_inputs(exercise: Exercise, names: dict[str, Any]) -> tuple[Form, Plain]:
    """Return the form of what a right answer gives, and what it is called with.

    Args:
        exercise: the exercise.
        names: those that its lesson's solutions define.

    Raises:
        CourseError: the solution does not pass its check.
    """
    inputs = make_inputs(exercise.name, NOTEBOOK_SEED)
    answers = tuple(names.get(name) for name in exercise.answers)
    observed = observe(exercise.name, answers, inputs)
    verdict = judge(exercise.name, inputs, observed)
    if not verdict.passed:
        raise CourseError(
            f"{exercise.name}: expected a solution that passes its check; "
            f"got this: {verdict.message} Mend solutions/{exercise.lesson} first."
        )
    observed, _ = apart(observed)

    whole = inputs

    def passes(other: Plain) -> bool:
        return judge(exercise.name, whole, other).passed

    form = _that_counts(form_of(observed), observed, lambda part: part, passes)
    if isinstance(inputs, dict):
        inputs = {key: value for key, value in inputs.items() if key != _SECRET}
    return form, inputs


def _that_counts(
    form: Form,
    observed: Plain,
    put: Callable[[Plain], Plain],
    passes: Callable[[Plain], bool],
) -> Form:
    """Return a form without what a judge lets pass in every form, or as an error.

    Some results are looked at for a remark alone, and a right answer need not have
    them; of some calls what they return is nobody's business.

    Args:
        form: of this part of an observation.
        observed: this part.
        put: puts another part in its place, and returns the whole observation.
        passes: whether a judge gives all points for an observation.
    """
    if not isinstance(form, dict):
        return form
    if "returns" in form:
        rest = {key: part for key, part in observed.items() if key != "value"}
        if passes(put(rest | _ERROR)):
            return None
        return {"returns": None} if passes(put(rest | _FOREIGN)) else form
    kind = "parts" if "parts" in form else "items"
    below = form[kind]
    kept = {}
    for key in below if kind == "parts" else range(len(below)):

        def put_below(part: Plain, key: Any = key) -> Plain:
            copy = observed.copy()
            copy[key] = part
            return put(copy)

        kept[key] = _that_counts(below[key], observed[key], put_below, passes)
    return {kind: kept if kind == "parts" else list(kept.values())}


def solved(source: NotebookNode) -> dict[str, Any]:
    """Return the names that a lesson's solutions define.

    Of other cells only what is imported and defined counts: nothing is trained.

    Args:
        source: the lesson's source, with its solutions.
    """
    # As the set-up cell does, before anything loads torchvision.
    repair_torchvision()
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in source.cells:
        if cell.cell_type == "code":
            tree = _parsed(cell.source)
            if not is_answer(cell):
                tree.body = [part for part in tree.body if isinstance(part, _PLAIN)]
            exec(compile(tree, f"<{cell.id}>", "exec"), names)
    return names


def _parsed(code: str) -> ast.Module:
    try:
        return ast.parse(code)
    except SyntaxError:  # a command of the shell, or one of IPython's
        return ast.Module([], [])
