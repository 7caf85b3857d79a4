"""The sandbox that hand-ins run in: one warm process, with walls around it.

It loads torch once and forks for each hand-in; `sandboxed` is what it runs. What it can
see from in there is in `walls`: no network, no course folder, no judge.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from course_helpers.grading.errors import CourseError
from course_helpers.grading.limits import Limits
from course_helpers.grading.run import walls
from course_helpers.sandboxed.messages import Closed, receive, send_json

PROGRAM = "course_helpers.sandboxed.server"

_START = 180
"""Seconds within which the sandbox must be ready."""


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
        secrets: folders and files that no hand-in may see, wherever they lie.
    """

    limits: Limits = field(default_factory=Limits)
    walls: bool = True
    alone: bool = False
    secrets: tuple[Path, ...] = ()

    def __enter__(self) -> "Sandbox":
        """Start the process, and go on while it starts.

        Raises:
            SandboxError: bubblewrap is missing.
        """
        if self.walls:
            _require_bubblewrap()
        self._lock, self._preparing = threading.Lock(), threading.Lock()
        self._prepared: dict[tuple[str, ...], socket.socket | None] = {}
        self._trouble: str | None = None  # not known before it is ready
        self._decoys = tempfile.TemporaryDirectory(prefix="course-data-")
        # Temporary folders are closed to others, and another user looks from inside.
        os.chmod(self._decoys.name, 0o755)
        # A file, because a pipe that nobody reads fills up, and the process would wait.
        self._errors = tempfile.TemporaryFile()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._start(theirs.fileno())
        settings = {"limits": asdict(self.limits), "alone": self.alone}
        with contextlib.suppress(Closed):  # it ended: `wait` says so
            send_json(self._control, b"s", settings)
        return self

    def _start(self, descriptor: int) -> None:
        """Start the process, which takes its orders from an open socket."""
        command = [walls.python(self.walls), "-P", "-m", PROGRAM, str(descriptor)]
        if self.walls:
            around = walls.command(
                Path(self._decoys.name), self.limits.disk_megabytes, self.secrets
            )
            command = [*around, *command]
        self._process = subprocess.Popen(
            command,
            pass_fds=[descriptor],
            env=walls.environment(self.walls),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the grader, which ends it then
        )

    def wait(self) -> str:
        """Wait until it is ready.

        Returns:
            Why it cannot keep several hand-ins apart; empty if it can.

        Raises:
            SandboxError: it did not start.
        """
        if self._trouble is None:
            try:
                _, trouble = receive(self._control, time.monotonic() + _START)
            except (Closed, TimeoutError, OSError):
                raise self._not_started() from None
            self._trouble = json.loads(trouble)
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
        # A lesson's first hand-in prepares; those beside it wait, and use the same.
        with self._preparing:
            if not sources or self.alone:
                return None
            if tuple(sources) not in self._prepared:
                self._prepared[tuple(sources)] = self._prepare(sources)
            return self._prepared[tuple(sources)]

    def _prepare(self, sources: list[str]) -> socket.socket | None:
        cells = [{"source": s, "limit": 2**20, "quiet": True} for s in sources]
        start = self._with_socket(self._control, b"t")
        try:
            send_json(start, b"t", cells)
            receive(start, time.monotonic() + _START)
        except (Closed, TimeoutError):
            # Then each hand-in runs these cells for itself, as it would alone.
            start.close()
            return None
        return start

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
        # Its processes end by themselves where nobody holds the other end any more.
        for control in (self._control, *filter(None, self._prepared.values())):
            control.close()
        if self._trouble is not None:  # it is ready, so it listens
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
        self._process.kill()
        self._process.wait()
        self._errors.close()
        self._decoys.cleanup()


def _require_bubblewrap() -> None:
    """Make sure that bubblewrap is there.

    Raises:
        SandboxError: it is not.
    """
    if not shutil.which("bwrap"):
        raise SandboxError(
            "sandbox: expected the program bwrap; it is not installed. Run: sudo "
            "apt-get install bubblewrap - or grade without a sandbox: --no-sandbox"
        )
