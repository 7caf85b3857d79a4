"""Run one hand-in cell by cell, each in a fork of the state that it starts from.

A cell that never ends, or ends the process, costs only itself: the state before it is
still there, and the next cell starts from that.
"""

import contextlib
import json
import os
import resource
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course_helpers.sandboxed import calls, namespaces
from course_helpers.sandboxed.messages import Closed, TooLong, receive, send, send_json
from course_helpers.sandboxed.processes import (
    OPEN_FILES,
    descendants,
    own_addresses,
    own_idle_data,
    process,
    processor_seconds,
    shares_tensors,
)

MAX_CELL_MESSAGE = 4 * 2**20
"""Bytes of the longest message about a cell: its outputs are far shorter."""


_PENDING = 1000
"""Signals and timers that a hand-in may have waiting."""
UNDISTURBED = 0.9
"""The part of its time for which a cell that was late had a processor, at least, if
nothing but its own code made it late."""
_WAITING = 0.5
"""Below this part it mostly waited, and more time would not help it."""
_PATIENCE = 1.5
"""How much longer a cell may take that has to share the processor."""
_OWN_ENDS = {signal.SIGSEGV, signal.SIGABRT, signal.SIGILL, signal.SIGFPE}
"""Signals that a process's own code brings; others may come from outside, as the
kernel's do when memory ends."""


class Stopped(Exception):
    """A cell did not come to its end; str() says why.

    Attributes:
        final: whether nothing but its own code can have been the reason.
    """

    def __init__(self, why: str, final: bool = True) -> None:
        """Say why."""
        super().__init__(why)
        self.final = final


@dataclass
class _Clock:
    """How long a cell may go on: by the processor's time, for it may have to share."""

    seconds: float

    def __post_init__(self) -> None:
        self.start, self.used = time.monotonic(), _processor_seconds()

    @property
    def last(self) -> float:
        """The moment at which it ends in any case."""
        return self.start + _PATIENCE * self.seconds

    def part(self) -> float:
        """Return the processor's time since the start, as a part of the limit."""
        return (_processor_seconds() - self.used) / self.seconds

    def look(self) -> None:
        """Raise TimeoutError if the time is over."""
        late = time.monotonic() - self.start >= self.seconds
        if late and not _WAITING <= self.part() < 1:
            raise TimeoutError


def _processor_seconds() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return processor_seconds(os.getpid()) + ended.ru_utime + ended.ru_stime


class Keeper:
    """Holds the newest good state of a hand-in, as a process, and asks it to go on.

    Attributes:
        state: the socket on which that process waits for commands.
        pid: its number.
    """

    def __init__(
        self,
        job: socket.socket,
        serve: Callable[[socket.socket], None],
        limits: dict[str, Any],
    ) -> None:
        """Fork the first state, which serves commands within the limits."""
        self.job = job
        self.state, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            # Of all but the keeper the server must see how much memory they share.
            namespaces.hide(False)
            self.state.close()
            job.close()
            with contextlib.suppress(BaseException):
                _set_limits(limits)
                serve(theirs)
            os._exit(0)
        theirs.close()

    def ask(self, kind: bytes, body: bytes, seconds: float, limit: int) -> bytes:
        """Let a fork of the state do something and return its answer.

        Raises:
            Stopped: it took too long, gave too much or ended without an answer.
        """
        # A new socket each time: what code wrote into an older one, nobody reads.
        ours, theirs = socket.socketpair()
        clock, pid = _Clock(seconds), 0

        def idle() -> None:
            self._idle()
            clock.look()

        try:
            socket.send_fds(self.state, [b"."], [theirs.fileno()])
            send(self.state, kind, body)
            theirs.close()
            pid = int(receive(ours, clock.last, 20, idle)[1])
            answer = receive(ours, clock.last, limit, idle)[1]
        except TimeoutError:
            final = clock.part() >= UNDISTURBED
            self._end_all_but(self.pid)
            raise Stopped(f"stopped after {seconds:.0f} s", final) from None
        except TooLong:
            self._end_all_but(self.pid)
            raise Stopped(f"it gave more than {limit / 2**20:g} MiB", True) from None
        except (Closed, OSError, ValueError):
            final = _ended_itself(pid)
            self._end_all_but(self.pid)
            raise Stopped("it ended Python", final) from None
        if kind == b"x":
            self.state.close()
            self.state, self.pid = ours, pid
        # Whatever the code left running would take time and memory from what follows.
        self._end_all_but(self.pid)
        return answer

    def _idle(self) -> None:
        """End with the grader, and take note of processes that ended."""
        self.job.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            if not self.job.recv(1, socket.MSG_PEEK):
                os._exit(0)
        _reap()

    def _end_all_but(self, pid: int) -> None:
        for other in descendants(os.getpid()):
            # Torch starts it once and relies on it in all later cells, too.
            if other != pid and not shares_tensors(other):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(other, signal.SIGKILL)
        _reap()


