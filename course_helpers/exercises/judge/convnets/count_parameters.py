"""Judge count_parameters: trainable values, each tensor once."""

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    entry,
    number_as_tensor,
    number_of,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.convnets._numbers import Tensors, count, miscounts

_MODELS = {
    "convnet": "a convolution and two dense layers",
    "nested": "layers inside layers",
    "frozen": "tensors that do not require grad",
    "shared": "two layers that share one weight",
    "buffers": "batch norm, which also keeps running means",
}

_COMPARE = "Compare with what model.named_parameters() lists."


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
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
