"""The walls of the sandbox: what code in it can see, and as whom it runs.

Every mount is named here; what is not named is not inside. Of this package it sees what
runs beside learners' code, and of the course's exercises what observes answers: never a
judge, never the grader. `sandbox` has the process that these walls stand around.
"""

import os
import sys
from pathlib import Path

import course_helpers
from course_helpers.data.places import cache_folder
from course_helpers.grading.basis import real_data

USER = "61234"
"""The user that the sandbox is entered as when root starts it: nobody's number."""

INSIDE = (
    *("__init__.py", "compat.py", "device.py", "labels.py"),
    *("check", "data", "plotting", "sandboxed"),
    *("exercises/__init__.py", "exercises/observe"),
)
"""What of this package is mounted; all else of it is not there."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32")
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime")
_COURSE, _ENVIRONMENT = "/course", "/environment"
_CACHE, _DATA = "/cache", "/data"
_LARGE_PAGES = ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1")
"""A fork copies the table of a process's pages; with large ones it is short. C's
allocator can ask for them, so Python's objects go there too; it looks first whether the
system has them."""
_HAS_LARGE_PAGES = "/sys/kernel/mm/transparent_hugepage"


def command(empty: str, megabytes: int) -> list[str]:
    """Return the start of a command line that runs a program inside the walls.

    Args:
        empty: an empty folder, which hides what lies in its place.
        megabytes: room in each of the private folders.
    """
    inner = ["bwrap", "--die-with-parent", "--unshare-all", "--new-session"]
    # As the first process there it gets no signals from hand-ins.
    inner += ["--as-pid-1", "--cap-drop", "ALL", "--setenv", *_LARGE_PAGES]
    mounts, private = _mounts(empty), _private(megabytes)
    if os.getuid() != 0:
        return [*inner, *mounts, *private, "--"]
    # Root sees every folder, so it mounts them; then a real user without rights
    # enters the sandbox itself. With bwrap's own --uid it would still be root for the
    # kernel: no limit of processes would hold, and hand-ins could have no /proc.
    user = ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"]
    user += ["--pdeathsig", "KILL"]
    outer = ["bwrap", "--die-with-parent", *mounts]
    outer += ["--bind", "/proc", "/proc", "--dev", "/dev"]
    outer += ["--perms", "0755", "--dir", "/tmp", "--", *user]
    return [*outer, *inner, "--ro-bind", "/", "/", *private, "--"]


def _private(megabytes: int) -> list[str]:
    """Return the mounts that are the sandbox's own, and close the rest to writing."""
    arguments = ["--proc", "/proc", "--dev", "/dev"]
    # Below the hand-ins' own; the process alone writes a few caches there.
    for folder in ("/tmp", "/dev/shm"):
        arguments += ["--size", str(megabytes * 2**20), "--tmpfs", folder]
    # Last, because each mount before it makes its folder there.
    for folder in ("/dev", "/"):
        arguments += ["--remount-ro", folder]
    return arguments


def _mounts(empty: str) -> list[str]:
    """Return the mounts from this machine, all of them read-only."""
    package = Path(course_helpers.__file__).parent
    arguments = [argument for path in _SYSTEM for argument in _system(path)]
    for path in filter(os.path.exists, _SYSTEM_FILES):
        arguments += ["--ro-bind", path, path]
    if os.path.isdir(_HAS_LARGE_PAGES):
        arguments += _read_only(Path(_HAS_LARGE_PAGES), _HAS_LARGE_PAGES)
    for path, place in _interpreter():
        arguments += _read_only(path, place)
        # Installed beside the other packages, the judges would be in there, too.
        if path in package.parents:
            hidden = Path(place) / package.relative_to(path)
            arguments += ["--ro-bind", empty, str(hidden)]
    for part in INSIDE:
        arguments += _read_only(package / part, f"{_COURSE}/{package.name}/{part}")
    for path, place in _data_sets():
        arguments += _read_only(path, place)
    return arguments


