"""Which data sets grading uses: the real ones if both are here, else the embedded."""

import os
from pathlib import Path

from course_helpers.data.idx import is_packed
from course_helpers.data.places import DEBIAN_FASHION, cache_folder, search_folders

_REAL = ("MNIST", "FashionMNIST")


def real() -> bool:
    """Return whether lessons get the real data sets in grading."""
    if os.environ.get("COURSE_OFFLINE", "") not in ("", "0"):
        return False
    return all(map(_is_here, _REAL))


def _is_here(name: str) -> bool:
    found = any(is_packed(folder / name / "raw") for folder in search_folders())
    return found or (name == "FashionMNIST" and is_packed(DEBIAN_FASHION))


def chosen_folder() -> Path | None:
    """Return the folder that is searched before the cache, if there is one."""
    folder = Path(os.environ.get("COURSE_DATA") or "data").expanduser().resolve()
    return folder if folder.is_dir() else None


def mounts() -> list[tuple[Path, str]]:
    """Return the folders with data, each with its place in the sandbox."""
    cache, chosen = cache_folder(), chosen_folder()
    found = [(cache, f"/cache/{cache.name}")] if cache.is_dir() else []
    return [*found, (chosen, "/data")] if chosen else found


def environment(in_sandbox: bool) -> dict[str, str]:
    """Return the variables that let code find these data sets and no others."""
    chosen = chosen_folder()
    place = {"COURSE_DATA": "/data" if in_sandbox else str(chosen)} if chosen else {}
    cache = "/cache" if in_sandbox else str(cache_folder().parent)
    offline = "" if real() else "1"
    return {"XDG_CACHE_HOME": cache, "COURSE_OFFLINE": offline, **place}
