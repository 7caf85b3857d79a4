"""Lesson 03: what well-known mistakes give, and what to say about them."""

from collections.abc import Callable

import torch

from course_helpers.check.compare import Mistakes, numbers

ONE_ROW = "only the first row came back. Does return stand inside a loop?"
SIDEWAYS = "each image is a column of your result. Each should be a row."


def flatten_mistakes(images: torch.Tensor) -> Mistakes:
    """Return what wrong ways to flatten (N, 1, 28, 28) give, N > 1."""
    rows = images.reshape(-1, 784)
    mixed = "your rows mix the pixels of several images. Row 0 should be image 0."
    return [
        # The shape is right after .T: only the values show that images are mixed.
        (images.reshape(784, -1).T, f"the shape is right, but {mixed}"),
        (images.reshape(784, -1), mixed),
        (
            images.transpose(2, 3).reshape(-1, 784),
            "each row holds its image column by column. Keep the order of the pixels.",
        ),
        (
            images.reshape(-1),
            "all images are in one long row. Each image needs a row of its own.",
        ),
        (rows.T, SIDEWAYS),
        (rows[0], ONE_ROW),
        (images, "the dimensions of size 28 are still there. An image is one row."),
    ]


def network_scores(
    x: torch.Tensor,
    w1: torch.Tensor,
    b1: torch.Tensor,
    w2: torch.Tensor,
    b2: torch.Tensor,
    activation: Callable[[torch.Tensor], torch.Tensor] = torch.sigmoid,
) -> torch.Tensor:
    """Return the scores (N, K) of the two-layer network, for float64 arrays."""
    return activation(x @ w1 + b1) @ w2 + b2


def network_mistakes(
    x: torch.Tensor,
    w1: torch.Tensor,
    b1: torch.Tensor,
    w2: torch.Tensor,
    b2: torch.Tensor,
) -> Mistakes:
    """Return what wrong two-layer networks give, for float64 arrays."""
    z2 = network_scores(x, w1, b1, w2, b2)
    linear = network_scores(x, w1, b1, w2, b2, torch.clone)
    squashed = "your output layer has an activation. The scores are plain sums."
    no_hidden = "the activation of the hidden layer is missing."
    activation = "the hidden layer has another activation. The task says sigmoid."
    return [
        # Seen in about a fifth of real answers.
        (torch.sigmoid(z2), squashed.replace("an activation", "a sigmoid too")),
        (torch.softmax(z2, 1), "these are probabilities. The task asks for scores."),
        (torch.relu(z2), squashed),
        (torch.tanh(z2), squashed),
        (linear, no_hidden),
        (torch.sigmoid(linear), f"{no_hidden} And the output layer should have none."),
        (network_scores(x, w1, 0 * b1, w2, b2), "the hidden layer's bias is missing."),
        (network_scores(x, w1, b1, w2, 0 * b2), "the output layer's bias is missing."),
        (network_scores(x, w1, 0 * b1, w2, 0 * b2), "both biases are missing."),
        (
            (torch.sigmoid(x @ w1) + b1) @ w2 + b2,
            "a bias is added after the activation. Which sum does it belong to?",
        ),
        (network_scores(x, w1, b1, w2, b2, torch.relu), activation),
        (network_scores(x, w1, b1, w2, b2, torch.tanh), activation),
        # As 1 / (1 + exp(z)) gives it.
        (
            network_scores(x, -w1, -b1, w2, b2),
            "a sign is lost. Look at the exponent in your sigmoid.",
        ),
        (
            torch.sigmoid(x @ w1 + b1),
            "these are the 256 values of the hidden layer. One layer is still to come.",
        ),
        (z2[0], ONE_ROW),
        (z2.T, SIDEWAYS),
    ]


def softmax_mistakes(scores: torch.Tensor) -> Mistakes:
    """Return what wrong forms of softmax give for scores (N, K)."""
    exps, sums = scores.exp(), scores.sum(1, keepdim=True)
    want, columns = exps / exps.sum(1, keepdim=True), exps / exps.sum(0)
    which = "Look at which dimension you sum over: each image is a row."
    early = "exp is taken after dividing. Which comes first in the formula?"
    return [
        (
            columns,
            "every row should sum to 1; row 0 of your result sums to "
            f"{numbers(columns[0].sum())}, and your columns sum to 1. {which}",
        ),
        (exps / exps.sum(), f"all rows share one sum; each has its own. {which}"),
        (
            torch.softmax(-scores, dim=1),
            "the smallest score gets the highest probability. Is a sign lost?",
        ),
        (
            exps / sums,
            "the denominator sums the scores without exp. What does the formula sum?",
        ),
        ((scores / sums).exp(), early),
        (scores / sums, "exp is missing from your fraction."),
        (exps, "exp is there, but nothing is divided. Every row should sum to 1."),
        (want.log(), "these are log-probabilities. Probabilities lie in [0, 1]."),
        (torch.sigmoid(scores), "this is the sigmoid: it looks at one score alone."),
        (torch.softmax(want, dim=1), "softmax is applied twice. Once is enough."),
        (want[0], ONE_ROW),
        (want.T, SIDEWAYS),
    ]
