"""Folders that hold data: where to look, and how to fill the cache safely."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

from .idx import check_folder, is_complete, is_packed, unpack

DEBIAN_FASHION = Path("/usr/share/datasets/fashion-mnist")


def cache_folder() -> Path:
    """Return this user's cache folder of the course; it need not exist."""
    return user_cache_path("course-helpers", appauthor=False)


def search_folders() -> list[Path]:
    """Return the folders below which data may lie, in the order of search.

    Raises:
        NotADirectoryError: COURSE_DATA is set, but is no folder that can be read.
    """
    folders = [Path("data"), cache_folder()]
    chosen = os.environ.get("COURSE_DATA")
    if not chosen:
        return folders
    folder = Path(chosen).expanduser()
    if not os.path.isdir(folder) or not os.access(folder, os.R_OK | os.X_OK):
        raise NotADirectoryError(
            f"COURSE_DATA: expected a folder that can be read; got {chosen!r}. "
            "Correct it, or unset it to search ./data and the cache."
        )
    return [folder, *folders]


def real_raw(name: str) -> Path | None:
    """Return the first of these folders' that holds a real data set, plain or packed.

    Needs no torch, so that graders can ask.

    Args:
        name: Name of the data set's class, "MNIST" for example.
    """
    raws = [folder / name / "raw" for folder in search_folders()]
    if name == "FashionMNIST":
        # Debian's package has the files alone, without torchvision's folders.
        raws.append(DEBIAN_FASHION)
    return next(filter(is_packed, raws), None)


def unpacked(name: str) -> Path | None:
    """Return a real data set's folder as torchvision reads it; None if it is not here.

    Args:
        name: Name of the data set's class.

    Raises:
        ValueError: A file is damaged.
    """
    raw = real_raw(name)
    if raw is None or (raw != DEBIAN_FASHION and is_complete(raw)):
        return raw
    return keep(name, partial(unpack, raw)) / name / "raw"


def keep(name: str, fill: Callable[[Path], None], below: str = "") -> Path:
    """Make a data set once and keep it in the cache, in torchvision's layout.

    Where the cache cannot be written, a temporary folder of this process stands in.

    Args:
        name: Name of the data set's class, which is its folder's name.
        fill: Writes the four IDX files into the folder that it is given.
        below: Folder inside the cache to keep it in.

    Returns:
        The root folder to construct the data set's class with.
    """
    try:
        return ensure(cache_folder() / below, name, fill)
    except OSError:
        return ensure(Path(_temporary_folder().name) / below, name, fill)


def ensure(root: Path, name: str, fill: Callable[[Path], None]) -> Path:
    """Make a data set below a root folder unless it is there, whole or not at all.

    Args:
        root: Folder to keep it in.
        name: Name of the data set's class, which is its folder's name.
        fill: Writes the four IDX files into the folder that it is given.

    Returns:
        The root folder.

    Raises:
        OSError: The folder cannot be written.
        ValueError: The files do not fit together.
    """
    if not is_complete(root / name / "raw"):
        with _aside(root / name) as folder:
            raw = folder / "raw"
            raw.mkdir(parents=True)
            fill(raw)
            check_folder(raw)
    return root


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """Give a new folder's path that becomes `target` only if nothing goes wrong."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target: on one disk a rename happens wholly or not at all.
    with TemporaryDirectory(dir=target.parent, prefix=".making-") as aside:
        folder = Path(aside) / target.name
        yield folder
        if is_complete(target / "raw"):  # another process was faster
            return
        if target.exists():
            target.rename(Path(aside) / "incomplete")
        folder.rename(target)


@cache
def _temporary_folder() -> TemporaryDirectory:
    return TemporaryDirectory(prefix="course-helpers-")
