"""Batches of a data set in plain tensors, and what a training does with them."""

from collections.abc import Callable, Iterator

import torch

from course_helpers.check.plain import Plain

Batch = tuple[torch.Tensor, torch.Tensor]
Plan = list[tuple[str, Batch]]
"""What to do with which batch, a letter for each move.

z: zero the gradients; f: forward pass and loss; b: backward; u: backward uphill;
s: step.
"""

RTOL, ATOL = 1e-4, 1e-5


def batches_of(data: Plain) -> list[Batch]:
    """Return a data set's batches in their order; the last may be short."""
    size = data["batch_size"]
    pairs = zip(data["images"].split(size), data["labels"].split(size), strict=True)
    return list(pairs)


def close(got: float | None, want: float) -> bool:
    """Whether a number came, and agrees with another one up to rounding."""
    return got is not None and abs(got - want) <= RTOL * abs(want) + ATOL


def all_close(got: list[float], want: list[float]) -> bool:
    """Whether two lists hold the same numbers up to rounding."""
    return len(got) == len(want) and all(map(close, got, want))


def play(
    plan: Plan, loss_of: Callable[..., torch.Tensor], optimizer: torch.optim.Optimizer
) -> Iterator[tuple[torch.Tensor, Batch]]:
    """Make a plan's moves; yield each batch's loss and the batch, once it has moved.

    Args:
        plan: what to do with which batch.
        loss_of: gives the loss of a batch's images and labels.
        optimizer: makes the steps.
    """
    for moves, batch in plan:
        for move in moves:
            if move == "z":
                optimizer.zero_grad()
            elif move == "f":
                loss = loss_of(*batch)
            elif move == "s":
                optimizer.step()
            else:
                (loss if move == "b" else -loss).backward()
        yield loss, batch
