"""Batches of a data set in plain tensors, and numbers that come from them."""

import torch

from course_helpers.check.plain import Plain

Batch = tuple[torch.Tensor, torch.Tensor]

RTOL, ATOL = 1e-4, 1e-5


def batches_of(data: Plain) -> list[Batch]:
    """Return a data set's batches in their order; the last may be short."""
    size = data["batch_size"]
    pairs = zip(data["images"].split(size), data["labels"].split(size), strict=True)
    return list(pairs)


def close(got: float, want: float) -> bool:
    """Whether two means over batches agree up to rounding."""
    return abs(got - want) <= RTOL * abs(want) + ATOL
