"""Lesson 10: what a network of two hidden layers gives, and where its gradient goes."""

import math
from collections.abc import Callable, Sequence

import torch
from torch.nn import functional as F

from course_helpers.check.compare import (
    call_problem,
    describe,
    outcomes,
    same,
    tensor_of,
)
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.network_mistakes import Layers, scores_of
from course_helpers.exercises.judge.networks import listed

_ENDS: tuple[tuple[Callable[[torch.Tensor], torch.Tensor], str], ...] = (
    (lambda z: z, ""),
    (lambda z: torch.softmax(z, dim=1), "a softmax turns the logits into shares."),
    (lambda z: torch.log_softmax(z, dim=1), "the logits become log-probabilities."),
    (torch.relu, "a ReLU behind the last layer cuts the negative logits."),
    (torch.sigmoid, "a sigmoid stands behind the last layer."),
)
"""What may stand behind the last layer, where logits are asked for."""


def output_problem(name: str, layers: Layers, images: torch.Tensor, seen: Plain) -> str:
    """Say why outputs are not a ReLU network's logits; empty if they are.

    Args:
        name: the exercise, with which the message begins.
        layers: [weight, bias] for each layer.
        images: the batch of both outputs.
        seen: "outputs" holds what came of two calls.
    """
    result, again = outcomes(listed(seen, "outputs"), 2)
    if problem := call_problem(name, result) or call_problem(name, again):
        return problem
    got = tensor_of(result)
    if got is None or got.shape != (len(images), len(layers[-1][1])):
        return (
            f"{name}: expected logits, one row of 10 for each of {len(images)} images; "
            f"got {describe(result['value'])}."
        )
    if not same(got, tensor_of(again)):
        return (
            f"{name}: the same images give another output at each call. Is a layer "
            "made anew in forward, or is anything random?"
        )
    layers = [[value.double() for value in layer] for layer in layers]
    for scores, hidden in scores_of(layers, images.flatten(1).double()):
        for end, words in _ENDS:
            if same(got, end(scores)):
                problem = hidden or words
                return problem and f"{name}: {problem}"
    return (
        f"{name}: the output is not what these layers give, with ReLU between them and "
        "nothing else. Compare your network with the given one, layer by layer."
    )


def reference_gradients(
    layers: Sequence[Sequence[torch.Tensor | None]],
    images: torch.Tensor,
    labels: torch.Tensor,
) -> list[list[float]]:
    """Return the norms of the gradients of weight and bias, for each layer."""
    leaves = [
        [None if v is None else v.detach().clone().requires_grad_() for v in layer]
        for layer in layers
    ]
    F.cross_entropy(logits(leaves, images), labels).backward()
    return [[float(v.grad.norm()) for v in layer if v is not None] for layer in leaves]


def logits(
    layers: Sequence[Sequence[torch.Tensor | None]], images: torch.Tensor
) -> torch.Tensor:
    """Return the logits of a ReLU network, in the dtype of its weights."""
    x = images.flatten(1)
    for weight, bias in layers[:-1]:
        x = torch.relu(F.linear(x, weight, bias))
    return F.linear(x, *layers[-1])


def same_norms(got: Sequence[Plain], want: Sequence[float]) -> bool:
    """Whether norms are the wanted ones, in any order, up to 2 in 1000."""
    # A sum near 0 falls to either side of ReLU's kink, by the order of its terms.
    if len(got) != len(want) or not all(map(is_number, got)):
        return False
    pairs = zip(sorted(got), sorted(want), strict=True)
    return all(math.isclose(a, b, rel_tol=2e-3, abs_tol=1e-6) for a, b in pairs)


def is_number(value: Plain) -> bool:
    """Whether a value is a finite number."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value)
