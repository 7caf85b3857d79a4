"""What root runs must be root's: else whoever can write it is root."""

import os
import pwd
import shutil
import stat
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import course_helpers
from course_helpers.grading.errors import CourseError

PACKAGE = Path(course_helpers.__file__).parent
PROXY = "configurable-http-proxy"

_CLOSED = (
    "hub: expected a place that every account can reach; {} is closed. Choose another, "
    "such as /srv or /opt, or open it: chmod -R a+rX"
)


def check_programs(folder: Path) -> None:
    """Refuse programs that others can change, or that students cannot read.

    Args:
        folder: the hub's own files, which root reads, too.

    Raises:
        CourseError: it names a file.
    """
    for path in (folder, *_programs()):
        for above in (path, *path.parents):
            _check(above, is_above=above != path)
    for path in (folder / "config", *_trees()):
        for place in (path, *_below(path)):
            _check(place)


def check_open(path: Path) -> None:
    """Refuse a folder to which students have no way.

    Raises:
        CourseError: it, or a folder above it, is closed to them.
    """
    for place in (path, *path.resolve().parents):
        if place.exists() and not place.stat().st_mode & 0o001:
            raise CourseError(_CLOSED.format(place))


def _programs() -> Iterator[Path]:
    """Yield what the hub starts, and where Python finds modules."""
    yield Path(sys.executable).absolute()
    yield Path(sys.executable).resolve()
    yield Path(sysconfig.get_path("stdlib")).resolve()
    yield from _trees()
    for name in (PROXY, "node"):
        if place := shutil.which(name):
            yield Path(place).absolute()
            yield Path(place).resolve()


def _trees() -> list[Path]:
    """Return the folders in which every file counts."""
    kinds = ("purelib", "platlib", "scripts")
    # Where the system's packages lie, the system's installer sees to them.
    is_own = sys.prefix not in ("/usr", "/usr/local")
    places = {Path(sysconfig.get_path(kind)) for kind in kinds} if is_own else set()
    return sorted({path.resolve() for path in places | {PACKAGE}})


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        yield from (Path(place, name) for name in (*folders, *files))


def _check(path: Path, is_above: bool = False) -> None:
    """Refuse what is another's than root's, or open to writing, or closed to reading.

    Raises:
        CourseError: it is.
    """
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    mode = status.st_mode
    # A link's own mode says nothing; where programs lead to is looked at, too.
    if stat.S_ISLNK(mode):
        mode = 0o755
    if status.st_uid != 0 or mode & 0o002 or (mode & 0o020 and status.st_gid != 0):
        # In such a folder (/tmp) nobody moves what is another's.
        if is_above and status.st_uid == 0 and mode & stat.S_ISVTX:
            return
        raise CourseError(
            f"hub: expected programs that root alone can change, for root runs them; "
            f"{path} is {_whose(status)}. Install the course in a clone of root's, "
            "below /opt: docs/hub.md"
        )
    if not mode & (0o001 if stat.S_ISDIR(mode) else 0o004):
        raise CourseError(_CLOSED.format(path))


def _whose(status: os.stat_result) -> str:
    if status.st_uid == 0:
        return "open to others for writing"
    try:
        return f"{pwd.getpwuid(status.st_uid).pw_name}'s"
    except KeyError:
        return f"of account number {status.st_uid}"
