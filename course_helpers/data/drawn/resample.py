"""Bring 8 x 8 digits to 28 x 28, turned, sheared, scaled and moved by small amounts.

The result is the same to the byte on every CPU. The resampling is a product of
matrices of whole numbers, exact in float32 as long as every sum stays below 2**24, in
whatever order a library adds. Angles come from whole numbers too: the mathematical
functions of the C library may differ in the last bit.
"""

import gzip
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from threadpoolctl import threadpool_limits

GROUP = 200  # images that share one change of shape

_FROM_CENTRE = 2 * np.arange(28) - 27  # in half pixels


@dataclass(frozen=True)
class Variation:
    """How far the images of a data set may differ from their originals.

    Attributes:
        turn: Largest tangent of half the angle, in 1/256.
        shear: Largest shear, in 1/256.
        zoom: Smallest and largest size of an original's pixel, in 1/100 pixel.
        shift: Largest move, in 1/256 of an original's pixel.
    """

    turn: int
    shear: int
    zoom: tuple[int, int]
    shift: int


def for_tests(labels: np.ndarray) -> np.ndarray:
    """Return the indices of the originals that pictures for tests are made from.

    Args:
        labels: Label of each original, int (N,). Of each digit every sixth is one.
    """
    # Stable: other ways to sort may order equal labels differently elsewhere.
    return np.argsort(labels, kind="stable")[::6]


def write_without_tests(source: Path, target: Path) -> None:
    """Write scikit-learn's file of originals anew, without those for tests.

    Args:
        source: Its packed table: a row an original, the label in the last column.
        target: File to write.
    """
    with gzip.open(source, "rt") as table:
        rows = table.readlines()
    labels = np.array([int(float(row.rpartition(",")[2])) for row in rows])
    hidden = set(for_tests(labels).tolist())
    with gzip.open(target, "wt", compresslevel=1) as table:
        table.writelines(row for n, row in enumerate(rows) if n not in hidden)


def draw(
    originals: np.ndarray,
    labels: np.ndarray,
    size: int,
    random: Random,
    variation: Variation,
) -> tuple[np.ndarray, np.ndarray]:
    """Draw a data set of varied images, in random order.

    Args:
        originals: float32 array (N, 64) of whole numbers from 0 to 16.
        labels: uint8 array (N,).
        size: Number of images to draw, a multiple of GROUP.
        random: Where every choice comes from.
        variation: How far images may differ from their originals.

    Returns:
        Images, uint8 array (size, 28, 28), white on black, and labels, uint8 (size,).
    """
    images = np.empty((size, 28 * 28), np.uint8)
    places = shuffled(size, random)
    chosen = np.arange(size) % len(originals)
    # Threads gain nothing on products this small, and on a busy machine lose much.
    with threadpool_limits(1, user_api="blas"):
        for start in range(0, size, GROUP):
            group = slice(start, start + GROUP)
            grey = originals[chosen[group]] @ _weights(random, variation)
            # Thin strokes or bold ones: what is darker becomes background.
            grey -= 0x8000 * between(8, 14, random)
            grey *= np.float32(255 / (6 * 0x10000))
            images[places[group]] = np.clip(grey, 0, 255, out=grey)
    mixed = np.empty(size, np.uint8)
    mixed[places] = labels[chosen]
    return images.reshape(-1, 28, 28), mixed


def between(low: int, high: int, random: Random) -> int:
    """Choose a whole number from low to high, both included.

    Python promises the same numbers for a seed in all its versions for random() only.
    """
    return low + int(random.random() * (high - low + 1))


def shuffled(size: int, random: Random) -> np.ndarray:
    """Return the numbers from 0 to size - 1 in random order, int64 (size,)."""
    return np.array(sorted(range(size), key=lambda _: random.random()))


def _weights(random: Random, variation: Variation) -> np.ndarray:
    """Return one random resampling as a matrix, float32 (64, 784), in 1/65536."""
    rows, columns = _source_positions(random, variation)
    pixels = 256 * np.arange(8)[:, None]
    by_row = _catmull_rom(np.abs(rows - pixels))
    by_column = _catmull_rom(np.abs(columns - pixels))
    return (by_row[:, None] * by_column).reshape(64, 784).astype(np.float32)


def _source_positions(
    random: Random, variation: Variation
) -> tuple[np.ndarray, np.ndarray]:
    """Map each new pixel to its row and column in the original, int64 (784,), in 1/256.

    With t the tangent of half an angle, its cosine is (1 - t^2) / (1 + t^2) and its
    sine 2t / (1 + t^2).
    """
    turn = between(-variation.turn, variation.turn, random)
    shear = between(-variation.shear, variation.shear, random)
    height, width = (between(*variation.zoom, random) for _ in range(2))
    down, right = (between(-variation.shift, variation.shift, random) for _ in range(2))
    divisor = 0x10000 + turn * turn
    cosine = ((0x10000 - turn * turn) << 16) // divisor
    sine = (512 * turn << 16) // divisor
    y, x = (grid.ravel() for grid in np.meshgrid(*[_FROM_CENTRE] * 2, indexing="ij"))
    rows = cosine * y - sine * x
    columns = sine * y + cosine * x + (shear * rows >> 8)
    # 512 turns half pixels in 1/65536 into pixels in 1/256; 896 / 256 is the centre.
    # A digit is narrower than it is high: 115 / 100 makes up for it.
    rows = rows * 100 // (512 * height) + 896 + down
    columns = columns * 10_000 // (512 * 115 * width) + 896 + right
    return rows, columns


def _catmull_rom(distance: np.ndarray) -> np.ndarray:
    """Weigh pixels by distance with the Catmull-Rom cubic, both in 1/256.

    Catmull and Rom, A class of local interpolating splines, 1974.
    """
    d = np.minimum(distance, 512)
    near = 3 * d**3 - 1280 * d**2 + 0x2000000
    far = -(d**3) + 1280 * d**2 - 0x80000 * d + 0x4000000
    return np.where(d < 256, near, far) // 0x20000
