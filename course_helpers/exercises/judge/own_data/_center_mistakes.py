"""What center should give, what known mistakes give, and what to say of them."""

import math
from collections.abc import Callable
from itertools import product

import torch
import torch.nn.functional as F

from course_helpers.check.compare import Mistakes

Moves = tuple[float, float]
"""How far down and how far to the right."""

_PLACES = torch.arange(28, dtype=torch.float64)
_TIE = 1e-6
"""More than float32 sums err in the place of the middle."""


def moved(image: torch.Tensor, down: int, right: int) -> torch.Tensor:
    """Return an image (1, H, W) moved by whole pixels, its ink lost beyond the edge."""
    # A negative pad crops; no copying of slices, as learners do it.
    return F.pad(image, (right, -right, down, -down))


def moves_of(image: torch.Tensor) -> Moves:
    """Return the way from the centre of mass to the middle; (0, 0) without ink."""
    ink = image[0].to(torch.float64)
    if not ink.sum():
        return 0.0, 0.0
    down, right = (13.5 - (ink.sum(d) * _PLACES).sum() / ink.sum() for d in (1, 0))
    return float(down), float(right)


def centred(image: torch.Tensor) -> list[torch.Tensor]:
    """Return all right results: more than one where a move lies between two pixels."""
    ways = (
        sorted({math.floor(m + 0.5 - _TIE), math.floor(m + 0.5 + _TIE)})
        for m in moves_of(image)
    )
    return [moved(image, *way) for way in product(*ways)]


def center_mistakes(image: torch.Tensor) -> Mistakes:
    """Return what wrong functions give, in the same order for every image."""
    down, right = map(round, moves_of(image))
    return [
        (image, "the ink is where it was. Does the moved image come back?"),
        (
            image.roll((down, right), (1, 2)),
            "ink that leaves at one edge comes back at "
            "the other. What belongs where nothing moves in?",
        ),
        *_of_other_ways(image, down, right),
        *_of_other_middles(image),
    ]


def _of_other_ways(image: torch.Tensor, down: int, right: int) -> Mistakes:
    """Return what comes of right moves that go elsewhere."""
    again = moved(image, down, right)
    turned = "rows and columns have changed places. Which sum belongs to the rows?"
    half = "it moves in one direction only. Which of the two sums is left?"
    away = "it moves away from the middle. Which of the two is subtracted?"
    mistakes = [
        (moved(image, right, down), turned),
        (moved(image, -down, -right), away),
        (moved(image, -right, -down), away),
        (moved(image, -down, right), away),
        (moved(image, down, -right), away),
        (moved(image, down, 0), half),
        (moved(image, 0, right), half),
        (
            moved(again, *map(round, moves_of(again))),
            "it moves more than once. The centre is measured with all of the ink.",
        ),
    ]
    ink = image[0].nonzero()
    if len(ink):
        low, high = ink.amin(0), 27 - ink.amax(0)
        stopped = [
            max(-int(a), min(int(b), m))
            for a, b, m in zip(low, high, (down, right), strict=True)
        ]
        stop = "it stops where ink meets the edge. What is beyond the edge is lost."
        mistakes.append((moved(image, *stopped), stop))
    else:  # As many as for any image: the judge asks which mistake explains all.
        mistakes.append((image, ""))
    return mistakes


def _of_other_middles(image: torch.Tensor) -> Mistakes:
    """Return what comes of other middles, and of other ways to whole pixels."""
    down, right = moves_of(image)
    ink = image[0]
    box = "this is the middle of the ink's box. Dark pixels weigh less than light ones."
    count = "each pixel with ink counts alike. How much does a grey one weigh?"
    peak = "the lightest pixel is in the middle. All of the ink has a say."
    cut = "the move is not to the nearest pixel. What becomes of -3.7, what of 3.7?"
    mistakes = []

    def add(ways: Moves, function: Callable[[float], int], message: str) -> None:
        mistakes.append((moved(image, *map(function, ways)), message))

    add((down, right), math.trunc, cut)
    for middle in (14, 13):
        # Also what rounding each move up, or each down, gives.
        aim = f"the middle seems to be {middle}. Where is it for pixels 0 to 27, and "
        aim += "which whole number is nearest to a move of -3.7?"
        ways = down + middle - 13.5, right + middle - 13.5
        add(ways, round, aim)
        add(ways, math.trunc, aim)
    add(_mean_place(ink > 0), round, count)
    spots = (ink > 0).nonzero()
    low, high = (spots.amin(0), spots.amax(0)) if len(spots) else (_MIDDLE, _MIDDLE)
    add(tuple((13.5 - (low + high) / 2).tolist()), round, box)
    place = divmod(int(ink.argmax()), 28)
    add((13.5 - place[0], 13.5 - place[1]), round, peak)
    return mistakes


_MIDDLE = torch.tensor([13.5, 13.5])


def _mean_place(mask: torch.Tensor) -> Moves:
    return moves_of(mask[None].to(torch.float64))
