"""Scores and outputs of a ReLU network: the right ones, then known mistakes."""

from collections.abc import Callable, Iterator

import torch
from torch.nn.functional import elu, leaky_relu, log_softmax, softmax

Layers = list[list[torch.Tensor]]
"""[weight, bias] for each layer, weight (out, in)."""


def scores_of(layers: Layers, x: torch.Tensor) -> Iterator[tuple[torch.Tensor, str]]:
    """Yield the right scores, then those of known mistakes, each with its message."""
    count = len(layers) - 1

    def scores(activations: list[Callable], biased: bool = True) -> torch.Tensor:
        a = x
        for (weight, bias), f in zip(layers, [*activations, _as_is], strict=True):
            a = f(a @ weight.T + (bias if biased else 0))
        return a

    # The right ones first: without hidden layers, none with an activation is right.
    # Then all missing: with one hidden layer that is the same as one missing.
    relu: list[Callable] = [torch.relu] * count
    yield scores(relu), ""
    yield scores([_as_is] * count), "no hidden layer has an activation."
    for i in range(count):
        some = [*relu[:i], _as_is, *relu[i + 1 :]]
        yield scores(some), f"hidden layer {i + 1} of {count} has no activation."
    for function, word in _ACTIVATIONS:
        message = f"expected ReLU on the hidden layers; got {word}."
        yield scores([function] * count), message
    yield scores(relu, biased=False), "the layers have no bias. Each needs its own."
    # Last, for scores() reads x: from here on the inputs are cut.
    x = torch.relu(x)
    yield scores(relu), "a ReLU comes before the first layer: it cuts the inputs."


def _as_is(x: torch.Tensor) -> torch.Tensor:
    return x


def _over_rows(x: torch.Tensor) -> torch.Tensor:
    return softmax(x, dim=1)


_ACTIVATIONS: tuple[tuple[Callable, str], ...] = (
    (torch.sigmoid, "sigmoid"),
    (torch.tanh, "tanh"),
    (_over_rows, "softmax"),
    (leaky_relu, "leaky ReLU"),
    (elu, "ELU"),
)

# What the scores are turned into. A ReLU after the softmax changes nothing: right.
OUTPUTS: tuple[tuple[Callable, str], ...] = (
    (_over_rows, ""),
    (_as_is, "The softmax is missing: these are scores."),
    (torch.relu, "A ReLU at the end makes no probabilities. Which function does?"),
    (
        lambda z: _over_rows(torch.relu(z)),
        "A ReLU before the softmax loses the negative scores.",
    ),
    (lambda z: log_softmax(z, dim=1), "These are log-probabilities."),
    (torch.sigmoid, "A sigmoid sees one score at a time. What sees the whole row?"),
    (lambda z: softmax(z, dim=0), "Softmax runs down the batch. Look at dim."),
    (lambda z: softmax(z.flatten(), 0).view(z.shape), "One sum for the whole batch."),
    (lambda z: _over_rows(_over_rows(z)), "Softmax is applied twice."),
    (
        lambda z: _over_rows(torch.sigmoid(z)),
        "A sigmoid before the softmax: scores need no activation of their own.",
    ),
)
