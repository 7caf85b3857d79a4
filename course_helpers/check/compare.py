"""What judges need to compare observed data with a reference, and to say why not.

Observed data may come from hostile code: everything here takes any plain data and
never raises.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import torch

from course_helpers.check.explain.miniature import Formula, likely_mistake
from course_helpers.check.names.missing import missing_problem

Outcome = dict[str, Any]
"""What came of one call, as `plain.call` says it; hostile data may hold anything."""
Mistakes = list[tuple[torch.Tensor, str]]
"""Known mistakes: what each one gives, and what to say of it."""

# More than float32 sums differ by that were added in another order.
RTOL, ATOL = 1e-4, 1e-5

_TOO_LARGE = 2**1000
"""Python's integers may be larger than any float."""


def outcomes(observed: object, count: int) -> list[Outcome]:
    """Return `count` outcomes of calls, whatever was observed.

    Args:
        observed: a list of what `call` returned, if all went well; an outcome that
            stands for all of them (an error) otherwise.
        count: how many calls were to be made.
    """
    if isinstance(observed, dict) and "error" in observed:
        return [observed] * count
    items = observed if isinstance(observed, list) else []
    items = [item if isinstance(item, dict) else {} for item in items[:count]]
    return items + [{}] * (count - len(items))


def entry(observed: object, key: str) -> Outcome:
    """Return one named outcome of a dict of them; an error stands for all."""
    if not isinstance(observed, dict):
        return {}
    outcome = observed if "error" in observed else observed.get(key)
    return outcome if isinstance(outcome, dict) else {}


def first(messages: Iterable[str]) -> str:
    """Return the first message that is not empty, or the empty string."""
    return next(filter(None, messages), "")


def call_problem(exercise: str, outcome: Outcome) -> str:
    """Say what went wrong if the learner's code raised; empty if it returned."""
    if "error" in outcome:
        return _raised(exercise, outcome)
    if "value" not in outcome:
        return f"{exercise}: expected a result; nothing came back."
    if outcome["value"] is None:
        return (
            f"{exercise}: expected a result; got None. "
            "Does your function end with return?"
        )
    return ""


