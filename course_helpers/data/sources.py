"""Find a data set by name, here, on the network, or as the embedded Digits.

| name            | real data               | stands in for it |
| --------------- | ----------------------- | ---------------- |
| "mnist"         | torchvision's MNIST     | Digits           |
| "fashion-mnist" | torchvision's           | HardDigits       |
| "digits"        | none, it is embedded    |                  |
"""

import os
from functools import partial
from pathlib import Path

from ._torchvision import check_integrity, datasets
from .digits import Digits, HardDigits
from .download import DownloadError, download_files
from .idx import DataSetError, check_folder, is_packed
from .places import cache_folder, keep, real_raw, unpacked

_REAL = {"mnist": datasets.MNIST, "fashion-mnist": datasets.FashionMNIST}
_EMBEDDED = {"mnist": Digits, "fashion-mnist": HardDigits, "digits": Digits}
_ALIASES = {"fashion": "fashion-mnist", "fashionmnist": "fashion-mnist"}

# A new kind of pictures needs a new folder, or an old cache would go on being used.
_EMBEDDED_FOLDER = "embedded-1"

# Of the unpacked files; torchvision has those of the packed ones only.
_MD5 = {
    "mnist": {
        "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
        "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
        "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
        "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
    },
    "fashion-mnist": {
        "train-images-idx3-ubyte": "f4a8712d7a061bf5bd6d2ca38dc4d50a",
        "train-labels-idx1-ubyte": "9018921c3c673c538a1fc5bad174d6f9",
        "t10k-images-idx3-ubyte": "8181f5470baa50b63fa0f6fddb340f0a",
        "t10k-labels-idx1-ubyte": "15d484375f8d13e6eb1aabb0c3f46965",
    },
}

_NOWHERE = "none in $COURSE_DATA, ./data or the cache"

_announced: set[str] = set()
# Or every cell that loads data would wait for the same time-outs again.
_download_failed: set[str] = set()


def find_dataset(name: str, download: bool = True) -> tuple[type[datasets.MNIST], Path]:
    """Find a data set as a torchvision class and the root folder to construct it with.

    Looks in $COURSE_DATA, ./data, the user's cache folder and Debian's package folder,
    then downloads. Where all fails, or COURSE_OFFLINE=1 is set, embedded digits stand
    in; one line on stdout says so, once.

    Args:
        name: "mnist", "fashion-mnist" or "digits", in any case.
        download: Whether to download what is nowhere on this machine.

    Returns:
        The class and the root: `Dataset(root, train=True, transform=transform)` works.

    Raises:
        DataSetError: Unknown name, or damaged files were found.
        NotADirectoryError: COURSE_DATA is set, but is no folder that can be read.
    """
    name = _canonical(name)
    if name not in _REAL:
        return _embedded(name)
    if _offline():
        return _stand_in(name, "COURSE_OFFLINE=1 is set", "Unset it")
    root = _on_this_machine(name)
    if root is None and not download:
        return _stand_in(name, f"{_NOWHERE}, and download=False")
    if root is None and name not in _download_failed:
        try:
            root = _downloaded(name)
        except DownloadError as error:
            _download_failed.add(name)
            return _stand_in(name, f"{_NOWHERE}, and the download failed ({error})")
    return (_REAL[name], root) if root else _embedded(name)


def where(name: str) -> Path | None:
    """Say where a data set lies on this machine, without downloading or making it.

    Args:
        name: "mnist", "fashion-mnist" or "digits", in any case.

    Returns:
        The folder, or None if it is nowhere. COURSE_OFFLINE makes no difference.

    Raises:
        DataSetError: Unknown name.
        NotADirectoryError: COURSE_DATA is set, but is no folder that can be read.
    """
    raw = _first_raw_folder(_canonical(name))
    return _root(raw) if raw else None


def fetch(name: str) -> Path:
    """Find or download a data set and verify its checksums.

    Args:
        name: "mnist", "fashion-mnist" or "digits", in any case.

    Returns:
        The root folder that holds it.

    Raises:
        OSError: It is nowhere and cannot be downloaded, or COURSE_DATA is no folder.
        DataSetError: Unknown name, or damaged files were found.
    """
    name = _canonical(name)
    if name not in _REAL:
        return _embedded(name)[1]
    root = _on_this_machine(name)
    try:
        root = root or _downloaded(name)
    except DownloadError as error:
        raise OSError(
            f"{name}: {_NOWHERE}, and the download failed ({error}). Try again online, "
            f"or set COURSE_DATA to a folder that holds {_REAL[name].__name__}/raw."
        ) from error
    _verify(name, root)
    return root


def _canonical(name: str) -> str:
    lower = str(name).strip().lower().replace("_", "-").replace(" ", "-")
    canonical = _ALIASES.get(lower, lower)
    if canonical not in _EMBEDDED:
        raise DataSetError(
            f"data set: expected one of {', '.join(map(repr, _EMBEDDED))}; "
            f"got {name!r}. Check the spelling."
        )
    return canonical


def _offline() -> bool:
    # The sandbox sets it to nothing where the real data is at hand.
    return os.environ.get("COURSE_OFFLINE", "0") not in ("", "0")


def _stand_in(
    name: str, reason: str, remedy: str = ""
) -> tuple[type[datasets.MNIST], Path]:
    """Say once why the real data is not used, and return the embedded digits."""
    if name not in _announced:
        _announced.add(name)
        remedy = remedy or f'Run "course data {name}" once online'
        print(
            f"{name}: {reason}; embedded digits stand in for it. "
            f"{remedy} for the real data."
        )
    return _embedded(name)


def _embedded(name: str) -> tuple[type[datasets.MNIST], Path]:
    dataset_class = _EMBEDDED[name]
    root = keep(dataset_class.__name__, dataset_class.write, below=_EMBEDDED_FOLDER)
    return dataset_class, root


def _on_this_machine(name: str) -> Path | None:
    """Return the root of the real data, unpacked and checked, or None."""
    raw = unpacked(_REAL[name].__name__)
    if raw is None:
        return None
    # Of a file that was cut off torchvision says only that some shape is invalid.
    check_folder(raw)
    return _root(raw)


def _downloaded(name: str) -> Path:
    if _offline():
        raise DownloadError("COURSE_OFFLINE=1 is set")
    return keep(_REAL[name].__name__, partial(download_files, _REAL[name]))


def _first_raw_folder(name: str) -> Path | None:
    """Return the first folder that holds a data set's files, plain or packed."""
    if name in _REAL:
        return real_raw(_REAL[name].__name__)
    raw = cache_folder() / _EMBEDDED_FOLDER / _EMBEDDED[name].__name__ / "raw"
    return raw if is_packed(raw) else None


def _root(raw: Path) -> Path:
    """Return a raw folder's root; Debian's folder is its own."""
    return raw.parents[1] if raw.name == "raw" else raw


def _verify(name: str, root: Path) -> None:
    for filename, md5 in _MD5[name].items():
        path = root / _REAL[name].__name__ / "raw" / filename
        if not check_integrity(path, md5):
            raise DataSetError(
                f"{path}: expected the published file, md5 {md5}; got another content. "
                f'Delete this file and run "course data {name}" again.'
            )
