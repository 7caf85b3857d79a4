"""The warm process inside the sandbox: imports once, forks for every hand-in."""

import gc
import json
import os
import select
import socket
import sys
import time
from functools import partial
from importlib import import_module
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from course_helpers.check.catalogue import Exercise
from course_helpers.sandboxed import namespaces
from course_helpers.sandboxed.jobs import Job, is_over, say_why, start
from course_helpers.sandboxed.kernel import make_shell
from course_helpers.sandboxed.messages import receive, send_json
from course_helpers.sandboxed.processes import locks
from course_helpers.sandboxed.shell import run_cells, serve

_LOOK_EVERY = 0.2
"""Seconds between two looks at the hand-ins' memory and time."""
_LOCKS_EVERY = 2
"""Seconds between two looks at locks of files: each keeps all that take some, and us,
waiting for up to 20 ms, and nobody takes many in so short a time."""


def main() -> None:
    """Load what lessons need, then take hand-ins from the grader."""
    control = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(receive(control)[1])
    namespaces.allow_open_files()
    gc.disable()  # what is loaded stays
    shell = make_shell()
    _warm_up()
    gc.enable()
    send_json(control, b"+", "" if settings["alone"] else _trouble())
    os.makedirs("/tmp/work", exist_ok=True)
    _take_hand_ins(shell, control, settings)


def _take_hand_ins(
    shell: InteractiveShell, control: socket.socket, settings: dict[str, Any]
) -> None:
    """Start what comes over a socket until the grader closes it.

    A byte comes with a socket each time: j begins a hand-in, and t a process like this
    one that first runs the cells with which every hand-in of a lesson begins.
    """
    jobs: list[Job] = []
    looked = time.monotonic()
    while True:
        if select.select([control], [], [], _LOOK_EVERY if jobs else None)[0]:
            control.settimeout(None)
            byte, sockets, *_ = socket.recv_fds(control, 1, 1)
            if not byte:
                os._exit(0)
            theirs = socket.socket(fileno=sockets[0])
            others = [control, *(job.answers for job in jobs)]
            if byte == b"j":
                try:
                    jobs.append(start(theirs, partial(serve, shell), others, settings))
                except OSError as error:  # no process more, for now
                    say_why(theirs, error)
                    theirs.close()
            elif os.fork() == 0:
                # Hand-ins that run by now are watched by the process that began them.
                control, jobs = theirs, []
                for other in others:
                    other.close()
                cells = json.loads(receive(control)[1])
                os.chdir("/tmp/work")
                # Not frozen: checks look at what there was before a call, too.
                run_cells(shell, cells)
                send_json(control, b"+", "")
            else:
                theirs.close()
        held: dict[int, int] = {}
        if jobs and time.monotonic() - looked > _LOCKS_EVERY:
            held, looked = locks(), time.monotonic()
        limits = settings["limits"]
        jobs = [job for job in jobs if not is_over(job, limits, held)]


def _trouble() -> str:
    """Return why a process cannot have namespaces of its own here; empty if it can."""
    # Tried in a fork: whoever has left its namespaces cannot come back.
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
    reason = os.read(reading, 1000).decode()
    os.close(reading)
    return "" if reason == "+" else reason or "it ended without a word"


def _warm_up() -> None:
    """Load what lessons need, so that no hand-in waits for it."""
    import torch
    from matplotlib import pyplot
    from torch import multiprocessing

    from course_helpers.check import session
    from course_helpers.check.catalogue import catalogue
    from course_helpers.check.parts import load_observations

    for module in catalogue().imports:
        import_module(module)
    load_observations()
    # The first optimizer of a process loads it, which takes a second.
    import_module("torch._dynamo")
    # The other way hands file descriptors on, which hand-ins may not, see `calls`.
    multiprocessing.set_sharing_strategy("file_system")
    if sys.version_info >= (3, 14):
        # There the usual way to start a process hands them on, too.
        multiprocessing.set_start_method("fork")
    # Threads of OpenMP do not survive a fork: whoever waits for them, hangs.
    torch.set_num_threads(1)
    # The first figure of a process loads fonts, which takes a second.
    figure, ax = pyplot.subplots()
    ax.plot([0, 1])
    figure.canvas.draw()
    pyplot.close(figure)
    pyplot.ion()  # as in a notebook: a figure shows at the end of its cell
    # Learners call checks in cells of their own, too; no judge is here to answer.
    session.judge_elsewhere(_judged_later)
    # What the collector leaves alone it does not write to: forks go on sharing it.
    gc.freeze()


def _judged_later(exercise: Exercise) -> None:
    print(f"{exercise.name}: judged after this run.")


if __name__ == "__main__":
    main()
