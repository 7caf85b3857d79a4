"""IDX files, the format of MNIST: a header of big-endian numbers, then bytes.

The header is 0, 0, 8 (unsigned bytes), the number of dimensions, then the size of each
dimension in four bytes.
"""

import gzip
import struct
import zlib
from os.path import isfile
from pathlib import Path

import numpy as np

IMAGES = {split: f"{split}-images-idx3-ubyte" for split in ("train", "t10k")}
LABELS = {split: f"{split}-labels-idx1-ubyte" for split in ("train", "t10k")}
FILES = (*IMAGES.values(), *LABELS.values())

_REMEDY = (
    "Put a whole copy there, or delete the file and fetch the data set again "
    'with "course data".'
)


class DataSetError(ValueError):
    """There is no such data set, or its files are damaged; str() says what to do."""


def is_complete(raw: Path) -> bool:
    """Tell whether a folder holds the four unpacked files of a data set."""
    # Path.is_file would raise where the folder may not be entered.
    return all(isfile(raw / name) for name in FILES)


def is_packed(raw: Path) -> bool:
    """Tell whether a folder holds the four files, each of them plain or as .gz."""
    return all(isfile(raw / n) or isfile(_packed(raw / n)) for n in FILES)


def check_folder(raw: Path) -> None:
    """Check that a folder's four files are whole and fit together.

    Args:
        raw: Folder with the four unpacked files.

    Raises:
        DataSetError: A file is truncated, is no IDX file, holds other shapes or labels
            than MNIST's, cannot be read, or has no label for each image.
    """
    for split in ("train", "t10k"):
        images, labels = raw / IMAGES[split], raw / LABELS[split]
        n_images, *size = _check_file(images, n_dims=3)
        if size != [28, 28] or n_images == 0:
            shape = " x ".join(map(str, (n_images, *size)))
            raise DataSetError(
                f"{images}: expected one image or more of 28 x 28; got {shape}. "
                + _REMEDY
            )
        (n_labels,) = _check_file(labels, n_dims=1)
        if n_labels != n_images:
            raise DataSetError(
                f"{labels}: expected a label for each of {n_images} images; "
                f"got {n_labels}. {_REMEDY}"
            )
        # Else a loss fails in the middle of a training: "Target 10 is out of bounds".
        highest = max(labels.read_bytes()[8:])
        if highest > 9:
            raise DataSetError(
                f"{labels}: expected labels 0 to 9; got {highest}. {_REMEDY}"
            )


def write_file(path: Path, values: np.ndarray) -> None:
    """Write an array of bytes as an IDX file.

    Args:
        path: File to write.
        values: uint8 array of any shape.
    """
    header = struct.pack(f">HBB{values.ndim}I", 0, 8, values.ndim, *values.shape)
    with path.open("wb") as file:
        file.write(header)
        file.write(np.ascontiguousarray(values))


def write_decoy(raw: Path, folder: Path) -> None:
    """Write other files for tests: every sixth image for training, with its label.

    For graders: code that may see these, and no others, cannot look a test image up.

    Args:
        raw: Folder with the four unpacked files of a data set.
        folder: Folder to write two files to.
    """
    for names in (IMAGES, LABELS):
        shape = _check_file(raw / names["train"], 3 if names is IMAGES else 1)
        length = 4 + 4 * len(shape)
        values = np.memmap(raw / names["train"], np.uint8, "r", length, shape)
        write_file(folder / names["t10k"], values[::6])


def unpack(source: Path, target: Path) -> None:
    """Copy the four files of a data set into a folder, unpacking the .gz among them.

    Args:
        source: Folder that holds each file plain or as .gz.
        target: Folder to write the plain files to.

    Raises:
        DataSetError: A file is damaged or cannot be read.
    """
    for name in FILES:
        plain = source / name
        path, opener = (plain, open) if isfile(plain) else (_packed(plain), gzip.open)
        try:
            with opener(path, "rb") as file:
                content = file.read()
        except (OSError, EOFError, zlib.error) as error:
            raise DataSetError(
                f"{path}: expected a whole file that can be read; got {error}. "
                + _REMEDY
            ) from error
        (target / name).write_bytes(content)


def _packed(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")


def _check_file(path: Path, n_dims: int) -> tuple[int, ...]:
    """Check a file's header and length; return the sizes of its dimensions."""
    length = 4 + 4 * n_dims
    try:
        with path.open("rb") as file:
            header = file.read(length)
        size = path.stat().st_size
    except OSError as error:
        raise DataSetError(
            f"{path}: expected a file that can be read; got {error.strerror}. "
            "Check its owner and permissions."
        ) from error
    magic = bytes([0, 0, 8, n_dims])
    if header[:4] != magic:
        raise DataSetError(
            f"{path}: expected an IDX file that begins with {magic.hex(' ')}; "
            f"got {header[:4].hex(' ') or 'an empty file'}. {_REMEDY}"
        )
    if len(header) < length:
        raise DataSetError(
            f"{path}: expected a header of {length} bytes; got {len(header)}. {_REMEDY}"
        )
    shape = struct.unpack(f">{n_dims}I", header[4:])
    expected = length + int(np.prod(shape, dtype=np.uint64))
    if size != expected:
        raise DataSetError(
            f"{path}: expected {expected:,} bytes, as its header says; "
            f"got {size:,}. {_REMEDY}"
        )
    return shape