def _ended_itself(pid: int) -> bool:
    """Whether a process ended by its own doing, as far as can be told."""
    # Its parent does not wait for it, so the kernel keeps how it ended for a while.
    for _ in range(20):
        ended = process(pid)
        if ended is None or ended.status:
            break
        time.sleep(0.01)
    # os._exit(0) leaves the status 0, and so does a process that goes on without us.
    status = ended.status if ended else signal.SIGKILL
    return os.waitstatus_to_exitcode(status) >= 0 or status & 0x7F in _OWN_ENDS


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def keep(job: socket.socket, serve: Callable[[socket.socket], None]) -> None:
    """Run the hand-in that comes over a socket, and send what came of each cell.

    The hand-in is a message h with JSON: {"limits", "cells"}. A cell is
    {"source", "extra", "quiet"}, with "keeps" for a stub (see `shell`), or {"check":
    exercise, "answers", "seconds"}. For each one answer goes back, in order: c with its
    outputs, r with what was seen, or f with the reason why there is none. Before r the
    inputs are asked for, with n. If all ends before, k with the reason comes. F and K
    are f and k of which a neighbour or the machine may be the cause: what came does not
    count before the hand-in ran alone.
    """
    work = json.loads(receive(job, time.monotonic() + 60)[1])
    keeper = Keeper(job, serve, work["limits"])
    budget = _Budget(work["limits"])
    for group in _groups(work["cells"]):
        if "check" in group[0]:
            _check(job, keeper, group[0], budget)
        else:
            _run(job, keeper, group, budget)
    send(job, b"e")


def _groups(cells: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Put cells together that share one fork: a fork costs more than most cells.

    Checks and the learner's extra cells have one each.
    """
    groups: list[list[dict[str, Any]]] = []
    for cell in cells:
        alone = "check" in cell or cell["extra"]
        if alone or not groups or "check" in groups[-1][0] or groups[-1][0]["extra"]:
            groups.append([])
        groups[-1].append(cell)
    return groups


def _check(
    job: socket.socket, keeper: Keeper, cell: dict[str, Any], budget: "_Budget"
) -> None:
    # Only now: no cell before could find them lying about.
    send(job, b"n")
    inputs = receive(job, time.monotonic() + 60)[1]
    names = " ".join([cell["check"], *cell["answers"]]).encode()
    body, seconds = names + b"\n" + inputs, cell["seconds"]
    try:
        send(job, b"r", keeper.ask(b"o", body, seconds, budget.reply))
    except Stopped as why:
        send_json(job, b"f" if why.final else b"F", str(why))


def _run(
    job: socket.socket, keeper: Keeper, group: list[dict[str, Any]], budget: "_Budget"
) -> None:
    """Run a group of cells; if it fails, run them one by one to see which it is."""
    try:
        for outputs in budget.run(keeper, group):
            send_json(job, b"c", outputs)
    except Stopped as why:
        if len(group) == 1:
            send_json(job, b"f" if why.final else b"F", str(why))
            return
        for cell in group:
            _run(job, keeper, [cell], budget)


class _Budget:
    """What is left of a hand-in's output, and of the time for extra cells."""

    def __init__(self, limits: dict[str, Any]) -> None:
        self.cell_seconds = limits["cell_seconds"]
        self.extra_seconds = limits["extra_seconds"]
        self.cell_output = limits["cell_output"]
        self.output = limits["output"]
        self.reply = limits["reply"]

    def run(
        self, keeper: Keeper, group: list[dict[str, Any]]
    ) -> list[list[dict[str, Any]]]:
        """Run some cells in one fork and return the outputs of each.

        Raises:
            Stopped: they did not come to their end, or are skipped.
        """
        seconds, extra = self.cell_seconds, group[0]["extra"]
        if extra:
            seconds = min(seconds, self.extra_seconds)
            if seconds <= 0:
                raise Stopped("skipped: the cells of your own took too long together")
        limit = max(1, min(self.cell_output, self.output // len(group)))
        command = json.dumps([cell | {"limit": limit} for cell in group]).encode()
        start = time.monotonic()
        try:
            answer = keeper.ask(b"x", command, seconds, MAX_CELL_MESSAGE)
        # Cells that were stopped have used up their time, too.
        finally:
            if extra:
                self.extra_seconds -= time.monotonic() - start
        self.output -= len(answer)
        return _lists(answer, len(group))


def _lists(answer: bytes, count: int) -> list[list[dict[str, Any]]]:
    """Return as many lists as there were cells, whatever came."""
    try:
        outputs = json.loads(answer)
    # A hand-in may have written this answer itself.
    except (ValueError, RecursionError):
        outputs = []
    outputs = outputs if isinstance(outputs, list) else []
    return (outputs + [[]] * count)[:count]


def _set_limits(limits: dict[str, Any]) -> None:
    for kind, most in (
        (resource.RLIMIT_DATA, own_idle_data() + limits["memory"]),
        # Tables of pages take memory too, a page for each 2 MiB of addresses.
        (resource.RLIMIT_AS, own_addresses() + 2 * limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["disk_megabytes"] * 2**20),
        (resource.RLIMIT_CORE, 0),
        # The kernel counts them for all hand-ins together; timers need some, too.
        (resource.RLIMIT_SIGPENDING, _PENDING),
    ):
        namespaces.limit(kind, most)
    namespaces.limit_processes(limits["processes"])
    namespaces.limit_open_files(OPEN_FILES)
    # Last of all: the walls that stand by now were built with these calls.
    calls.forbid()
