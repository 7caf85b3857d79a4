"""Files written all together, or not at all."""

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from course_helpers.files import write_whole
from course_helpers.grading.errors import CourseError


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raise CourseError if there is a file already where a new one belongs."""
    for path in paths:
        if path.exists():
            raise CourseError(
                f"{path}: expected no such file; it is there. Move it away, or choose "
                "another name."
            )


def write_all(texts: Mapping[Path, str]) -> None:
    """Write files; if one cannot be written, leave all as it was.

    Args:
        texts: what each file is to hold.

    Raises:
        CourseError: one of them cannot be written.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    parents = {parent for path in texts for parent in path.parents}
    new_folders = [parent for parent in parents if not parent.exists()]
    try:
        for path, text in texts.items():
            write_whole(path, text.encode())
    except BaseException as error:  # Ctrl-C must not leave half an exercise either
        _take_back(before, new_folders)
        if not isinstance(error, OSError):
            raise
        raise CourseError(
            f"{path}: expected to write it; got {error.strerror}. Nothing was written."
        ) from None


def _take_back(before: Mapping[Path, bytes | None], folders: list[Path]) -> None:
    for path, data in before.items():
        with contextlib.suppress(OSError):
            if data is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != data:
                write_whole(path, data)
    for folder in sorted(folders, reverse=True):  # what lies in another one first
        with contextlib.suppress(OSError):
            folder.rmdir()
