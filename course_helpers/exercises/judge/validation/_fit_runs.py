"""Lesson 07: reference trainings on plain tensors, right ones and known slips."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import torch

from course_helpers.check.compare import same, tensor_of
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import batches_of
from course_helpers.exercises.judge.validation._measures import (
    Measured,
    State,
    loss_of,
    measured,
    outputs,
)


@dataclass(frozen=True)
class Epoch:
    """What one epoch gave.

    Attributes:
        case: the network and its data.
        losses: of the training batches, each before its step.
        valid: the network after the epoch, measured on the validation data.
        state: its parameters and buffers.
    """

    case: Plain
    losses: list[float]
    valid: Measured
    state: State

    @cached_property
    def train(self) -> Measured:
        """The network after the epoch, measured on the training data."""
        return measured(self.case, self.state, self.case["train"])


Run = list[Epoch]


@dataclass(frozen=True)
class _Plan:
    """How a training goes; the defaults are right.

    Attributes:
        moves: for each batch, z: zero the gradients, f: forward pass and loss,
            b: backward, s: step.
        modes: whether the network is in train mode in the first epoch, in later ones,
            and while it is measured on the validation data.
    """

    moves: str = "zfbs"
    modes: tuple[bool, bool, bool] = (True, True, False)


def run(case: Plain, plan: _Plan | None = None) -> Run:
    """Train a case's network for all its epochs."""
    plan = plan or _Plan()
    state = {name: tensor.clone() for name, tensor in case["state"].items()}
    parameters = [
        t.requires_grad_() for name, t in state.items() if "running" not in name
    ]
    optimizer = torch.optim.SGD(parameters, case["lr"])
    epochs = []
    # All of them: a learner's training may go on where it should have stopped.
    for number in range(case["epochs"]):
        in_train_mode = plan.modes[min(number, 1)]
        losses = []
        for images, labels in batches_of(case["train"]):
            for move in plan.moves:
                if move == "z":
                    optimizer.zero_grad()
                elif move == "f":
                    loss = loss_of(
                        case, outputs(case, state, images, in_train_mode), labels
                    )
                elif move == "b":
                    loss.backward()
                else:
                    optimizer.step()
            losses.append(loss.item())
        valid = measured(case, state, case["valid"], training=plan.modes[2])
        after = {name: tensor.detach().clone() for name, tensor in state.items()}
        epochs.append(Epoch(case, losses, valid, after))
    return epochs


_NOT_BACK = (
    "from the second epoch on the network trained in eval mode. "
    "Who switches back after the validation?"
)


def slips(case: Plain) -> Iterator[tuple[Run, str]]:
    """Yield trainings that known slips lead to, and a message about each."""
    yield (
        run(case, _Plan("fbs")),
        "the weights moved as with accumulated gradients. When are they reset?",
    )
    yield run(case, _Plan("zfbss")), "two steps for each batch; one is expected."
    # Without batch norm a mode changes nothing.
    if "norm.weight" not in case["state"]:
        return
    yield run(case, _Plan(modes=(True, False, False))), _NOT_BACK
    yield (
        run(case, _Plan(modes=(False, False, False))),
        "the network trained in eval mode.",
    )
    yield (
        run(case, _Plan(modes=(True, True, True))),
        "the network was in train mode while it was measured on the validation data, "
        "and batch norm's running mean and variance moved with it.",
    )
    yield (
        run(case, _Plan(modes=(False, False, True))),
        "train and eval mode have changed places.",
    )


def same_state(got: Plain, want: State, part: str = "") -> bool:
    """Whether an observed state is the wanted one, in names that hold `part`."""
    if not isinstance(got, dict):
        return False
    return all(
        same(tensor_of({"value": got.get(name)}), tensor)
        for name, tensor in want.items()
        if part in name
    )


def stop_after(losses: Sequence[float], patience: int) -> int:
    """Return after how many epochs a training with these validation losses ends."""
    best, waited = float("inf"), 0
    for number, loss in enumerate(losses, start=1):
        lower = loss < best
        best, waited = (loss, 0) if lower else (best, waited + 1)
        if waited == patience:
            return number
    return len(losses)
