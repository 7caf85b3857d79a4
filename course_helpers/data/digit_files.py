"""A folder of small pictures, one folder a class, with the faults of real data."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from .loading import load_data

RARE_CLASS = 8
"""The class of which there is only a tenth."""
# One in each of four classes, so that every fault is met by itself.
_COLOURED = "1/023.png"
_DUPLICATE, _ORIGINAL = "4/031.png", "4/012.png"
_BROKEN = "6/017.png"
_LARGE = "9/005.png"
_INK = (255, 176, 64)


def write_digit_files(
    folder: str | Path = "digit_files", images_per_class: int = 40
) -> Path:
    """Write digits as PNG files, folder/<class>/<number>.png, with a few faults.

    The digits are the first of load_data's training part, MNIST's or the embedded
    ones: 28 x 28 pixels, white on black. As in data that people have collected, one
    file is broken, one image coloured, one of 56 x 56 pixels, one there twice, and one
    class has a tenth of the images of the others.

    A second call writes the same files again. Other files in the folder stay.

    Args:
        folder: Where to write; made if it is not there.
        images_per_class: How many, from 32; the rare class gets a tenth of them.

    Returns:
        The folder.

    Raises:
        ValueError: So few images leave no place for the faults, or so many are not
            there.
        OSError: The folder cannot be written.
    """
    folder = Path(folder)
    for path, content in _files(images_per_class):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def _files(images_per_class: int) -> Iterator[tuple[str, bytes]]:
    """Yield each file's path below the folder, and its content."""
    images = {
        f"{digit}/{number:03}.png": image
        for digit, rows in enumerate(_digits(images_per_class))
        for number, image in enumerate(rows)
    }
    images[_DUPLICATE] = images[_ORIGINAL]
    # Not by a filter: whole pixels are the same with every version of Pillow.
    images[_LARGE] = images[_LARGE].repeat(2, axis=0).repeat(2, axis=1)
    images[_COLOURED] = (images[_COLOURED][:, :, None] / 255 * _INK).astype(np.uint8)
    for path, image in images.items():
        content = _png(image)
        # Cut off, as by a full disk: it opens, and fails where its pixels are read.
        yield path, content[: len(content) // 2] if path == _BROKEN else content


def _digits(images_per_class: int) -> list[np.ndarray]:
    """Return the images of each class, uint8 (N, 28, 28)."""
    train = load_data("mnist")[0].dataset
    pixels = train.dataset.data[train.indices].numpy()
    labels = train.dataset.targets[train.indices].numpy()
    most = int(np.bincount(labels, minlength=10).min())
    fewest = 1 + max(int(path[2:5]) for path in (_COLOURED, _DUPLICATE, _BROKEN))
    if not fewest <= images_per_class <= most:
        raise ValueError(
            f"write_digit_files: images_per_class must be from {fewest} to {most:,}; "
            f"got {images_per_class!r}. Try 40."
        )
    counts = [images_per_class] * 10
    counts[RARE_CLASS] //= 10
    return [
        pixels[(labels == digit).nonzero()[0][:count]]
        for digit, count in enumerate(counts)
    ]


def _png(image: np.ndarray) -> bytes:
    content = BytesIO()
    Image.fromarray(image).save(content, format="PNG")
    return content.getvalue()