def _system(path: str) -> list[str]:
    # On most systems /bin, /lib and the like are links into /usr.
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    return ["--ro-bind", path, path] if os.path.isdir(path) else []


def _read_only(path: Path, place: str) -> list[str]:
    """Mount a folder; the folders above it, closed as they may be, are made new."""
    above = [str(folder) for folder in reversed(Path(place).parents)][1:]
    folders = [part for name in above for part in ("--perms", "0755", "--dir", name)]
    return [*folders, "--ro-bind", str(path), place]


def _interpreter() -> list[tuple[Path, str]]:
    """Return the folders of Python and its packages, each with its place inside.

    An environment may lie anywhere, below /tmp too, so it gets a place of its own.
    """
    base, prefix = Path(sys.base_prefix), Path(sys.prefix)
    # An environment names its Python by path, maybe through links: each path must lead
    # there. What is below /usr is mounted already.
    real = Path(sys.executable).resolve().parent.parent
    bases = {path for path in (base, base.resolve(), real) if not _is_system(path)}
    places = [(path, str(path)) for path in sorted(bases)]
    return places if prefix == base else [*places, (prefix, _ENVIRONMENT)]


def _is_system(path: Path) -> bool:
    return path == Path("/usr") or Path("/usr") in path.parents


def python(walls: bool) -> str:
    """Return where the interpreter is, inside the walls or without them."""
    if not walls or sys.prefix == sys.base_prefix:
        return sys.executable
    return f"{_ENVIRONMENT}/{Path(sys.executable).relative_to(sys.prefix)}"


def environment(walls: bool) -> dict[str, str]:
    """Return all environment variables of what runs inside, or without walls."""
    package = Path(course_helpers.__file__).parent.parent
    threads = dict.fromkeys(("OMP", "MKL", "OPENBLAS"), "1")
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": _COURSE if walls else str(package),
        "PYTHONDONTWRITEBYTECODE": "1",
        # A file torch.py that code writes where it runs is never imported.
        "PYTHONSAFEPATH": "1",
        # Sets of texts have the same order in every run.
        "PYTHONHASHSEED": "0",
        "LANG": "C.UTF-8",
        # Inside is no list of users in which the user's name and home would stand.
        "HOME": "/tmp",
        "USER": "student",
        "TORCHINDUCTOR_CACHE_DIR": "/tmp/inductor",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "COURSE_DEVICE": "cpu",
        **data_environment(in_sandbox=walls),
        **{f"{name}_NUM_THREADS": count for name, count in threads.items()},
        "PYTHONMALLOC": "malloc",  # see _LARGE_PAGES
        # OpenMP's threads do not survive a fork: code that asked for more would hang.
        "OMP_THREAD_LIMIT": "1",
    }


def _data_sets() -> list[tuple[Path, str]]:
    """Return the folders with data, each with its place in the sandbox."""
    cache, chosen = cache_folder(), _chosen_folder()
    mounts = [(cache, f"{_CACHE}/{cache.name}")] if cache.is_dir() else []
    return [*mounts, (chosen, _DATA)] if chosen else mounts


def _chosen_folder() -> Path | None:
    """Return the folder that is searched before the cache, if there is one."""
    folder = Path(os.environ.get("COURSE_DATA") or "data").expanduser().resolve()
    return folder if folder.is_dir() else None


def data_environment(in_sandbox: bool) -> dict[str, str]:
    """Return the variables that let code find these data sets and no others.

    The judge gets them, too: it draws inputs from the data that answers were made for.
    """
    chosen = _chosen_folder()
    place = {"COURSE_DATA": _DATA if in_sandbox else str(chosen)} if chosen else {}
    cache = _CACHE if in_sandbox else str(cache_folder().parent)
    offline = "" if real_data() else "1"
    return {"XDG_CACHE_HOME": cache, "COURSE_OFFLINE": offline, **place}
