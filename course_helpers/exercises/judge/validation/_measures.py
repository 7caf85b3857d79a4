"""Lesson 07: the reference network on plain tensors, and what it gives per batch."""

from dataclasses import dataclass

import torch
from torch.nn import functional as F

from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import batches_of

State = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Measured:
    """A network measured on a data set, batch by batch.

    Attributes:
        losses: the criterion's value for each batch.
        correct: how many images of each batch are read right.
        pairs: how many pairs (a guess, a label) of each batch agree, in all rows.
        sizes: how many images each batch has.
    """

    losses: list[float]
    correct: list[int]
    pairs: list[int]
    sizes: list[int]

    @property
    def count(self) -> int:
        """The number of images."""
        return sum(self.sizes)

    @property
    def loss(self) -> float:
        """The mean loss over all images."""
        return weighted(self.losses, self.sizes) / self.count

    @property
    def accuracy(self) -> float:
        """The share of all images that are read right."""
        return sum(self.correct) / self.count


def weighted(values: list[float], sizes: list[int]) -> float:
    """Return the sum of the values, each as often as its batch has images."""
    return sum(value * size for value, size in zip(values, sizes, strict=True))


def outputs(
    case: Plain, state: State, images: torch.Tensor, training: bool = False
) -> torch.Tensor:
    """Return a network's outputs (N, 10) without dropout.

    In training batch norm moves the running mean and variance in `state`, in place.
    """
    x = F.linear(images.flatten(1), state["first.weight"], state.get("first.bias"))
    if "norm.weight" in state:
        names = ("running_mean", "running_var", "weight", "bias")
        x = F.batch_norm(x, *(state[f"norm.{name}"] for name in names), training)
    if "last.weight" in state:
        x = F.linear(torch.tanh(x), state["last.weight"], state["last.bias"])
    return F.log_softmax(x, dim=1) if case["criterion"] == "nll" else x


def loss_of(case: Plain, output: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the criterion's value for one batch."""
    if case["criterion"] == "squared":
        return F.mse_loss(output, F.one_hot(labels, 10).to(output.dtype))
    if case["criterion"] == "nll":
        return F.nll_loss(output, labels)
    return F.cross_entropy(output, labels, label_smoothing=0.2)


@torch.no_grad()
def measured(
    case: Plain, state: State, data: Plain, training: bool = False
) -> Measured:
    """Measure a network on a data set; in training mode the state changes."""
    log = Measured([], [], [], [])
    for images, labels in batches_of(data):
        output = outputs(case, state, images, training)
        guesses = output.argmax(dim=1)
        log.losses.append(loss_of(case, output, labels).item())
        log.correct.append(int((guesses == labels).sum()))
        log.pairs.append(int((guesses[:, None] == labels).sum()))
        log.sizes.append(len(labels))
    return log
