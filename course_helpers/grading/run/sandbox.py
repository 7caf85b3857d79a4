"""The sandbox that hand-ins run in: bubblewrap around one warm process.

No network, no sight of the course, the gradebook, other hand-ins or any home; only the
interpreter, the package without its judges, and the data sets, all read-only.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import course_helpers
from course_helpers.grading.errors import CourseError
from course_helpers.grading.run import datasets
from course_helpers.sandboxed.messages import Closed, receive, send_json

PROGRAM = "course_helpers.sandboxed.server"
USER = "61234"
"""The user that the sandbox is entered as when root starts it: nobody's number."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32")
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime")
_PLACE, _ENVIRONMENT = "/course", "/environment"
_NOT_INSIDE = ("grading", "check/judges")
_LARGE_PAGES = ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1")
"""A fork copies the table of a process's pages; with large ones it is short. C's
allocator can ask for them, so Python's objects go there too; it looks first whether the
system has them."""
_HAS_LARGE_PAGES = "/sys/kernel/mm/transparent_hugepage"
_START = 180
"""Seconds within which the sandbox must be ready."""


@dataclass(frozen=True)
class Limits:
    """What one hand-in may use; seconds, bytes or counts."""

    cell_seconds: int = 30
    training_seconds: int = 210
    extra_seconds: int = 60
    seconds: int = 360
    memory: int = 2 * 2**30
    processes: int = 64
    disk_megabytes: int = 64
    cell_output: int = 100 * 2**10
    output: int = 2**20
    reply: int = 16 * 2**20


class SandboxError(CourseError):
    """The sandbox cannot be used; str() says why and what to do."""


class GoneError(SandboxError):
    """The sandbox's process is no longer there; a new one may do the work."""


@dataclass
class Sandbox:
    """A warm process that takes hand-ins; use it as a context manager.

    Attributes:
        limits: of each hand-in.
        walls: whether bubblewrap stands around it.
        alone: whether this process takes a single hand-in, because it cannot give
            namespaces of their own to several.
    """

    limits: Limits = field(default_factory=Limits)
    walls: bool = True
    alone: bool = False

    def __enter__(self) -> "Sandbox":
        """Start the process, and go on while it starts.

        Raises:
            SandboxError: bubblewrap is missing.
        """
        if self.walls:
            require_bubblewrap()
        self._empty = tempfile.TemporaryDirectory(prefix="course-empty-")
        os.chmod(self._empty.name, 0o755)
        self._control, theirs = socket.socketpair()
        self._lock, self._preparing = threading.Lock(), threading.Lock()
        self._prepared: dict[tuple[str, ...], socket.socket | None] = {}
        arguments = ["-P", "-m", PROGRAM, str(theirs.fileno())]
        self._trouble: str | None = None
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [*self._walls(), _python(self.walls), *arguments],
            pass_fds=[theirs.fileno()],
            env=_environment(self.walls),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the grader, which ends it then
        )
        theirs.close()
        settings = {"limits": asdict(self.limits), "alone": self.alone}
        with contextlib.suppress(OSError):  # it ended: `wait` says so
            send_json(self._control, b"s", settings)
        return self

    def wait(self) -> str:
        """Wait until it is ready.

        Returns:
            Why it cannot keep several hand-ins apart; empty if it can.

        Raises:
            SandboxError: it did not start.
        """
        if self._trouble is None:
            try:
                said = receive(self._control, time.monotonic() + _START)[1]
            except (Closed, TimeoutError, OSError):
                raise self._not_started() from None
            self._trouble = json.loads(said)
        return self._trouble

    def _not_started(self) -> SandboxError:
        self._process.kill()
        self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return SandboxError(
            f"sandbox: it did not start ({' '.join(lines[-1:])[:200]}). Look at "
            "`course doctor`, or grade without it: --no-sandbox"
        )

    def submit(self, start: socket.socket | None = None) -> socket.socket:
        """Begin a hand-in; return the socket to talk with its keeper.

        Args:
            start: from `prepare`, to begin after the cells that ran there.

        Raises:
            GoneError: the process is gone.
            SandboxError: it did not start.
        """
        self.wait()
        return self._with_socket(start or self._control, b"j")

    def prepare(self, sources: list[str]) -> socket.socket | None:
        """Run the cells with which many hand-ins begin; return where to begin those.

        Args:
            sources: code of the course's own, run once and trusted.

        Returns:
            None if there is nothing to run, or this sandbox cannot do that.

        Raises:
            GoneError: the process is gone.
            SandboxError: it did not start.
        """
        self.wait()
        with self._preparing:
            if not sources or self.alone:
                return None
            if tuple(sources) not in self._prepared:
                self._prepared[tuple(sources)] = self._prepare(sources)
            return self._prepared[tuple(sources)]

    def _prepare(self, sources: list[str]) -> socket.socket | None:
        cells = [{"source": s, "limit": 2**20, "quiet": True} for s in sources]
        made = self._with_socket(self._control, b"t")
        try:
            send_json(made, b"t", cells)
            receive(made, time.monotonic() + _START)
        except (Closed, TimeoutError):
            made.close()
            return None
        return made

    def _with_socket(self, control: socket.socket, kind: bytes) -> socket.socket:
        ours, theirs = socket.socketpair()
        try:
            with self._lock:
                socket.send_fds(control, [kind], [theirs.fileno()])
        except OSError as error:
            ours.close()
            raise GoneError(
                f"sandbox: expected it to run; it is gone ({error}). "
                "The same command goes on with the rest."
            ) from None
        finally:
            theirs.close()
        return ours

    @property
    def ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def __exit__(self, *_: object) -> None:
        """End the process and all hand-ins in it."""
        for one in (self._control, *filter(None, self._prepared.values())):
            one.close()
        if self._trouble is not None:  # it is ready, so it listens
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
        self._process.kill()
        self._process.wait()
        self._errors.close()
        self._empty.cleanup()

    def _walls(self) -> list[str]:
        if not self.walls:
            return []
        inner = ["bwrap", "--die-with-parent", "--unshare-all", "--new-session"]
        # As the first process there it gets no signals from hand-ins.
        inner += ["--as-pid-1", "--cap-drop", "ALL", "--setenv", *_LARGE_PAGES]
        private = ["--proc", "/proc", "--dev", "/dev"]
        # Below the hand-ins' own; the process alone writes a few caches there.
        size = str(self.limits.disk_megabytes * 2**20)
        for folder in ("/tmp", "/dev/shm"):
            private += ["--size", size, "--tmpfs", folder]
        for folder in ("/dev", "/"):
            private += ["--remount-ro", folder]
        mounts = self._mounts()
        if os.getuid() != 0:
            return [*inner, *mounts, *private, "--"]
        # Root sees every folder, so it mounts them; then a real user without rights
        # enters the sandbox itself.
        user = ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"]
        user += ["--pdeathsig", "KILL"]
        outer = ["bwrap", "--die-with-parent", *mounts]
        outer += ["--bind", "/proc", "/proc", "--dev", "/dev"]
        outer += ["--perms", "0755", "--dir", "/tmp", "--", *user]
        return [*outer, *inner, "--ro-bind", "/", "/", *private, "--"]

    def _mounts(self) -> list[str]:
        package = Path(course_helpers.__file__).parent
        inside = f"{_PLACE}/course_helpers"
        arguments = [a for path in _SYSTEM for a in _system(path)]
        for path in filter(os.path.exists, _SYSTEM_FILES):
            arguments += ["--ro-bind", path, path]
        if os.path.isdir(_HAS_LARGE_PAGES):
            arguments += _read_only(Path(_HAS_LARGE_PAGES), _HAS_LARGE_PAGES)
        for path, place in _interpreter():
            arguments += _read_only(path, place)
            if path in package.parents:  # installed beside the other packages
                hidden = Path(place) / package.relative_to(path)
                arguments += ["--ro-bind", self._empty.name, str(hidden)]
        arguments += _read_only(package, inside)
        for part in _NOT_INSIDE:
            arguments += ["--ro-bind", self._empty.name, f"{inside}/{part}"]
        for path, place in datasets.mounts():
            arguments += _read_only(path, place)
        return arguments


