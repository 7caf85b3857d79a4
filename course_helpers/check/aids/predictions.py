"""Predictions: what a learner expects before a cell shows it.

They earn and cost nothing. A course keeps them in `predictions/topic.toml`, one table
each; its name is that of the variable in the notebook, and of the check:

    [batch_shape]
    question = "The shape of a batch of 64 grey digits"
    right = [64, 1, 28, 28]
    because = "64 images, one channel, 28 lines, 28 pixels in each."
    [[batch_shape.wrong]]
    answer = [64, 784]
    message = "So it is after flattening. Are the lines lost already?"

Values are numbers, words, True and False, or lists, which stand for tuples and shapes,
too. Where a choice is offered, `options` has the text of each, by its letter. `again`
names a prediction of the lesson before that this one asks once more.
"""

import contextlib
import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from course_helpers.check.catalogue import catalogue, lessons

CLOSE = 0.01
"""How far a fraction may be off, as a share of the right one."""


@dataclass(frozen=True)
class Prediction:
    """One question before a cell that answers it.

    Attributes:
        lesson: the lesson's folder, for example "03_softmax".
        name: the learner's variable, and the name of the check.
        question: in few words, for reports; the notebook asks in full.
        right: the value that turns out.
        because: why.
        wrong: for tempting values, what to look at.
        options: of a choice, what each letter stands for.
        again: the prediction of the lesson before that this one asks once more.
    """

    lesson: str
    name: str
    question: str
    right: Any
    because: str
    wrong: tuple[tuple[Any, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    again: str = ""

    def holds(self, value: object) -> bool:
        """Whether a value is the right one."""
        return _same(value, self.right)

    def wording(self, value: object) -> str:
        """Return a value as a reader of a report understands it."""
        value = _plain(value)
        for letter, text in self.options:
            if value == letter:
                return f"{letter}: {text}"
        return _written(value)

    def answer(self, value: object) -> str:
        """Return what to say to a learner who predicted a value, a heading first."""
        if value is None:
            return (
                f"{self.name}: no prediction yet\nWrite yours in the cell above in "
                "place of None, and run both cells. A wrong one costs nothing."
            )
        if self.holds(value):
            return f"{self.name}: your prediction holds\n{self.because}"
        messages = [text for wrong, text in self.wrong if _same(value, wrong)]
        message = messages[0] if messages else self._unexpected()
        # What comes back from the lesson before is shown nowhere in this one.
        turns_out = "it is" if self.again else "it will turn out"
        where = f"{self.again} in the lesson before" if self.again else "what comes"
        return (
            f"{self.name}: {turns_out} otherwise\n{message} "
            f"Let your first thought stand, and compare it with {where}."
        )

    def _unexpected(self) -> str:
        """Say which form an answer has, where a value is none that was thought of."""
        if self.options:
            letters = ", ".join(f'"{letter}"' for letter, _ in self.options)
            return f"The answers to choose from are {letters}."
        forms = {str: "a word in quotes", bool: "True or False", list: "a tuple"}
        form = forms.get(type(self.right), "a number")
        return f"An answer is {form} here. Which step would give yours?"


@cache
def predictions() -> dict[str, Prediction]:
    """Return the course's predictions by name, in the order of the lessons."""
    return {p.name: p for lesson in lessons() for p in _of(lesson)}


def _of(lesson: str) -> list[Prediction]:
    topic = lesson.partition("_")[2]
    path = resources.files(catalogue().package) / "predictions" / f"{topic}.toml"
    if not path.is_file():
        return []
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Prediction(
            lesson,
            name,
            table["question"],
            # An exam's package comes without both.
            table.get("right"),
            table.get("because", ""),
            tuple((w["answer"], w["message"]) for w in table.get("wrong", ())),
            tuple(table.get("options", {}).items()),
            table.get("again", ""),
        )
        for name, table in tables.items()
    ]


def _plain(value: Any) -> Any:
    """Return a value as TOML would give it."""
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    # Tensors and arrays, which learners compute their prediction with.
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _written(value: Any) -> str:
    if isinstance(value, list):
        comma = "," if len(value) == 1 else ""
        return "(" + ", ".join(map(_written, value)) + comma + ")"
    return value if isinstance(value, str) else repr(value)


def _same(value: Any, other: Any) -> bool:
    value, other = _plain(value), _plain(other)
    if isinstance(value, list) and isinstance(other, list):
        pairs = zip(value, other, strict=False)
        return len(value) == len(other) and all(_same(*pair) for pair in pairs)
    kinds = {type(value), type(other)}
    if float in kinds and kinds <= {int, float}:
        # A whole number may be larger than any fraction.
        with contextlib.suppress(OverflowError):
            return math.isclose(value, other, rel_tol=CLOSE)
        return False
    return len(kinds) == 1 and value == other
