"""Judge conv_output_size: how large a convolution's output is."""

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    first,
    number_of,
    outcomes,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.convnets._numbers import size_mistake, size_of


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the output sizes for several lists of arguments."""
    results = {
        kind: outcomes(_group(observed, kind), len(cases))
        for kind, cases in inputs.items()
    }
    pairs = [
        (arguments, outcome)
        for kind, cases in inputs.items()
        for arguments, outcome in zip(cases, results[kind], strict=True)
    ]
    numbers = [number_of(outcome) for _, outcome in pairs]
    hint = size_mistake([arguments for arguments, _ in pairs], numbers)

    def said(kind: str) -> str:
        cases = zip(inputs[kind], results[kind], strict=True)
        return first(_size_problem(*case, hint) for case in cases)

    return [
        Criterion("stride 1, no padding", 0.4, said("plain")),
        Criterion("any stride", 0.2, said("stride")),
        Criterion("any padding", 0.2, said("padding")),
        Criterion("stride and padding together", 0.1, said("both")),
        # The sizes above may be floats: 14.0 is as large as 14.
        Criterion("an int", 0.1, first(_kind_problem(*pair) for pair in pairs)),
    ]


def _group(observed: Plain, kind: str) -> Plain:
    if not isinstance(observed, dict) or "error" in observed:
        return observed
    return observed.get(kind)


def _call(arguments: list[int]) -> str:
    return f"conv_output_size({', '.join(map(str, arguments))})"


def _size_problem(arguments: list[int], outcome: Outcome, hint: str) -> str:
    name, want = _call(arguments), size_of(*arguments)
    problem = call_problem(name, outcome)
    if problem or number_of(outcome) == want:
        return problem
    got = describe(outcome["value"])
    return f"{name}: expected {want}; got {got}. {hint}".rstrip()


def _kind_problem(arguments: list[int], outcome: Outcome) -> str:
    name, value = _call(arguments), outcome.get("value")
    whole = isinstance(value, torch.Tensor) and not value.is_floating_point()
    # To Python True is an int.
    number = isinstance(value, int) and not isinstance(value, bool)
    problem = call_problem(name, outcome)
    if problem or number or (whole and value.dim() == 0):
        return problem
    got = f"the float {value:.6g}" if isinstance(value, float) else describe(value)
    return f"{name}: expected an int; got {got}. A number of pixels is whole."
