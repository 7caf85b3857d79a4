"""Make pictures of digits harder to read: neighbours, lines, noise, less contrast."""

from hashlib import shake_128
from random import Random

import numpy as np

from .resample import GROUP, between, shuffled

_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))
_BANK = 256  # different lines, and different noises


def add_clutter(images: np.ndarray, random: Random) -> np.ndarray:
    """Put pieces of other digits, a line and noise into each picture.

    Like the resampling it uses whole numbers only, so every CPU makes the same bytes.

    Args:
        images: uint8 array (N, 28, 28), N a multiple of GROUP.
        random: Where every choice comes from.

    Returns:
        New uint8 array of the same shape.
    """
    lines, noise = _lines(random), _noise()
    places, others = (shuffled(len(images), random) for _ in range(2))
    cluttered = np.empty_like(images)
    for start in range(0, len(images), GROUP):
        part = slice(start, start + GROUP)
        group = places[part]  # neighbours in the data set must not share their clutter
        picture = _faded(images[group], between(160, 255, random))
        for other in (others[part], others[::-1][part]):
            piece = _pushed_aside(images[other], random)
            piece = _faded(piece, between(100, 230, random))
            np.maximum(picture, piece, out=picture)
        np.maximum(picture, lines[shuffled(_BANK, random)[:GROUP]], out=picture)
        picture += noise[shuffled(_BANK, random)[:GROUP]]
        cluttered[group] = np.clip(picture, 0, 255, out=picture)
    return cluttered


def _faded(images: np.ndarray, strength: int) -> np.ndarray:
    """Scale images by strength / 256; returns int16."""
    # 16 bits hold 255 * 256, and later the sums with noise, below zero too.
    return (images.astype(np.uint16) * strength >> 8).astype(np.int16)


def _pushed_aside(images: np.ndarray, random: Random) -> np.ndarray:
    """Move images over one edge, so that only a piece of each is left in sight."""
    side = _SIDES[between(0, 3, random)]
    far, along = between(15, 20, random), between(-8, 8, random)
    down, right = (far * step if step else along for step in side)
    moved = np.zeros_like(images)
    moved[:, _part(down), _part(right)] = images[:, _part(-down), _part(-right)]
    return moved


def _part(move: int) -> slice:
    return slice(max(move, 0), 28 + min(move, 0))


def _lines(random: Random) -> np.ndarray:
    """Draw straight lines about one pixel wide, int16 (_BANK, 28, 28)."""
    y, x = np.meshgrid(np.arange(28), np.arange(28), indexing="ij")
    lines = np.empty((_BANK, 28, 28), np.int16)
    for line in lines:
        a, b = between(1, 16, random), between(-16, 16, random)
        through = a * between(3, 24, random) + b * between(3, 24, random)
        # In place of the root of a² + b²: whole numbers only.
        width = max(a, abs(b))
        distance = np.abs(a * y + b * x - through)
        grey = np.clip(455 - 400 * distance // width, 0, 255)
        line[:] = grey * between(80, 180, random) // 255
    return lines


def _noise() -> np.ndarray:
    """Return noise from -40 to 39, int16 (_BANK, 28, 28)."""
    stream = shake_128(b"noise").digest(_BANK * 28 * 28)
    noise = np.frombuffer(stream, np.uint8).astype(np.int16)
    return ((noise - 128) * 40 >> 7).reshape(_BANK, 28, 28)