def _raised(exercise: str, outcome: Outcome) -> str:
    # The learner's code chose these texts: cut, they cannot bury what we say.
    kind, text, line = (_text(outcome.get(key)) for key in ("error", "text", "line"))
    if kind == "KeyboardInterrupt":
        return f"{exercise}: stopped before it finished. Look for an endless loop."
    text = " ".join(text.split())[:200].rstrip(".")
    line = line.strip()[:120]
    # Who raises an error says its text in the very line that is shown.
    if line.startswith("raise ") and text in line:
        text = ""
    meant = missing_problem(outcome.get("names"))
    return (
        f"{exercise}: expected a result; got {kind[:60]}{': ' if text else ''}{text}. "
        + (f"{meant} " if meant else "")
        + (f"Look at the line `{line}`." if line else "Call it yourself in a new cell.")
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def tensor_of(outcome: Outcome) -> torch.Tensor | None:
    """Return an outcome's value as a float64 tensor, or None if it is no tensor."""
    value = outcome.get("value")
    # A complex one would become real without its other half, and might pass.
    if not isinstance(value, torch.Tensor) or value.is_complex():
        return None
    return value.to(torch.float64)


def number_of(outcome: Outcome) -> float | None:
    """Return an outcome's value as a float if it is a number or a 0-d tensor."""
    value = outcome.get("value")
    if isinstance(value, torch.Tensor) and value.dim() == 0 and not value.is_complex():
        return float(value)
    # To Python True is 1; who returns it has compared instead of computed.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if abs(value) < _TOO_LARGE else math.inf
    return None


def number_as_tensor(outcome: Outcome) -> Outcome:
    """Return an outcome whose number, a NumPy one too, has become a tensor."""
    value, number = outcome.get("value"), number_of(outcome)
    if number is None and isinstance(value, dict):
        tensor = value.get("tensor")
        return {"value": tensor} if _is_tensor(tensor) else outcome
    return outcome if number is None else {"value": torch.tensor(number)}


def same(
    got: torch.Tensor | None,
    want: torch.Tensor | None,
    tolerance: float | None = None,
) -> bool:
    """Whether two tensors agree in shape and, up to rounding, in every value.

    Args:
        got: one of them; None agrees with nothing.
        want: the other one.
        tolerance: how far values may be apart, relative and absolute; rounding if not
            given.
    """
    if got is None or want is None or got.shape != want.shape:
        return False
    return torch.allclose(
        got.to(torch.float64),
        want.to(torch.float64),
        rtol=tolerance or RTOL,
        atol=tolerance or ATOL,
    )


def alike(got: torch.Tensor | None, want: torch.Tensor | None) -> bool:
    """Whether two tensors are the same but for dimensions of size 1.

    A forgotten dimension is a matter of the shape, judged by itself.
    """
    if got is None or want is None:
        return False
    return same(got.squeeze(), want.squeeze())


def shape_problem(
    exercise: str, outcome: Outcome, shape: Sequence[int], hint: str = ""
) -> str:
    """Say why an outcome is not a tensor of this shape; empty if it is one."""
    problem = call_problem(exercise, outcome)
    if problem:
        return problem
    got = tensor_of(outcome)
    if got is None or tuple(got.shape) != tuple(shape):
        return (
            f"{exercise}: expected a tensor of shape {_shape(shape)}; "
            f"got {describe(outcome['value'])}. {hint}"
        ).rstrip()
    return ""


def value_problem(
    exercise: str,
    outcome: Outcome,
    want: torch.Tensor,
    mistakes: Iterable[tuple[torch.Tensor, str]] = (),
    given: str = "",
    hint: str = "",
    formula: Formula | None = None,
    smaller: tuple[str, Outcome, torch.Tensor] | None = None,
) -> str:
    """Say why an outcome is not the wanted tensor; empty if it is.

    Args:
        exercise: its name, with which the message begins.
        outcome: what `call` returned.
        want: the reference.
        mistakes: pairs (what a known mistake gives, the message about it), tried in
            turn; the exercise's name is put before the message.
        given: the input in words, for the message.
        hint: where to look when no known mistake fits.
        formula: what should be computed; a variant of it may give what came.
        smaller: another input in words, with its outcome and reference: if that is
            wrong, too, its numbers are shown, for they can be followed by hand.
    """
    problem = call_problem(exercise, outcome)
    if problem:
        return problem
    got = tensor_of(outcome)
    if alike(got, want):
        return ""
    # Before the shape: a mistake's own message says the cause of a wrong shape, too.
    for wrong, message in mistakes:
        # For some inputs a mistake gives the right values: then it is not to blame.
        if alike(got, wrong) and not alike(wrong, want):
            return f"{exercise}: {message}"
    hint = f"{likely_mistake(formula, got, want)} {hint}".strip()
    problem = shape_problem(exercise, outcome, want.shape, hint)
    if problem:
        return problem
    if smaller and not shape_problem(exercise, smaller[1], smaller[2].shape):
        other = tensor_of(smaller[1])
        if not same(other, smaller[2]):
            given, got, want = smaller[0], other, smaller[2]
    prefix = f"for {given}, " if given else ""
    return f"{exercise}: {prefix}{difference(got, want)} {hint}".rstrip()


def explaining(
    mistakes: Sequence[Sequence[tuple[torch.Tensor, str]]],
    outcomes: Sequence[Outcome],
) -> list[list[tuple[torch.Tensor, str]]]:
    """Keep the known mistakes that explain the outcomes of all cases.

    Args:
        mistakes: for each case what the known mistakes give, in the same order.
        outcomes: for each case what came back; one without a value fits anything.

    Returns:
        For each case the mistakes that are left.
    """

    def fits(kind: int) -> bool:
        return all(
            "value" not in outcome or alike(tensor_of(outcome), case[kind][0])
            for case, outcome in zip(mistakes, outcomes, strict=True)
        )

    kinds = [kind for kind in range(min(map(len, mistakes))) if fits(kind)]
    return [[case[kind] for kind in kinds] for case in mistakes]


def difference(got: torch.Tensor, want: torch.Tensor) -> str:
    """Say what was expected and what came: all of a small tensor, one entry else."""
    if want.numel() <= 6:
        return f"expected {numbers(want)}; got {numbers(got)}."
    wrong = ~torch.isclose(got, want.to(got.dtype), rtol=RTOL, atol=ATOL)
    index = tuple(wrong.nonzero()[0].tolist())
    where = ", ".join(map(str, index))
    return (
        f"expected {_number(want[index])} at [{where}]; got {_number(got[index])}. "
        f"{int(wrong.sum())} of {want.numel()} values differ."
    )


def numbers(value: torch.Tensor) -> str:
    """Return a tensor's values as short text, nested like Python lists."""
    if value.dim() == 0:
        return _number(value)
    return "[" + ", ".join(numbers(part) for part in value[:8]) + "]"


def describe(value: object) -> str:
    """Name a piece of plain data for a message."""
    if value is None:
        return "None"
    if isinstance(value, torch.Tensor):
        kind = "" if value.is_floating_point() else f" of {_dtype(value)}"
        return f"a tensor{kind} of shape {_shape(value.shape)}"
    if isinstance(value, bool | int | float):
        return str(value) if isinstance(value, bool) else _describe_number(value)
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, list):
        return f"a list of {len(value)} items"
    if isinstance(value, dict) and isinstance(value.get("type"), str):
        return _describe_object(value)
    return f"a {type(value).__name__}"


def _describe_number(value: int | float) -> str:
    # Comparisons with nan are false; floats of any size can be written, integers not.
    small = isinstance(value, float) or abs(value) < _TOO_LARGE
    return f"the number {value:.6g}" if small else "a huge number"


def _describe_object(value: dict[str, Any]) -> str:
    if value["type"] == "ndarray":
        tensor = value.get("tensor")
        shape = f" of shape {_shape(tensor.shape)}" if _is_tensor(tensor) else ""
        return f"a NumPy array{shape}"
    if value.get("cut") is True:
        return f"a huge tensor of shape {_shape(value.get('shape'))}"
    return f"an object of type {value['type'][:60]}"


def _is_tensor(value: object) -> bool:
    return isinstance(value, torch.Tensor)


def _dtype(value: torch.Tensor) -> str:
    return str(value.dtype).removeprefix("torch.")


def _shape(shape: object) -> str:
    # What a hand-in says of its shape may be anything, and any length.
    sizes = list(shape) if isinstance(shape, Sequence) else []
    if len(sizes) == 1:
        return f"({sizes[0]},)"
    return "(" + ", ".join(str(size)[:20] for size in sizes[:8]) + ")"


def _number(value: object) -> str:
    number = float(value)
    if math.isnan(number) or math.isinf(number):
        return str(number)
    return f"{number:.4f}" if 1e-3 <= abs(number) < 1e4 else f"{number:.4g}"
