"""Lesson 10: reference trainings, the right one and known false ones."""

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch.nn import functional as F

from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import Batch, batches_of

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
Plan = list[tuple[str, Batch]]
"""What to do with which batch, a letter for each move.

z: zero the gradients; f: forward pass and loss; b: backward; u: backward uphill;
s: step.
"""


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
        probabilities: what `of_probabilities` gave when the loss was computed.
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
    losses, after, probabilities = [], [], []
    for moves, (images, labels) in way.plan(batches_of(case)):
        for move in moves:
            if move == "z":
                optimizer.zero_grad()
            elif move == "f":
                logits = _logits(parameters, images)
                loss = way.loss(logits, labels)
            elif move == "s":
                optimizer.step()
            else:
                (loss if move == "b" else -loss).backward()
        losses.append(loss.item())
        probabilities.append(of_probabilities(logits.detach(), labels).item())
        with torch.no_grad():
            after.append(way.loss(_logits(parameters, images), labels).item())
    return Training(losses, after, probabilities, [p.detach() for p in parameters])


def _logits(parameters: list[torch.Tensor], images: torch.Tensor) -> torch.Tensor:
    w1, b1, w2, b2 = parameters
    return torch.tanh(images.flatten(1) @ w1.T + b1) @ w2.T + b2
