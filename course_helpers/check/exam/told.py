"""What the checks say in an exam: in one card, and in the table at a lesson's end."""

from collections.abc import Mapping

from course_helpers import kernel
from course_helpers.check.aids import card
from course_helpers.check.catalogue import REFLECTION, catalogue, exercises_of
from course_helpers.check.contract import Verdict

NO_HINTS = "hint: there are no hints in an exam."
RUNS, FORM = "it runs", "type and shape"
"""The criteria of an exam; nothing is earned for them."""
_UNTOLD = "Whether it is right, no check says in an exam."


def show(verdict: Verdict, more: list[str]) -> None:
    """Show what a check says in an exam, as one card.

    Args:
        verdict: on the answer.
        more: lines to add, such as what the answer printed.
    """
    word, colour = _state(verdict), card.PLAIN if verdict.passed else card.OTHER
    text = "\n".join([f"{verdict.exercise}: {word}", *_explained(verdict), *more])
    kernel.show(text, card.card(text, colour))


def _explained(verdict: Verdict) -> list[str]:
    if not verdict.written:
        return [verdict.message.partition("not written yet. ")[2]]
    if verdict.passed:
        return [f"Its results have the type and shape that are asked for. {_UNTOLD}"]
    return [f"  {verdict.message}"]


def _state(verdict: Verdict | None) -> str:
    if verdict is None:
        return "not checked yet: run its check cell"
    if not verdict.written:
        return "not written yet"
    if verdict.passed:
        return "runs"
    return "does not run" if verdict.failed[0].name == RUNS else "another form"


def states(lesson: str, so_far: Mapping[str, Verdict]) -> dict[str, str]:
    """Return of each exercise of a lesson whether it runs, in a word or two."""
    return {e.name: _state(so_far.get(e.name)) for e in exercises_of(lesson)}


def table_text(lesson: str, so_far: Mapping[str, Verdict], reflected: bool) -> str:
    """Return what the table at a lesson's end says in an exam.

    Args:
        lesson: its folder's name.
        so_far: the verdicts, by exercise.
        reflected: whether something is written below the question in words.
    """
    worth = {e.name: e.points for e in exercises_of(lesson)}
    worth[REFLECTION] = catalogue().reflection_points
    words = "read by a person" if reflected else "not written yet, or not saved"
    rows = {**states(lesson, so_far), REFLECTION: words}
    lines = [
        f"{name:<20}{f'worth {worth[name]}' if worth[name] else 'practice':>10}   {row}"
        for name, row in rows.items()
    ]
    return "\n".join(
        [*lines, f"\nTo hand in: save this notebook, then submit {lesson}.ipynb."]
    )


def prediction(name: str, value: object) -> None:
    """Show that a prediction is written, or is not yet; never whether it holds."""
    text = f"{name}: written. Compare it yourself with what comes."
    if value is None:
        text = (
            f"{name}: no prediction yet\nWrite yours in the cell above in place of "
            "None, and run both cells. A wrong one costs nothing."
        )
    kernel.show(text, card.card(text))
