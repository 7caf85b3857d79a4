"""Hand-ins that run: each started in namespaces of its own, and watched."""

import contextlib
import os
import signal
import socket
import time
from collections.abc import Callable
from typing import Any

from course_helpers.sandboxed import namespaces
from course_helpers.sandboxed.keeper import UNDISTURBED, keep
from course_helpers.sandboxed.messages import Closed, send_json
from course_helpers.sandboxed.processes import (
    MANY_LOCKS,
    descendants,
    processor_seconds,
    take_more,
)

Serve = Callable[[socket.socket], None]


class Job:
    """A hand-in that runs: the process above all of its own, and when it began.

    Attributes:
        ours: how many of the processes below it are the sandbox's own.
    """

    def __init__(self, pid: int, answers: socket.socket, ours: int) -> None:
        """Take note of a hand-in that was started just now."""
        self.pid, self.answers, self.ours = pid, answers, ours
        self.began = time.monotonic()

    def end(self, kind: bytes, why: str) -> None:
        """End all of its processes and say why; for the kinds see `keep`."""
        os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(Closed):
            send_json(self.answers, kind, why)


def start(
    job: socket.socket,
    serve: Serve,
    others: list[socket.socket],
    settings: dict[str, Any],
) -> Job:
    """Start a hand-in in processes of its own.

    Args:
        job: the socket over which it comes, and its results go.
        serve: forks for every command, see `shell`.
        others: sockets that it must not inherit.
        settings: "alone" and "limits".
    """
    pid = os.fork()
    if pid:
        return Job(pid, job, 0 if settings["alone"] else 1)
    # With its neighbours' sockets it could answer in their names.
    for other in others:
        other.close()
    _close_the_servers_files()
    try:
        namespaces.go_first()
        # So that a daemon stays below this process, where it counts and ends with it.
        namespaces.adopt_orphans()
        if settings["alone"]:
            keep(job, serve)
        else:
            _inside_namespaces(settings["limits"], job, serve)
    except BaseException as error:
        say_why(job, error)
    os._exit(0)


def _close_the_servers_files() -> None:
    """Put nothing in the place of input, output and errors, which all would share."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    os.close(nothing)


def _inside_namespaces(limits: dict, job: socket.socket, serve: Serve) -> None:
    """Keep a hand-in as the first process of new namespaces, and wait for its end."""
    namespaces.leave()
    # The first process in them: when it ends, the kernel ends all others there.
    if os.fork() == 0:
        try:
            namespaces.settle(limits["disk_megabytes"])
            # It gets the inputs of checks and talks to the grader: no code may look in.
            namespaces.hide(True)
            os.mkdir("/tmp/work")
            os.chdir("/tmp/work")
            keep(job, serve)
        except BaseException as error:
            say_why(job, error)
        os._exit(0)
    os.wait()


def say_why(job: socket.socket, error: BaseException) -> None:
    """Tell the grader that a hand-in cannot run, or no longer."""
    with contextlib.suppress(Closed):
        send_json(job, b"K", f"the sandbox failed ({error})")


def is_over(job: Job, limits: dict[str, Any], locks: dict[int, int]) -> bool:
    """Whether a hand-in has ended; end it if it takes too much.

    Args:
        job: the hand-in.
        limits: of each.
        locks: how many locks of files each process holds; empty if nobody looked.
    """
    if os.waitpid(job.pid, os.WNOHANG)[0]:
        job.answers.close()
        return True
    if time.monotonic() - job.began > limits["seconds"] + 5:
        used = processor_seconds(job.pid) >= UNDISTURBED * limits["seconds"]
        job.end(b"k" if used else b"K", f"it took more than {limits['seconds']} s")
        return False
    pids = descendants(job.pid)[job.ours :]
    if sum(locks.get(pid, 0) for pid in pids) > MANY_LOCKS:
        job.end(b"k", f"it held more than {MANY_LOCKS} locks of files")
    elif take_more(pids, limits["memory"]):
        most = limits["memory"] // 2**20
        job.end(b"k", f"it took more than {most} MiB of memory")
    return False
