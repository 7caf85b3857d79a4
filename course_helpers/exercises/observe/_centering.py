"""Lesson 11: inputs and observations of center."""

import torch

from course_helpers.check.plain import Plain, attempt, call, copied, plain
from course_helpers.check.seeds import generator

_PLACES = torch.arange(28, dtype=torch.float64)
_CLOSE, _FAR = (0.15, 0.4), (0.6, 0.85)
"""Parts of a pixel that are left over: rounding and cutting agree, or do not.

Far enough from a half that sums in float32 round alike.
"""


def center_inputs(seed: int) -> Plain:
    """Make images by kind, float32 (1, 28, 28) from 0 to 1.

    Returns:
        "whole", "nearest": no ink gets lost, and cutting rounds as it should, or not;
        "edge": ink gets lost; "still": one direction needs no move, or both; "tie":
        the middle lies between two places; "empty": no ink. Of the first three one
        image for each direction, down or up and right or left.
    """
    g = generator(seed)
    ways = [(down, right) for down in (1, -1) for right in (1, -1)]
    return {
        "whole": [_blob(g, _CLOSE, way) for way in ways],
        "nearest": [_blob(g, _FAR, way) for way in ways],
        "edge": [_corner(g, way) for way in ways],
        "still": [_blob(g, _CLOSE, way) for way in ((0, 1), (-1, 0), (0, 0))],
        "tie": [_tie(g)],
        "empty": [torch.zeros(1, 28, 28)],
    }


def center_observed(center: object, inputs: Plain) -> Plain:
    """Call the learner's function on every image; note what becomes of the image."""
    return {
        kind: [_moved(center, i) for i in images] for kind, images in inputs.items()
    }


def _moved(center: object, image: torch.Tensor) -> Plain:
    given = copied(image)
    # Not `call` on it: it would hand on a copy, and show no change.
    result, failure = attempt(center, given)
    # Before the result is read: it may be the very image that was given.
    return (failure or call(lambda: result)) | {"given": plain(given)}


def _number(g: torch.Generator, low: int, high: int) -> int:
    return int(torch.randint(low, high + 1, (), generator=g))


def _moves(image: torch.Tensor) -> list[float]:
    """Return how far down and right the centre of mass is from the middle."""
    ink = image[0].double()
    return [float(13.5 - (ink.sum(d) * _PLACES).sum() / ink.sum()) for d in (1, 0)]


def _fits(moves: list[float], part: tuple[float, float], way: tuple[int, int]) -> bool:
    """Whether an image has to be moved this way, with such a part left over."""
    low, high = part
    whole = all(
        (abs(move) < 0.45) if not sign else move * sign > 1
        for move, sign in zip(moves, way, strict=True)
    )
    return whole and all(low < abs(move) % 1 < high for move in moves)


def _blob(
    g: torch.Generator, part: tuple[float, float], way: tuple[int, int]
) -> torch.Tensor:
    """Draw uneven ink at a place from which all of it can be moved."""
    while True:
        image = torch.zeros(1, 28, 28)
        height, width = _number(g, 7, 11), _number(g, 7, 11)
        top, left = (_start(g, n, w) for n, w in zip((height, width), way, strict=True))
        patch = torch.rand(height, width, generator=g)
        # A digit has holes. And most ink on one side: the middle of its box is not its
        # centre of mass, and neither is the mean place of its pixels.
        patch = patch * (torch.rand(height, width, generator=g) < 0.7)
        patch[: height // 2, : width // 2] *= 0.2
        image[0, top : top + height, left : left + width] = patch
        moves = _moves(image)
        apart = abs(abs(moves[0]) - abs(moves[1])) > 1 or way == (0, 0)
        if apart and _fits(moves, part, way):
            return image


def _start(g: torch.Generator, size: int, sign: int) -> int:
    """Choose the first row or column of ink that is to be moved this way."""
    if not sign:
        return 14 - size // 2 - _number(g, 0, 2)
    start = _number(g, 1, 5)
    return start if sign > 0 else 28 - size - start


def _corner(g: torch.Generator, way: tuple[int, int]) -> torch.Tensor:
    """Draw much ink near a corner, and thin ink all over the opposite edges."""
    while True:
        image = torch.zeros(1, 28, 28)
        height, width = _number(g, 5, 9), _number(g, 5, 9)
        image[0, 2 : 2 + height, 1 : 1 + width] = torch.rand(height, width, generator=g)
        image[0, 25:, 3:] = torch.rand(3, 25, generator=g) / 20
        image[0, 3:, 26:] = torch.rand(25, 2, generator=g) / 20
        down, right = way
        image = image.flip([d for d, sign in ((1, down), (2, right)) if sign < 0])
        moves = _moves(image)
        if _fits(moves, _CLOSE, way):
            return image


def _tie(g: torch.Generator) -> torch.Tensor:
    """Draw one dot: it lies in a pixel, the middle of the image between four."""
    image = torch.zeros(1, 28, 28)
    image[0, _number(g, 2, 9), _number(g, 17, 25)] = 1
    return image
