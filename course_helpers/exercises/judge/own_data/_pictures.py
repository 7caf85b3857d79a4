"""Which file of a folder an image shows, in whichever form it came."""

from collections.abc import Callable

import torch
from torch.nn import functional as F

from course_helpers.check.compare import Outcome, outcomes, tensor_of
from course_helpers.check.plain import Plain

File = dict[str, Plain]
Places = list[int | None]
Undo = Callable[[torch.Tensor], torch.Tensor]

SIDE = 28
LEAST_SHARE = 0.04
"""Of each colour in a grey: the ways to weigh them give blue 0.07 or more."""
_ROUNDED = 1.2 / 255
"""A level: libraries round in different ways, and a division by 256 does no harm."""
_GREYED = 3 / 255
"""The shares of colours are worked out from rounded values."""
_RESIZED = 0.15
"""What ways to resize differ by at most, where pictures have long waves only."""

SLIPS: list[tuple[Undo, str]] = [
    (lambda x: x, ""),
    (
        lambda x: x / 255,
        "the grey levels run from 0 to 255; expected 0 to 1. What makes white 1?",
    ),
    (
        lambda x: x * 255,
        "white should be 1; got 0.0039. Are the grey levels in [0, 1] before you "
        "divide?",
    ),
    (
        lambda x: (x + 1) / 2,
        "the grey levels run from -1 to 1; expected 0 to 1. Normalising comes later.",
    ),
    (
        lambda x: 0.3081 * x + 0.1307,
        "the grey levels are normalised already; expected 0 to 1.",
    ),
    (lambda x: 1 - x, "black and white have changed places."),
    (lambda x: x.T, "rows and columns have changed places. Which comes first?"),
    (lambda x: x.flip(0), "the images stand on their heads."),
    (lambda x: x.flip(1), "left and right have changed places."),
]
"""How to get back the image of a slip, and what to say of it; the first is none."""


def readable(files: list[File]) -> list[File]:
    """Return the files that can be read, in the order of folder, then name."""
    whole = [file for file in files if file["cut"] == 1]
    return sorted(whole, key=lambda file: file["path"])


def items_of(seen: Outcome) -> list[Outcome]:
    """Return the outcome of each item that was asked for."""
    items = seen.get("items")
    return outcomes(items, len(items)) if isinstance(items, list) else []


def pair_of(item: Outcome) -> tuple[Plain, Plain]:
    """Return an item's image and label; (None, None) if it is no pair."""
    value = item.get("value")
    if not isinstance(value, list) or len(value) != 2:
        return None, None
    return value[0], value[1]


def image_of(item: Outcome) -> torch.Tensor | None:
    """Return an item's image without dimensions of size 1, or None; float64."""
    image = pair_of(item)[0]
    image = image.get("tensor") if isinstance(image, dict) else image
    image = tensor_of({"value": image})
    if image is None:
        return None
    # A flat one is a matter of the shape, judged by itself.
    return (
        image.view(SIDE, SIDE) if len(image.flatten()) == SIDE**2 else image.squeeze()
    )


def places(files: list[File], items: list[Outcome], undo: Undo) -> Places:
    """Return for each item the place of the file that it shows, None if there is none.

    Args:
        files: readable ones, in order.
        items: what the learner's data set gave.
        undo: gets back the image from what a slip made of it.
    """
    left = dict(enumerate(files))
    result: Places = []
    for index, item in enumerate(items):
        image = image_of(item)
        # Most stand where they should: the first try is the last.
        order = sorted(left, key=lambda place, index=index: place != index)
        fitting = (
            p for p in order if image is not None and shows(image, left[p], undo)
        )
        place = next(fitting, None)
        left.pop(place, None)
        result.append(place)
    return result


def shows(image: torch.Tensor, file: File, undo: Undo) -> bool:
    """Whether an image shows a file's picture, after a slip is undone."""
    if image.shape != (SIDE, SIDE) or not image.isfinite().all():
        return False
    image, pixels = undo(image), file["pixels"].double() / 255
    if pixels.dim() == 3:
        shares, rest = colour_shares(image, pixels)
        near = abs(float(shares.sum()) - 1) < 0.05 and shares.min() > LEAST_SHARE
        return rest <= (_GREYED if len(pixels) == SIDE else _RESIZED) and bool(near)
    if pixels.shape == (SIDE, SIDE):
        return bool((image - pixels).abs().max() < _ROUNDED)
    return any(
        bool((image - version).abs().max() < _RESIZED) for version in _resized(pixels)
    )


def colour_shares(
    image: torch.Tensor, pixels: torch.Tensor
) -> tuple[torch.Tensor, float]:
    """Return how much of each colour is in a grey image, and what is left at most.

    Args:
        image: float64 (28, 28).
        pixels: float64 (H, W, 3).
    """
    channels = [_resized(channel)[0].flatten() for channel in pixels.unbind(dim=2)]
    colours = torch.stack(channels, dim=1)
    shares = torch.linalg.lstsq(colours, image.flatten()[:, None]).solution
    rest = image.flatten() - (colours @ shares).flatten()
    return shares.flatten(), float(rest.abs().max())


def _resized(pixels: torch.Tensor) -> list[torch.Tensor]:
    """Return a picture in 28 x 28: stretched, and with its longer side cut."""
    height, width = pixels.shape
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    cut = pixels[top : top + short, left : left + short]
    size = (SIDE, SIDE)
    return [
        F.interpolate(part[None, None], size, mode="bilinear", antialias=True)[0, 0]
        for part in (pixels, cut)
    ]
