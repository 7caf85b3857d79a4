"""Lesson 06: reference training runs on plain tensors, right ones and known slips."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import torch
from torch.nn import functional as F

from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import Plan, batches_of, play

Weights = list[torch.Tensor]
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


def run(case: Plain, plan: Plan, in_eval_mode: bool = False) -> Run:
    """Train a case's weights with torch's own optimizer and loss."""
    # In eval mode a layer of some models halves what is hidden.
    scale = 0.5 if in_eval_mode else 1.0
    parameters = [weight.clone().requires_grad_() for weight in case["weights"]]
    optimizer = torch.optim.SGD(parameters, case["lr"], case["momentum"])
    log = Run([], [], [])
    loss_of = partial(_loss, parameters, scale)
    for loss, batch in play(plan, loss_of, optimizer):
        log.losses.append(loss.item())
        log.after.append(loss_of(*batch).item())
        log.weights.append([p.detach().clone() for p in parameters])
    return log


def _loss(
    parameters: list[torch.Tensor],
    scale: float,
    images: torch.Tensor,
    labels: torch.Tensor,
) -> torch.Tensor:
    w1, b1, w2, b2 = parameters
    hidden = scale * torch.tanh(images.flatten(1) @ w1.T + b1)
    # NLLLoss of log-probabilities has the same value: one reference for both criteria.
    return F.cross_entropy(hidden @ w2.T + b2, labels)


EVAL_MODE = (
    "the model was in eval mode, in which layers such as dropout do something else. In "
    "which mode does it come, and who switches it?"
)


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
    # The batch is fetched anew inside the loop: next(iter(train_loader)).
    start, *_, end = batches
    yield (
        [("zfbs", start)] * len(batches) * epochs,
        "every step used the first batch. What does your loop take the images from?",
    )
    # The step stands behind the inner loop, zero_grad inside it or before it.
    forward_only = [("f", batch) for batch in batches[:-1]]
    yield [*forward_only, ("zfbs", end)] * epochs, _ONE_STEP
    added_up = [("fb", batch) for batch in batches[1:-1]]
    yield [("zfb", start), *added_up, ("fbs", end)] * epochs, _ONE_STEP
    yield (
        [plan[0], *(("fbs", batch) for batch in batches[1:])] * epochs,
        "the weights moved as with accumulated gradients: they are reset once an "
        "epoch. How often does backward add to them?",
    )
    yield plan, "training ended after the first epoch." + _RETURN
    yield plan[:1], "training ended after the first batch." + _RETURN
    yield plan[:1] * epochs, "only the first batch of each epoch was used."
    # A number stands in place of `epochs`; the lesson itself trains for 5.
    for count in {2, 3, 4, 5} - {epochs}:
        ran = f"training ran for {count} epochs; {epochs} were asked for."
        yield plan * count, ran


_ONE_STEP = (
    "one step for each epoch; one for each batch is expected. "
    "Which lines belong inside the inner loop?"
)
_RETURN = " Where does your return stand?"
