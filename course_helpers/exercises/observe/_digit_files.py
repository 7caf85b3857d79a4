"""Lesson 11: folders of pictures with faults, and what DigitFiles reads in them."""

import io
import math
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from PIL import Image

from course_helpers.check.plain import Plain, attempt, call
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe._saving import without_folder

MOST_ITEMS = 100
"""More than any of the folders holds."""


def DigitFiles_inputs(seed: int) -> Plain:
    """Make folders of pictures: a tidy one, one with other classes, one for each fault.

    A fault of its own folder each: what one of them breaks is told by itself. Every
    class has pictures, but for the folder of other classes: some answers go through
    the digits, one by one.

    Returns:
        For each folder a list of files, in an order of their own: "path", below the
        folder, and "pixels", uint8 (H, W), or (H, W, 3) in colour. "cut" says which
        part of the file is there: 1 for all of it; 0 for other bytes than a picture's.
    """
    g = generator(seed)
    digits = [str(digit) for digit in range(10)]
    tens, *ones = (1 + torch.randperm(8, generator=g)[:3]).tolist()
    # Sorted as text or as numbers they stand in the same order.
    others = [*map(str, sorted(ones)), f"9{tens}"]
    folders = {
        "tidy": _files(g, digits * 3),
        "classes": _files(g, others * 3),
        **{fault: _files(g, digits * 2) for fault in ("colour", "size", "twice")},
        "mixed": _files(g, digits),
        "broken": _files(g, digits * 2),
    }
    coloured = [*_firsts(folders["colour"])[:3], folders["mixed"][0]]
    for file, size in zip(coloured, (28, 28, 28, 56), strict=True):
        channels = [_smooth(g, size, size) for _ in range(3)]
        file["pixels"] = torch.stack(channels, dim=2)
    sizes = (56, 56), (14, 14), (40, 32)
    for file, size in zip(_firsts(folders["size"]), sizes, strict=False):
        file["pixels"] = _smooth(g, *size)
    # Two in one folder: a picture in two classes would be another fault.
    for file in folders["twice"]:
        twin = next(f for f in folders["twice"] if f["path"][0] == file["path"][0])
        file["pixels"] = twin["pixels"]
    for file, share in zip(_firsts(folders["broken"]), (0.5, 0.8, 0.0), strict=False):
        file["cut"] = share
    return folders


def _files(g: torch.Generator, names: list[str]) -> list[dict[str, Plain]]:
    """Make a file for each name of a class, in random order, with random numbers."""
    numbers = torch.randperm(900, generator=g)[: len(names)].tolist()
    # Written in no order: what lists a folder as it comes has none either.
    order = torch.randperm(len(names), generator=g).tolist()
    return [
        {
            "path": f"{names[i]}/{100 + numbers[i]}.png",
            "pixels": _smooth(g, 28, 28),
            "cut": 1.0,
        }
        for i in order
    ]


def _firsts(files: list[dict[str, Plain]]) -> list[dict[str, Plain]]:
    """Return the file of each class that is read first.

    Where reading a folder ends at a fault, others of that class are always lost.
    """
    names = {file["path"][0]: file["path"] for file in sorted(files, key=_path)[::-1]}
    return [file for file in files if file["path"] in names.values()]


def _path(file: dict[str, Plain]) -> str:
    return file["path"]


def _smooth(g: torch.Generator, height: int, width: int) -> torch.Tensor:
    """Make a picture of three long waves from black to white, uint8 (H, W).

    It looks the same in any size, whichever way it is resized.
    """
    y = torch.arange(0.5, height)[:, None] / height
    x = torch.arange(0.5, width) / width
    picture = torch.zeros(height, width)
    for _ in range(3):
        down, right, start = (torch.rand(3, generator=g) * 2 - 1).tolist()
        picture += torch.cos(2 * math.pi * (0.8 * down * y + 0.8 * right * x + start))
    picture -= picture.min()
    return (255 * picture / picture.max()).round().to(torch.uint8)


def DigitFiles_observed(DigitFiles: Callable[..., Any], inputs: Plain) -> Plain:
    """Write every folder and let the learner's class read it."""
    seen = {}
    for kind, files in inputs.items():
        with TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folder = Path(name) / "digits"
            _write(folder, files)
            seen[kind] = without_folder(name, _read(DigitFiles, folder))
    return seen


def _write(folder: Path, files: list[dict[str, Plain]]) -> None:
    for file in files:
        path = folder / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        content = io.BytesIO()
        Image.fromarray(file["pixels"].numpy()).save(content, format="PNG")
        whole, share = content.getvalue(), file["cut"]
        rest = whole[: int(share * len(whole))]
        path.write_bytes(rest or b"Digits, written by hand.\n")


def _read(DigitFiles: Callable[..., Any], folder: Path) -> Plain:
    """Make the data set, and note its length, its items and what it skipped."""
    dataset, failure = attempt(DigitFiles, folder)
    if failure:
        return failure
    length = call(lambda: int(len(dataset)))
    count = min(length.get("value") or 0, MOST_ITEMS)
    items: list[Plain] = [{}] * max(count, 0)
    # Backwards: an index may come in any order.
    for index in reversed(range(len(items))):
        items[index] = _item(dataset, index)
    skipped = call(lambda: _names(dataset.skipped, folder))
    return {"length": length, "items": items, "skipped": skipped}


def _item(dataset: Any, index: int) -> Plain:
    result, failure = attempt(lambda: dataset[index])
    return failure or call(lambda: result)


def _names(paths: Any, folder: Path) -> list[str]:
    """Return paths as they are below the folder, whichever way they are written."""
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    real = os.path.realpath(folder)
    names = [os.fspath(path) for path in list(paths)[:MOST_ITEMS]]
    places = [os.path.realpath(os.path.join(folder, name)) for name in names]
    return [os.path.relpath(place, real).replace(os.sep, "/") for place in places]
