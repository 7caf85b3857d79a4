"""Find notebooks in folders that nobody may trust.

No link is followed, nothing but a regular file is opened, and every limit is checked
before anything is read.
"""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from course_helpers.grading.files import (
    printable,
    read_regular,
)
from course_helpers.grading.limits import SourceLimits

# Hand-ins lie three or four deep; folders can be nested without end.
MAX_DEPTH = 10
# Opened in turn, archives in archives would unpack without bound.
NESTED = "it is an archive; unpack it and collect it with --student"
_NESTED = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst")


@dataclass(frozen=True)
class Refused:
    """Something that was not collected.

    Attributes:
        what: its name as found, safe to print.
        reason: one line, for a person.
    """

    what: str
    reason: str


@dataclass(frozen=True)
class NotebookFile:
    """A notebook in a source, or what may have been handed in instead.

    Attributes:
        parts: the folders in which it lies, outermost first, and its own name.
        read: returns its bytes, or raises UnreadableError.
        is_notebook: whether its name is a notebook's.
    """

    parts: tuple[str, ...]
    read: Callable[[], bytes]
    is_notebook: bool = True

    def refused(self, reason: object) -> Refused:
        """Return the refusal of this notebook."""
        return Refused(printable("/".join(self.parts)), str(reason))


def in_folder(root: Path, limits: SourceLimits) -> Iterator[NotebookFile | Refused]:
    """Yield the files below a folder that are not hidden, and what is refused there."""
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        folder = waiting.pop(0)
        try:
            listing = _listing(root.joinpath(*folder))
        except OSError as error:
            why = f"it cannot be read ({error.strerror})"
            yield Refused(printable("/".join(folder) or root.name), why)
            continue
        for name, mode in listing:
            parts = (*folder, name)
            if stat.S_ISDIR(mode) and not is_hidden(parts) and len(parts) <= MAX_DEPTH:
                waiting.append(parts)
                continue
            read = partial(read_regular, root.joinpath(*parts), limits.notebook)
            file = NotebookFile(parts, read, is_notebook(parts))
            reason = refusal(parts, mode)
            if reason:
                yield file.refused(reason)
            elif not is_hidden(parts):
                yield file


def _listing(folder: Path) -> list[tuple[str, int]]:
    """Return the names in a folder, in order, each with its own kind."""
    with os.scandir(folder) as entries:
        return sorted((e.name, e.stat(follow_symlinks=False).st_mode) for e in entries)


def refusal(parts: tuple[str, ...], mode: int) -> str:
    """Say why a file or folder is refused; empty if it is not.

    Args:
        parts: its folders and name.
        mode: its kind as in st_mode; 0 where a zip file does not tell.
    """
    kind = stat.S_IFMT(mode)
    if kind == stat.S_IFLNK:
        return "it is a symbolic link; links are never followed"
    # Opening a pipe waits for a writer that never comes; a device may never end.
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "it is a device, a pipe or a socket, not a file"
    # Half characters stand for bytes that are no UTF-8: writing such a name into
    # names.json would stop the whole collect.
    if any("\ud800" <= character <= "\udfff" for part in parts for character in part):
        return "its name is not UTF-8; rename it"
    if kind == stat.S_IFDIR and len(parts) > MAX_DEPTH:
        return f"it lies more than {MAX_DEPTH} folders deep"
    return ""


def is_archive(parts: tuple[str, ...]) -> bool:
    """Whether a name is an archive's, which may hold notebooks."""
    return parts[-1].lower().endswith(_NESTED)


def is_hidden(parts: tuple[str, ...]) -> bool:
    """Whether it is a system's or Jupyter's own file, such as a checkpoint."""
    # A checkpoint would be a second notebook of the same lesson; zip files from macOS
    # hold a twin of each file in __MACOSX.
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def is_notebook(parts: tuple[str, ...]) -> bool:
    """Whether a name is a notebook's, and not one that a program made aside."""
    return parts[-1].lower().endswith(".ipynb") and not is_hidden(parts)


def ignored_files(source: Path, count: int) -> Iterator[Refused]:
    """Yield one line for the files that are passed over, if there are any."""
    if count:
        files = "1 file" if count == 1 else f"{count:,} files"
        yield Refused(printable(source.name), f"ignored {files}: not notebooks")
