"""Lesson 10: whether a cause is the one, and whether the measurement shows it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from course_helpers.check.compare import Outcome, describe
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.results import number

Holds = Callable[[float], bool]


@dataclass(frozen=True)
class Sign:
    """A measurement that shows a cause.

    Attributes:
        test: its name in the lesson.
        holds: whether a value is one that the cause gives, and no healthy network.
        words: what the test gives of such a network.
    """

    test: str
    holds: Holds
    words: str


_GROWS = "the gradient of five equal batches would be about five times that of one"
_LEFT = "a batch could not be learned by heart, its loss would stay above 1.4"
_FEW = "parameters() would yield fewer tensors than the layers have"
_ALL = "all units of the layer would be 0 for every image"
_NO_GRADIENT = "the first layer's gradient would be 0"
_NO_STEP = "the first layer's weights would not change at all"
_LARGE = "one step would change the weights by a large part of their size"
_SMALL = "one step would change the weights by less than 1/100,000 of their size"
_WRONG = "most images would bear a label that is not theirs"
_TWICE = "images of the validation part would be found in the training part"
_RANGE = "the first loss would be far above ln 10"

SIGNS: dict[str, tuple[Sign, ...]] = {
    "zero_grad missing": (Sign("gradient_growth", lambda v: 4 <= v < 6, _GROWS),),
    "softmax before the loss": (Sign("one_batch", lambda v: 1.4 <= v <= 2.4, _LEFT),),
    "layers not registered": (Sign("parameters", lambda v: v == 2, _FEW),),
    "dead units": (
        Sign("dead_units", lambda v: v == 64, _ALL),
        Sign("gradient_norm", lambda v: v == 0, _NO_GRADIENT),
    ),
    "optimizer of another model": (Sign("update_ratio", lambda v: v == 0, _NO_STEP),),
    "labels out of step": (Sign("labels", lambda v: 0 <= v <= 6, _WRONG),),
    "learning rate too large": (Sign("update_ratio", lambda v: v >= 0.1, _LARGE),),
    "validation images in training": (Sign("overlap", lambda v: v >= 1, _TWICE),),
    "learning rate too small": (Sign("update_ratio", lambda v: 0 < v <= 1e-5, _SMALL),),
    "pixels not scaled": (Sign("first_loss", lambda v: v >= 4.6, _RANGE),),
}
"""The causes to choose from, and what shows each of them."""

TESTS = tuple(dict.fromkeys(s.test for signs in SIGNS.values() for s in signs))


def nothing_written(observed: Plain) -> bool:
    """Whether neither a cause nor evidence was given."""
    # An observation that lacks them, or is something else, is no untouched answer.
    if not isinstance(observed, dict) or not {"cause", "evidence"} <= set(observed):
        return False
    return observed["cause"] is None and observed["evidence"] is None


def criteria(
    case: str, observed: Plain, cause: str, repair: list[Criterion]
) -> list[Criterion]:
    """Judge the cause with its evidence, half of the points, and add the repair.

    Args:
        case: the clinic's letter.
        observed: holds "cause" and "evidence", plain data of what was written, and
            "repair", what the repaired code did.
        cause: the right one.
        repair: the criteria of the repaired code, the other half.
    """
    observed = observed if isinstance(observed, dict) else {}
    written = observed.get("cause"), observed.get("evidence")
    problem = _cause_problem(case, written[0], cause)
    problem = problem or _evidence_problem(case, written[1], cause)
    message = f"clinic_{case}: {problem}" if problem else ""
    named = Criterion("the cause, and a measurement that shows it", 0.5, message)
    # Code that does not run cannot be measured either, so its error is read first.
    return [*repair, named] if _raised(observed) else [named, *repair]


def _raised(observed: dict[str, Plain]) -> bool:
    repair = observed.get("repair", observed)
    calls: list[Outcome] = repair if isinstance(repair, list) else [repair]
    return any(isinstance(call, dict) and "error" in call for call in calls)


def _cause_problem(case: str, given: Plain, cause: str) -> str:
    name = f"cause_{case}"
    if given is None:
        return f"{name} is still None. Write one of the lesson's causes, a text."
    if not isinstance(given, str) or given.strip().lower() not in SIGNS:
        return (
            f"{name} should be one of the lesson's causes, word for word; got "
            f"{describe(given)}. They are: {', '.join(SIGNS)}."
        )
    if given.strip().lower() != cause:
        sign = SIGNS[given.strip().lower()][0]
        return (
            f"is it {given.strip().lower()!r}? Then {sign.words} (test: {sign.test}). "
            "Measure it on the code as it was given; where it is so, look for another "
            "cause that gives it, too, and for a test that tells the two apart."
        )
    return ""


def _evidence_problem(case: str, evidence: Plain, cause: str) -> str:
    name = f"evidence_{case}"
    if evidence is None:
        return (
            f"{name} is still None: a cause without a measurement is a guess. Write "
            f"the name of a test and its value, such as ({TESTS[0]!r}, 1.0)."
        )
    pair = evidence if isinstance(evidence, list) and len(evidence) == 2 else None
    if pair is None or not isinstance(pair[0], str):
        return (
            f"{name} should be a pair, a test's name and its value, such as "
            f"({TESTS[0]!r}, 1.0); got {describe(evidence)}."
        )
    test, value = pair[0].strip().lower(), number(pair[1])
    if test not in TESTS:
        return (
            f"{name}: the first part should be a test's name, word for word; got "
            f"{describe(pair[0])}. The tests are: {', '.join(TESTS)}."
        )
    if value is None or not math.isfinite(value):
        got = describe(pair[1])
        return f"{name}: the value of {test} should be a finite number; got {got}."
    signs = [sign for sign in SIGNS[cause] if sign.test == test]
    if not signs:
        return (
            f"{name}: {test} does not tell this cause from others. Which test would "
            "give something else if the cause were another one?"
        )
    if not signs[0].holds(value):
        return (
            f"{name}: with this cause {signs[0].words}; you measured {value:g}. "
            "Measure the code as it was given, not the repaired one."
        )
    return ""
