"""Lesson 05: what a network gives with any pair of hidden activations."""

from collections.abc import Callable, Iterator

import torch
import torch.nn.functional as F

Function = Callable[[torch.Tensor], torch.Tensor]

ACTIVATIONS: list[Function] = [
    torch.relu,
    torch.sigmoid,
    torch.tanh,
    F.elu,
    F.selu,
    F.gelu,
    lambda x: F.gelu(x, approximate="tanh"),
    F.silu,
    F.mish,
    F.softplus,
    F.relu6,
    F.hardtanh,
    F.hardswish,
    F.hardsigmoid,
    F.hardshrink,
    F.softshrink,
    F.tanhshrink,
    F.softsign,
    F.logsigmoid,
    *(
        lambda x, slope=slope: F.leaky_relu(x, slope)
        for slope in (0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 11 / 48, 0.25, 0.3, 0.5)
    ),
]
"""Usual activations; 11/48 is RReLU's slope in eval mode, 0.25 PReLU's at first."""

NO_ACTIVATIONS: list[tuple[Function, str]] = [
    (
        lambda x: x,
        "an activation is missing: two Linear layers in a row are no more than one.",
    ),
    (
        lambda x: F.log_softmax(x, dim=1),
        "a log-softmax stands between the layers. Where do log-probabilities belong?",
    ),
    (
        lambda x: F.softmax(x, dim=1),
        "a softmax stands between the layers. Which activations work entry by entry?",
    ),
]
"""What stands in place of an activation, and what to say of it."""


def references(
    weights: list[torch.Tensor],
    images: torch.Tensor,
    sizes: set[int],
    wrong: Function | None = None,
) -> Iterator[torch.Tensor]:
    """Yield the log-probabilities for each pair of activations.

    The task leaves the activations to the learner, and how a model is built does not
    say which they are: so every pair is tried.

    Args:
        weights: weight and bias of each of the three layers, weights (out, in).
        images: the inputs, (N, in).
        sizes: how many values each of the model's parameters has; a bias that the
            model does not have counts as 0.
        wrong: what must stand after at least one of the hidden layers; by default
            both have an activation.
    """
    w1, b1, w2, b2, w3, b3 = (weight.to(torch.float64) for weight in weights)
    b1, b2, b3 = (b * (len(b) in sizes) for b in (b1, b2, b3))
    z1 = images.to(torch.float64) @ w1.T + b1
    usual = [*ACTIVATIONS, wrong] if wrong else ACTIVATIONS
    for early in usual:
        z2 = early(z1) @ w2.T + b2
        # After a right one, the wrong one must come.
        for late in usual if wrong in (None, early) else [wrong]:
            yield F.log_softmax(late(z2) @ w3.T + b3, dim=1)