def _system(path: str) -> list[str]:
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    return ["--ro-bind", path, path] if os.path.isdir(path) else []


def _read_only(path: Path, place: str) -> list[str]:
    """Mount a folder; the folders above it, closed as they may be, are made new."""
    above = [str(p) for p in reversed(Path(place).parents)][1:]
    made = [a for p in above for a in ("--perms", "0755", "--dir", p)]
    return [*made, "--ro-bind", str(path), place]


def _interpreter() -> list[tuple[Path, str]]:
    """Return the folders of Python and its packages, each with its place inside.

    An environment may lie anywhere, below /tmp too, so it gets a place of its own.
    """
    base, prefix = Path(sys.base_prefix), Path(sys.prefix)
    real = Path(sys.executable).resolve().parent.parent
    bases = {path for path in (base, base.resolve(), real) if not _is_system(path)}
    found = [(path, str(path)) for path in sorted(bases)]
    return found if prefix == base else [*found, (prefix, _ENVIRONMENT)]


def _is_system(path: Path) -> bool:
    return path == Path("/usr") or Path("/usr") in path.parents


def _python(walls: bool) -> str:
    if not walls or sys.prefix == sys.base_prefix:
        return sys.executable
    return f"{_ENVIRONMENT}/{Path(sys.executable).relative_to(sys.prefix)}"


def _environment(walls: bool) -> dict[str, str]:
    package = Path(course_helpers.__file__).parent.parent
    threads = dict.fromkeys(("OMP", "MKL", "OPENBLAS"), "1")
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": _PLACE if walls else str(package),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        "LANG": "C.UTF-8",
        "HOME": "/tmp",
        "USER": "student",
        "TORCHINDUCTOR_CACHE_DIR": "/tmp/inductor",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "COURSE_DEVICE": "cpu",
        **datasets.environment(in_sandbox=walls),
        **{f"{name}_NUM_THREADS": count for name, count in threads.items()},
        "PYTHONMALLOC": "malloc",  # see _LARGE_PAGES
        # OpenMP's threads do not survive a fork: code that asked for more would hang.
        "OMP_THREAD_LIMIT": "1",
    }


def require_bubblewrap() -> None:
    """Make sure that bubblewrap is there.

    Raises:
        SandboxError: it is not.
    """
    if not shutil.which("bwrap"):
        raise SandboxError(
            "sandbox: expected the program bwrap; it is not installed. Run: sudo "
            "apt-get install bubblewrap - or grade without a sandbox: --no-sandbox"
        )
