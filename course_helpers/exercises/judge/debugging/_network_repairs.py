"""Lesson 10: cause and repair together, and whether anything was written at all."""

from course_helpers.check.compare import Outcome
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._clinic import (
    cause_criterion,
    nothing_written,
)


def criteria(
    case: str, observed: Plain, cause: str, repair: list[Criterion]
) -> list[Criterion]:
    """Return the criteria of a clinic in the order in which they should be read.

    Args:
        case: the clinic's letter.
        observed: what was observed of cause, evidence and repair.
        cause: the right one.
        repair: the criteria of the repair, half of the points.
    """
    observed = observed if isinstance(observed, dict) else {}
    named = cause_criterion(case, observed, cause)
    # Code that does not run cannot be measured either, so its error is read first.
    return [*repair, named] if _raised(observed) else [named, *repair]


def untouched(observed: Plain, as_given: bool) -> bool:
    """Whether neither cause nor evidence was written, and the code is as it was.

    Args:
        observed: what was observed of cause, evidence and repair.
        as_given: whether the repair behaves as the code that was handed out.
    """
    # What an observation lacks is not None: it never came.
    complete = isinstance(observed, dict) and {"cause", "evidence"} <= observed.keys()
    return as_given and complete and nothing_written(observed)


def _raised(observed: dict[str, Plain]) -> bool:
    repair = observed.get("repair", observed)
    calls: list[Outcome] = repair if isinstance(repair, list) else [repair]
    return any(isinstance(call, dict) and "error" in call for call in calls)
