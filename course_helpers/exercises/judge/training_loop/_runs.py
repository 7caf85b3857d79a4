"""Lesson 06: reference training runs on plain tensors, right ones and known slips."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch.nn import functional as F

from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import Batch, batches_of

Weights = list[torch.Tensor]
Plan = list[tuple[str, Batch]]
"""What to do with which batch, a letter for each move.

z: zero the gradients; f: forward pass and loss; b: backward; u: backward uphill;
s: step.
"""
Slips = Iterator[tuple[Plan, str]]


@dataclass(frozen=True)
class Run:
    """A training run.

    Attributes:
        losses: the loss of each batch when it was computed.
        after: the same batch's loss once its moves were done.
        weights: the tensors after each batch.
    """

    losses: list[float]
    after: list[float]
    weights: list[Weights]


def run(case: Plain, plan: Plan) -> Run:
    """Train a case's weights with torch's own optimizer and loss."""
    parameters = [weight.clone().requires_grad_() for weight in case["weights"]]
    optimizer = torch.optim.SGD(parameters, case["lr"], case["momentum"])
    found = Run([], [], [])
    for moves, (images, labels) in plan:
        for move in moves:
            if move == "z":
                optimizer.zero_grad()
            elif move == "f":
                loss = _loss(parameters, images, labels)
            elif move == "s":
                optimizer.step()
            else:
                (loss if move == "b" else -loss).backward()
        found.losses.append(loss.item())
        found.after.append(_loss(parameters, images, labels).item())
        found.weights.append([p.detach().clone() for p in parameters])
    return found


def _loss(
    parameters: list[torch.Tensor], images: torch.Tensor, labels: torch.Tensor
) -> torch.Tensor:
    w1, b1, w2, b2 = parameters
    hidden = torch.tanh(images.flatten(1) @ w1.T + b1)
    return F.cross_entropy(hidden @ w2.T + b2, labels)


def one_pass(case: Plain) -> Plan:
    """Return the right moves for each of a case's batches."""
    return [("zfbs", batch) for batch in batches_of(case)]


def batch_slips(plan: Plan) -> Slips:
    """Yield what known slips within a batch do instead, and a message about each."""

    def moves(letters: str) -> Plan:
        return [(letters, batch) for _, batch in plan]

    yield (
        moves("fbs"),
        "the weights moved as with accumulated gradients: those of earlier batches "
        "were added in. When are the gradients reset?",
    )
    yield (
        moves("zfus"),
        "the weights moved the wrong way: up the gradient, so the loss grows.",
    )
    yield moves("zfbss"), "two steps for one batch; one is expected."


def loop_slips(case: Plain, epochs: int) -> Slips:
    """Yield what known slips in the two loops do, and a message about each."""
    plan, batches = one_pass(case), batches_of(case)
    start, *_, end = batches
    yield (
        [("zfbs", start)] * len(batches) * epochs,
        "every step used the first batch. What does your loop take the images from?",
    )
    seen = [("f", batch) for batch in batches[:-1]]
    yield [*seen, ("zfbs", end)] * epochs, _ONE_STEP
    added = [("fb", batch) for batch in batches[1:-1]]
    yield [("zfb", start), *added, ("fbs", end)] * epochs, _ONE_STEP
    yield (
        [plan[0], *(("fbs", batch) for batch in batches[1:])] * epochs,
        "the weights moved as with accumulated gradients: they are reset once an "
        "epoch. How often does backward add to them?",
    )
    yield plan, "training ended after the first epoch." + _RETURN
    yield plan[:1], "training ended after the first batch." + _RETURN
    yield plan[:1] * epochs, "only the first batch of each epoch was used."
    for count in {2, 3, 4, 5} - {epochs}:
        ran = f"training ran for {count} epochs; {epochs} were asked for."
        yield plan * count, ran


_ONE_STEP = (
    "one step for each epoch; one for each batch is expected. "
    "Which lines belong inside the inner loop?"
)
_RETURN = " Where does your return stand?"
