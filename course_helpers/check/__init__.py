"""The checks: `check.softmax(softmax)` says at once whether an answer is right.

For every exercise there is a function of the same name that takes what the learner
wrote. It prints which criteria hold and raises `CheckFailed`, whose text says what was
expected, what came and where to look, when one does not. `table(lesson)` prints the
points so far.
"""

from collections.abc import Callable

from course_helpers.check.contract import CheckFailed
from course_helpers.check.catalogue import EXERCISES
from course_helpers.check.session import check_answer, table

__all__ = ["CheckFailed", "table", *EXERCISES]


def __getattr__(name: str) -> Callable[..., None]:
    if name not in EXERCISES:
        known = ", ".join(EXERCISES)
        raise AttributeError(f"check has no exercise {name!r}; it has {known}.")
    exercise = EXERCISES[name]

    def check(*answers: object) -> None:
        check_answer(exercise, answers)

    check.__name__ = check.__qualname__ = name
    check.__doc__ = f"Check your {', '.join(exercise.answers)} ({exercise.lesson})."
    return check


def __dir__() -> list[str]:
    return __all__
