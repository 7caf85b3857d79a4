"""What the three parts of a check hand to each other.

`inputs(seed)` makes the inputs, `observe(answer, inputs)` calls the learner's code
and returns plain data, `judge(inputs, observed)` compares. Plain data is None, bool,
int, float, str, torch.Tensor, and lists and dicts of them: nothing that could run.
"""

import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any


@dataclass(frozen=True)
class Criterion:
    """One thing that an answer must fulfil.

    Attributes:
        name: what must hold, in a few words ("every row sums to 1").
        weight: share of the exercise's points; the weights of an exercise sum to 1.
            A weight of 0 is a remark: it costs nothing and fails nothing.
        message: what was expected, what came, where to look; empty if it holds.
    """

    name: str
    weight: float
    message: str = ""

    @property
    def passed(self) -> bool:
        """Whether the criterion holds."""
        return not self.message


@dataclass(frozen=True)
class Verdict:
    """What a judge says of one answer.

    Attributes:
        exercise: the exercise's name.
        points: what the exercise is worth.
        criteria: all criteria, in the order in which a learner should read them.
        written: False while the answer still raises NotImplementedError, or is the
            code that was given.
    """

    exercise: str
    points: float
    criteria: tuple[Criterion, ...]
    written: bool = True

    @property
    def failed(self) -> list[Criterion]:
        """The criteria that cost points, most important first."""
        return [c for c in self.criteria if c.weight > 0 and not c.passed]

    @property
    def remarks(self) -> list[str]:
        """Messages that cost nothing, each once."""
        remarks = [c.message for c in self.criteria if c.weight == 0 and not c.passed]
        # An error stands in the place of every result, of remarks too: it was read as
        # what costs points, and a stub's says nothing at all.
        said = {c.message for c in self.failed}
        new = [remark for remark in dict.fromkeys(remarks) if remark not in said]
        return new if self.written else []

    @property
    def passed(self) -> bool:
        """Whether every criterion that carries weight holds."""
        return self.written and not self.failed

    @property
    def score(self) -> float:
        """Points earned: a finite number in [0, points]."""
        if not self.written:
            return 0.0
        total = sum(c.weight for c in self.criteria)
        lost = sum(c.weight for c in self.failed)
        return round(self.points * (1 - lost / total), 2) if total else 0.0

    @property
    def message(self) -> str:
        """What the learner should read first; empty if all is well."""
        if not self.written and self.criteria:
            return (
                f"{self.exercise}: not written yet. Put your code where the answer "
                "cell raises NotImplementedError, run that cell, then this one."
            )
        if not self.written:
            return (
                f"{self.exercise}: not written yet. The answer cell holds the code "
                "that was given. Change it, run that cell, then this one."
            )
        return self.failed[0].message if self.failed else ""

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Verdict":
        """Return the verdict that `dataclasses.asdict` gave as this data.

        Raises:
            KeyError, TypeError: it is no such data.
        """
        criteria = tuple(Criterion(**criterion) for criterion in data["criteria"])
        return cls(**{**data, "criteria": criteria})


class CheckFailed(AssertionError):
    """An answer that does not fulfil a criterion yet; str() is the message."""

    def _render_traceback_(self) -> list[str]:
        """Show only the message where IPython would show a traceback."""
        # The dialog of nbgrader's Validate button wraps no lines.
        return wrapped(str(self))


def wrapped(text: str) -> list[str]:
    """Return the lines of a message, wrapped; it may show rows of numbers."""
    wrap = partial(textwrap.wrap, width=88, break_long_words=False)
    return [line for part in text.splitlines() for line in wrap(part) or [""]]


def verdicts_to_json(verdicts: Iterable[Verdict]) -> str:
    """Return verdicts as one line of JSON."""
    return json.dumps([asdict(verdict) for verdict in verdicts])


def verdicts_from_json(text: str) -> dict[str, Verdict]:
    """Return the verdicts in a text of `verdicts_to_json`, by exercise.

    Raises:
        ValueError: the text is no such text.
    """
    verdicts = map(Verdict.from_data, json.loads(text))
    return {verdict.exercise: verdict for verdict in verdicts}
