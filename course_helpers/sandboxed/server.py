"""The warm process inside the sandbox: imports once, forks for every hand-in."""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import time
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from course_helpers.sandboxed import namespaces
from course_helpers.sandboxed.keeper import descendants, keep
from course_helpers.sandboxed.messages import Closed, receive, send_json
from course_helpers.sandboxed.shell import make_shell, serve

_LOOK_EVERY = 0.2
"""Seconds between two looks at the hand-ins' memory and time."""


class _Job:
    """A hand-in that runs: the process above all of its own, and when it began.

    Attributes:
        ours: how many of the processes below it are the sandbox's own.
    """

    def __init__(self, pid: int, answers: socket.socket, ours: int) -> None:
        self.pid, self.answers, self.ours = pid, answers, ours
        self.began = time.monotonic()

    def end(self, why: str) -> None:
        """End all of its processes and say why."""
        os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(Closed):
            send_json(self.answers, b"k", why)


def main() -> None:
    """Serve hand-ins until the grader closes the socket that it gave us."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(receive(control)[1])
    shell = make_shell()
    _warm_up(settings["optimizers"])
    alone = settings["alone"]
    trouble = "" if alone else _trouble()
    send_json(control, b"+", trouble)
    jobs: list[_Job] = []
    while True:
        if select.select([control], [], [], _LOOK_EVERY if jobs else None)[0]:
            byte, sockets, *_ = socket.recv_fds(control, 1, 1)
            if not byte:
                os._exit(0)
            others = [control, *(job.answers for job in jobs)]
            jobs.append(_started(shell, sockets[0], others, settings))
        jobs = [job for job in jobs if not _over(job, settings["limits"])]


def _started(
    shell: Any, number: int, others: list[socket.socket], settings: dict
) -> _Job:
    job = socket.socket(fileno=number)
    pid = os.fork()
    if pid:
        return _Job(pid, job, 0 if settings["alone"] else 1)
    for one in others:
        one.close()
    try:
        namespaces.adopt_orphans()
        if settings["alone"]:
            keep(job, partial(serve, shell))
        else:
            _inside_namespaces(settings["limits"], job, shell)
    except BaseException as error:
        _say_why(job, error)
    os._exit(0)


def _inside_namespaces(limits: dict, job: socket.socket, shell: Any) -> None:
    """Keep a hand-in as the first process of new namespaces, and wait for its end."""
    namespaces.leave()
    if os.fork() == 0:
        try:
            namespaces.settle(limits["disk_megabytes"])
            namespaces.hide(True)
            os.mkdir("/tmp/work")
            os.chdir("/tmp/work")
            keep(job, partial(serve, shell))
        except BaseException as error:
            _say_why(job, error)
        os._exit(0)
    os.wait()


def _say_why(job: socket.socket, error: BaseException) -> None:
    with contextlib.suppress(Closed):
        send_json(job, b"k", f"the sandbox failed ({error})")


def _trouble() -> str:
    """Return why a process cannot have namespaces of its own here; empty if it can."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            namespaces.leave()
            if os.fork() == 0:
                namespaces.settle(1)
                os.write(writing, b"+")
                os._exit(0)
            os.wait()
        except OSError as error:
            os.write(writing, str(error).encode())
        os._exit(0)
    os.close(writing)
    os.wait()
    said = os.read(reading, 1000).decode()
    os.close(reading)
    return "" if said == "+" else said or "it ended without a word"


def _over(job: _Job, limits: dict) -> bool:
    """Whether a hand-in has ended; end it if it takes too much."""
    if os.waitpid(job.pid, os.WNOHANG)[0]:
        job.answers.close()
        return True
    if time.monotonic() - job.began > limits["seconds"] + 5:
        job.end(f"it took more than {limits['seconds']} s")
    elif _memory(job) > limits["memory"]:
        job.end(f"it took more than {limits['memory'] // 2**20} MiB of memory")
    return False


def _memory(job: _Job) -> int:
    """Return the bytes that a hand-in's processes have, shared ones in parts."""
    return sum(map(_share, descendants(job.pid)[job.ours :]))


def _share(pid: int) -> int:
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(text.partition("\nPss:")[2].split()[0]) * 1024
    with contextlib.suppress(OSError, IndexError):
        # Hidden from us: count all that it does not share with a file.
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text().split()
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _warm_up(optimizers: bool) -> None:
    """Load what lessons need, so that no hand-in waits for it."""
    import seaborn  # noqa: F401
    import torch
    from matplotlib import pyplot

    import course_helpers.check
    import course_helpers.data
    import course_helpers.plotting  # noqa: F401
    from course_helpers.check import observations
    from course_helpers.check._exercises import EXERCISES

    torch.set_num_threads(1)
    if optimizers:  # the first one loads torch's compiler
        torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1).step()
    figure, ax = pyplot.subplots()
    ax.plot([0, 1])
    figure.canvas.draw()
    pyplot.close(figure)
    pyplot.ion()  # as in a notebook: a figure shows at the end of its cell
    for topic in {exercise.topic for exercise in EXERCISES.values()}:
        import_module(f"{observations.__name__}.{topic}")
    course_helpers.check.check_answer = _judged_later
    gc.collect()
    gc.freeze()


def _judged_later(exercise: Any, answers: object) -> None:
    print(f"{exercise.name}: judged after this run.")


if __name__ == "__main__":
    main()
