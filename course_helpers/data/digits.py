"""Digits, a data set that needs no network, in MNIST's format.

It is made from scikit-learn's 1,797 digits of 8 x 8 pixels (UCI, CC BY 4.0). A test
holds a hash of all its bytes.
"""

from pathlib import Path
from random import Random

import numpy as np

from ._torchvision import datasets
from .drawn.clutter import add_clutter
from .drawn.resample import Variation, draw, for_tests
from .idx import IMAGES, LABELS, write_file
from .places import ensure

_GENTLE = Variation(turn=26, shear=38, zoom=(225, 270), shift=115)
_STRONG = Variation(turn=40, shear=55, zoom=(195, 270), shift=200)
_SIZES = {"train": 60_000, "t10k": 10_000}


class Digits(datasets.MNIST):
    """Handwritten digits like MNIST's, 60,000 for training and 10,000 for tests.

    The pictures for training and for tests come from different originals. Used as
    torchvision's MNIST; with download=True the files are made, not downloaded.
    """

    # It is never downloaded, least of all MNIST's files of the same names.
    mirrors: list[str] = []

    def download(self) -> None:
        """Make the files below the root folder, unless they are there."""
        ensure(Path(self.root), type(self).__name__, self.write)

    @classmethod
    def write(cls, raw: Path) -> None:
        """Make the data set and write its four IDX files into a folder."""
        for seed, (split, originals) in enumerate(_originals().items()):
            images, labels = cls._make(*originals, _SIZES[split], Random(seed))
            write_file(raw / IMAGES[split], images)
            write_file(raw / LABELS[split], labels)

    @staticmethod
    def _make(
        originals: np.ndarray, labels: np.ndarray, size: int, random: Random
    ) -> tuple[np.ndarray, np.ndarray]:
        return draw(originals, labels, size, random, _GENTLE)


class HardDigits(Digits):
    """Digits that are about as hard to tell apart as the garments of Fashion-MNIST."""

    @staticmethod
    def _make(
        originals: np.ndarray, labels: np.ndarray, size: int, random: Random
    ) -> tuple[np.ndarray, np.ndarray]:
        images, labels = draw(originals, labels, size, random, _STRONG)
        return add_clutter(images, random), labels


def _originals() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Split the originals: of each digit every sixth is for the test set.

    Returns:
        For "train" and "t10k" the pixels, float32 (N, 64) with whole numbers from 0 to
        16, and the labels, uint8 (N,).
    """
    from sklearn.datasets import load_digits  # takes a second, rarely needed

    pixels, labels = load_digits(return_X_y=True)
    pixels, labels = pixels.astype(np.float32), labels.astype(np.uint8)
    test = for_tests(labels)
    train = np.setdiff1d(np.arange(len(labels)), test)
    return {
        "train": (pixels[train], labels[train]),
        "t10k": (pixels[test], labels[test]),
    }
