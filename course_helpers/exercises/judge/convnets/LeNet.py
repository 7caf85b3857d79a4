"""Lesson 08: the judges."""

from typing import Any

import torch

from course_helpers.check.compare import (
    call_problem,
    describe,
    entry,
    first,
    number_as_tensor,
    number_of,
    outcomes,
    shape_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.convnets._numbers import (
    Tensors,
    count,
    miscounts,
    size_mistake,
    size_of,
)
from course_helpers.exercises.judge.convnets._lenet import (
    gradients_problem,
    lenet_problems,
    run_problem,
    surplus,
)
from course_helpers.exercises.judge.networks import listed

Outcome = dict[str, Any]


def conv_output_size(inputs: Plain, observed: Plain) -> list[Criterion]:
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
    number = isinstance(value, int) and not isinstance(value, bool)
    problem = call_problem(name, outcome)
    if problem or number or (whole and value.dim() == 0):
        return problem
    got = f"the float {value:.6g}" if isinstance(value, float) else describe(value)
    return f"{name}: expected an int; got {got}. A number of pixels is whole."


def LeNet(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge LeNet's logits under the given weights."""
    layers, batches = inputs["layers"], inputs["batches"]
    convolutions, dense, output = lenet_problems(layers, batches[0], observed)
    results = outcomes(listed(observed, "outputs"), len(batches))
    hint = "A row of 10 for each image, also for a single one."
    shape = run_problem(observed, len(batches[0])) or first(
        shape_problem("LeNet", result, (len(batch), 10), hint)
        for batch, result in zip(batches, results, strict=True)
    )
    extra = surplus(layers, observed)
    more = f"LeNet: it has parameters that nothing uses: {extra}." if extra else ""
    return [
        Criterion("convolutions, each with ReLU, max pooling", 0.35, convolutions),
        Criterion("dense layers, two with a ReLU", 0.25, dense),
        Criterion("plain logits as output", 0.15, output),
        Criterion(
            "every weight and bias, with a gradient",
            0.15,
            gradients_problem(layers, observed),
        ),
        Criterion("shape (N, 10), any N", 0.1, shape),
        Criterion("no more layers than needed", 0, "" if convolutions else more),
    ]


_MODELS = {
    "convnet": "a convolution and two dense layers",
    "nested": "layers inside layers",
    "frozen": "tensors that do not require grad",
    "shared": "two layers that share one weight",
    "buffers": "batch norm, which also keeps running means",
}
_COMPARE = "Compare with what model.named_parameters() lists."


def count_parameters(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the numbers of trainable values of several models."""

    def said(kind: str) -> str:
        tensors = inputs[kind]["tensors"]
        return _count_problem(_MODELS[kind], tensors, entry(observed, kind))

    return [
        Criterion("every weight and every bias", 0.4, said("convnet")),
        Criterion("nested ones too", 0.15, said("nested")),
        Criterion("no frozen ones", 0.2, said("frozen")),
        Criterion("a shared tensor once", 0.15, said("shared")),
        Criterion("no buffers", 0.1, said("buffers")),
    ]


def _count_problem(model: str, tensors: Tensors, outcome: Outcome) -> str:
    problem = call_problem("count_parameters", outcome)
    want, got = count(tensors), number_of(number_as_tensor(outcome))
    if problem or got == want:
        return problem
    hints = (hint for wrong, hint in miscounts(tensors) if got == wrong != want)
    return (
        f"count_parameters: expected {want:,} for a model with {model}; "
        f"got {describe(outcome['value'])}. {next(hints, _COMPARE)}"
    )
