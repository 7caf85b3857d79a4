"""Where hand-ins run that come as bytes: one warm sandbox, or one for each of them."""

import json
import os
import threading
import time
from dataclasses import asdict
from pathlib import Path

from course_helpers.grading.limits import Limits
from course_helpers.grading.run.sandbox import GoneError, Sandbox, SandboxError
from course_helpers.sandboxed.messages import (
    Closed,
    packed,
    receive,
    send,
    send_json,
    unpacked,
)

_PATIENCE = 30
"""Seconds that a hand-in gets beyond its limit, at which the sandbox should end it."""


class Workshop:
    """Runs hand-ins, several at once; use it as a context manager, from any thread."""

    def __init__(
        self, limits: Limits, walls: bool = True, secrets: tuple[Path, ...] = ()
    ) -> None:
        """Take note of how to run hand-ins.

        Args:
            limits: of each hand-in.
            walls: whether bubblewrap stands around them.
            secrets: folders and files that no hand-in may see, wherever they lie.
        """
        self.limits, self.walls, self.secrets = limits, walls, secrets
        self._lock, self._stopped = threading.Lock(), False

    def __enter__(self) -> "Workshop":
        """Start the warm sandbox, and go on while it starts.

        Raises:
            SandboxError: bubblewrap is missing.
        """
        self._sandbox = self._new().__enter__()
        return self

    def wait(self) -> None:
        """Wait until hand-ins can run.

        Raises:
            SandboxError: they cannot, here.
        """
        self._living()

    @property
    def jobs(self) -> int:
        """How many hand-ins are best run at once."""
        return len(os.sched_getaffinity(0))

    def __exit__(self, *_: object) -> None:
        """End the warm sandbox and all hand-ins in it."""
        self._stopped = True
        self._sandbox.__exit__()

    stop = __exit__

    def run(self, job: bytes) -> bytes:
        """Run one hand-in; see `execute`.

        Raises:
            SandboxError: the sandbox does not start, or not any more.
        """
        sandbox = self._living()
        # `wait` says why it cannot keep several hand-ins apart, if it cannot. Then each
        # gets a sandbox of its own, which takes seconds longer.
        if sandbox.wait():
            with self._new(alone=True) as own:
                return execute(job, own)
        try:
            return execute(job, sandbox)
        # It was gone before this hand-in began, so that counts against nobody.
        except GoneError:
            return execute(job, self._living(instead_of=sandbox))

    def _new(self, alone: bool = False) -> Sandbox:
        return Sandbox(self.limits, self.walls, alone, self.secrets)

    def _living(self, instead_of: Sandbox | None = None) -> Sandbox:
        """Return the warm sandbox; a new one if the system ended it, or part of it."""
        # Of all threads that lost it, the first one starts another for all.
        with self._lock:
            if self._stopped:
                raise SandboxError("sandbox: it was stopped. Run the same again.")
            if self._sandbox.ended or self._sandbox is instead_of:
                self._sandbox.__exit__()
                self._sandbox = self._new().__enter__()
            self._sandbox.wait()
            return self._sandbox


def execute(job: bytes, sandbox: Sandbox) -> bytes:
    """Run one hand-in; never raises for what its code does.

    Args:
        job: messages. The first one is JSON: {"first": sources, "cells": commands}, see
            `keeper`; then come the inputs of each check, in their order.
        sandbox: where its code runs.

    Returns:
        What came of each cell, as the sandbox said it; after k or K nothing more comes.

    Raises:
        GoneError: the sandbox was gone before the hand-in began.
    """
    (_, head), *messages = unpacked(job)
    work, inputs = json.loads(head), iter(messages)
    deadline = time.monotonic() + sandbox.limits.seconds + _PATIENCE
    start = sandbox.prepare(work["first"])
    first = [] if start else [_quiet(source) for source in work["first"]]
    cells, answers = first + work["cells"], []
    try:
        with sandbox.submit(start) as keeper:
            hand_in = {"limits": asdict(sandbox.limits), "cells": cells}
            send_json(keeper, b"h", hand_in)
            for cell in cells:
                kind, body = receive(keeper, deadline)
                # Inputs go in when their check is reached: no cell before it sees them.
                if kind == b"n" and "check" in cell:
                    send(keeper, *next(inputs))
                    kind, body = receive(keeper, deadline)
                answers.append(packed(kind, body))
                if kind in b"kK":
                    break
    except (Closed, TimeoutError, OSError):
        answers.append(packed(b"K", b'"it ended before its time"'))
    # Nobody asked for the first cells; if it ended there, the last answer says why.
    return b"".join(answers[len(first) :] or answers[-1:])


def _quiet(source: str) -> dict[str, object]:
    return {"source": source, "extra": False, "quiet": True}
