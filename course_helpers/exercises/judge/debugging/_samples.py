"""Lesson 10: which of the given images came back, and with whose labels."""

from collections.abc import Sequence

import torch

from course_helpers.check.compare import tensor_of
from course_helpers.check.plain import Plain

Pair = tuple[torch.Tensor, torch.Tensor]
"""Images and labels, float64."""


def pair_of(value: Plain) -> Pair | None:
    """Return images (N, 1, 28, 28) with labels (N,) as tensors; None if they are not.

    The labels may be fewer or more than the images.
    """
    if not isinstance(value, list) or len(value) != 2:
        return None
    images, labels = (tensor_of({"value": part}) for part in value)
    if images is None or labels is None or labels.dim() != 1:
        return None
    return (images, labels) if images.shape[1:] == (1, 28, 28) else None


def places(images: torch.Tensor, given: torch.Tensor) -> list[int | None]:
    """Return each image's place among the given ones; None where it is none of them."""
    known = {image.tobytes(): place for place, image in enumerate(_rows(given))}
    return [known.get(image.tobytes()) for image in _rows(images)]


def own_labels(where: Sequence[int], labels: torch.Tensor, given: torch.Tensor) -> int:
    """Return how many images bear the label that they were given with.

    Args:
        where: each image's place among the given ones.
        labels: as they came back, as many.
        given: as they were.
    """
    return int((labels == given.double()[list(where)]).sum())


def _rows(images: torch.Tensor) -> list:
    # Twice the precision says the same of a number that had less.
    return list(images.double().flatten(1).numpy())
