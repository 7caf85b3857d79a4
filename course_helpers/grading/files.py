"""Files of strangers, read without risk; and folders that one process writes to."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from course_helpers.grading.errors import CourseError

MIB = 2**20
MAX_NOTEBOOK = 20 * MIB
"""Bytes of the largest hand-in that is read."""


class UnreadableError(Exception):
    """A hand-in that is not read; str() says why, in one line for a person."""


class MissingError(UnreadableError):
    """A hand-in that the system does not give: nothing can be said about it."""


def printable(text: str) -> str:
    """Return a stranger's text fit for one line of a terminal."""
    # Names may hold codes that colour, move or erase what a terminal shows.
    safe = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return "".join(safe)[:200]


def read_regular(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file, without ever waiting or following a link.

    Raises:
        MissingError: it is not there, or the system refuses.
        UnreadableError: it is something else, or it is larger than limit.
    """
    return read_with_status(path, limit)[0]


def read_with_status(
    path: Path, limit: int, folder: int | None = None
) -> tuple[bytes, os.stat_result]:
    """Return the bytes of a regular file, and its status once they were read.

    Args:
        path: the file.
        limit: the most bytes.
        folder: the descriptor of the folder in which it lies; else the working folder.

    Raises:
        MissingError, UnreadableError: as `read_regular`.
    """
    try:
        # For a clear message; against a link put there later O_NOFOLLOW helps.
        status = os.stat(path, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISLNK(status.st_mode):
            raise UnreadableError("it is a symbolic link; links are never followed")
        # Without O_NONBLOCK, opening a pipe would wait for somebody to write.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        descriptor = os.open(path, flags, dir_fd=folder)
        with open(descriptor, "rb") as file:
            # Of what was opened, not of the path, which may lead elsewhere by now.
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError("expected a regular file")
            if status.st_size > limit:
                raise UnreadableError(too_large(status.st_size, limit))
            # One byte more shows a file that grew since.
            data = file.read(limit + 1)
            status = os.fstat(descriptor)
    except OSError as error:
        raise MissingError(f"it cannot be read ({error.strerror})") from None
    if len(data) > limit:
        raise UnreadableError(too_large(len(data), limit))
    return data, status


def too_large(size: int, limit: int) -> str:
    """Say that something is over a limit, both in bytes."""
    return f"expected at most {limit:,} bytes; got {size:,}"


@contextmanager
def one_writer(folder: Path, busy: str) -> Iterator[None]:
    """Hold a folder, which is made if need be, so that no other process writes to it.

    Args:
        folder: the folder.
        busy: what to say and do where somebody else holds it.

    Raises:
        CourseError: somebody else holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        # The system frees it when its holder dies, so nothing is left to clean up.
        with FileLock(folder / ".lock", timeout=0):
            yield
    except Timeout:
        raise CourseError(busy) from None
