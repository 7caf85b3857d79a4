"""Lesson 10: reference trainings, the right one and known false ones."""

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch.nn import functional as F

from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import Batch, Plan, batches_of, play

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def each_batch(batches: list[Batch]) -> Plan:
    """Return the right moves for each batch."""
    return [("zfbs", batch) for batch in batches]


def without_reset(batches: list[Batch]) -> Plan:
    """Return moves that leave each batch's gradients to the next one."""
    return [("fbs", batch) for batch in batches]


def without_step(batches: list[Batch]) -> Plan:
    """Return moves that never change a weight."""
    return [("zfb", batch) for batch in batches]


def of_probabilities(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return cross_entropy's value where softmax came before it."""
    return F.cross_entropy(torch.softmax(logits, dim=1), labels)


@dataclass(frozen=True)
class Way:
    """A way to train a model.

    Attributes:
        plan: the moves for a list of batches.
        loss: what each step makes smaller.
        options: of torch's SGD, the learning rate aside.
    """

    plan: Callable[[list[Batch]], Plan] = each_batch
    loss: Loss = F.cross_entropy
    options: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Training:
    """A training run.

    Attributes:
        losses: the loss of each batch when it was computed.
        after: the same batch's loss once its moves were done.
        probabilities: what `of_probabilities` gave when the loss was computed last.
        weights: the tensors at the end.
    """

    losses: list[float]
    after: list[float]
    probabilities: list[float]
    weights: list[torch.Tensor]


def run(case: Plain, way: Way, lr: float, start: int = 0) -> Training:
    """Train one of a case's starting weights with torch's own optimizer."""
    parameters = [p.clone().requires_grad_() for p in case["starts"][start]]
    optimizer = torch.optim.SGD(parameters, lr, **way.options)
    trained = Training([], [], [], [p.detach() for p in parameters])
    seen: list[torch.Tensor] = []

    def loss_of(images: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        seen[:] = [_logits(parameters, images)]
        return way.loss(seen[0], labels)

    for loss, batch in play(way.plan(batches_of(case)), loss_of, optimizer):
        trained.losses.append(loss.item())
        trained.probabilities.append(of_probabilities(seen[0], batch[1]).item())
        trained.after.append(loss_of(*batch).item())
    return trained


def _logits(parameters: list[torch.Tensor], images: torch.Tensor) -> torch.Tensor:
    w1, b1, w2, b2 = parameters
    return torch.tanh(images.flatten(1) @ w1.T + b1) @ w2.T + b2
