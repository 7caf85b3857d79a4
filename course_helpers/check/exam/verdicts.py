"""Whether an answer runs in an exam, and whether its results have the right form."""

import types
from collections.abc import Iterator
from itertools import zip_longest

from course_helpers.check.aids.given import given_names
from course_helpers.check.catalogue import Exercise
from course_helpers.check.contract import CheckFailed, Criterion, Verdict
from course_helpers.check.exam.content import forms, inputs
from course_helpers.check.exam.forms import (
    RAISES,
    Form,
    described,
    fits,
    is_error,
    result_form,
)
from course_helpers.check.exam.told import FORM, RUNS
from course_helpers.check.parts import apart, observe, unwritten
from course_helpers.check.plain import Plain


def verdict_on(
    exercise: Exercise, answers: tuple[object, ...], printed: list[str] | None = None
) -> Verdict:
    """Return whether an answer runs, and whether its results have the right form.

    Args:
        exercise: one that the exam poses.
        answers: what the learner wrote.
        printed: gets what the answer prints.

    Raises:
        CheckFailed: the exam does not pose it.
    """
    if exercise.name not in forms():
        raise CheckFailed(f"{exercise.name}: this exercise is not part of the exam.")
    seen = observe(exercise.name, answers, inputs(exercise.name), printed)
    observed, _ = apart(seen)
    given = _as_given(exercise, answers)
    # As judges have it: without criteria an answer is but the code that was given.
    criteria = () if given else criteria_of(forms()[exercise.name], observed)
    written = not given and not unwritten(observed)
    return Verdict(exercise.name, 0, criteria, written)


def criteria_of(form: Form, observed: Plain) -> tuple[Criterion, ...]:
    """Return the two criteria of an exam: it runs; its results have the form.

    Args:
        form: of what was observed of a right answer.
        observed: what was observed of this one.
    """
    if form is None:
        form = _all_run(observed)
    problems: dict[str, str] = {}
    for name, text in _problems(form, observed):
        problems.setdefault(name, text)
    # What raises gives no result, of which one could say more.
    if RUNS in problems:
        problems.setdefault(FORM, problems[RUNS])
    return tuple(Criterion(name, 0.5, problems.get(name, "")) for name in (RUNS, FORM))


def _problems(form: Form, observed: Plain) -> Iterator[tuple[str, str]]:
    """Yield what does not hold: the criterion's name, and a text."""
    if form is None or form == RAISES:
        return
    if is_error(observed):
        yield RUNS, _raised(observed)
        return
    if form.get("returns"):
        yield from _misfit(form["returns"], observed)
    for below, part in _below(form, observed):
        yield from _problems(below, part)


def _all_run(observed: Plain) -> Form:
    """Return the form of an observation in which no error may be, and nothing else."""
    if isinstance(observed, dict) and not is_error(observed):
        return {"parts": {key: _all_run(part) for key, part in observed.items()}}
    if isinstance(observed, list):
        return {"items": [_all_run(part) for part in observed]}
    return {}


def _misfit(form: Form, observed: Plain) -> Iterator[tuple[str, str]]:
    got = "something else"
    if isinstance(observed, dict) and "value" in observed:
        came = result_form(observed["value"])
        if fits(form, came):
            return
        got = described(came)
    yield FORM, f"expected {described(form)}; got {got}."


def _below(form: Form, observed: Plain) -> Iterator[tuple[Form, Plain]]:
    """Yield those parts of an observation that have a form; None for what lacks."""
    own = observed if isinstance(observed, dict) else {}
    for key, part in form.get("parts", {}).items():
        yield part, own.get(key)
    items = form.get("items", [])
    rows = observed if isinstance(observed, list) else []
    # Without what should be there, there is no result of the right form.
    yield from zip_longest(items, rows[: len(items)])


def _raised(error: dict[str, Plain]) -> str:
    text = " ".join(str(error.get("text") or "").split())
    line = str(error.get("line") or "").strip()
    said = f"{error['error']}: {text}".rstrip(": ")
    return f"{said}\n  in your line `{line}`" if line else said


def _as_given(exercise: Exercise, answers: tuple[object, ...]) -> bool:
    """Whether an answer is but the code that was handed out to be mended."""
    given = given_names(exercise.name)
    pairs = [(given.get(n), a) for n, a in zip(exercise.answers, answers, strict=True)]
    return bool(given) and all(_same(one, other) for one, other in pairs)


def _same(one: object, other: object) -> bool:
    codes = _codes(one), _codes(other)
    if any(codes):
        return codes[0] == codes[1]
    return one is other or (isinstance(one, str | int) and one == other)


def _codes(answer: object) -> list[object]:
    """Return what a function does, or the functions of a class, wherever it stands."""
    own = vars(answer).values() if isinstance(answer, type) else [answer]
    return [_steps(f.__code__) for f in own if isinstance(f, types.FunctionType)]


def _steps(code: types.CodeType) -> tuple[object, ...]:
    parts = [
        _steps(c) if isinstance(c, types.CodeType) else (type(c), repr(c))
        for c in code.co_consts
    ]
    return code.co_code, code.co_names, code.co_varnames, tuple(parts)
