"""The judge: a process of its own that never loads anything of a learner's.

It makes the inputs from a secret seed, and judges plain data that came back. Only bytes
that cannot run code go in and out.
"""

import contextlib
import gc
import json
import os
import queue
import socket
import subprocess
import sys
import time
from dataclasses import asdict
from importlib import import_module
from typing import Any

from course_helpers.check.contract import Verdict
from course_helpers.grading.errors import CourseError
from course_helpers.grading.run.walls import data_environment
from course_helpers.sandboxed.messages import Closed, receive, send, send_json

_PATIENCE = 60
"""Seconds for one question; hostile data might be made to be slow to compare."""
_BUSY = 3
"""Seconds after which somebody who waits for an answer gets a process of their own;
starting the first one takes as long."""
_NOT_JUDGED = "what came back could not be judged"

SECRET = "secret"
"""What stands under this name in an exercise's inputs is for the judge alone."""


class Judge:
    """Judging processes; use it as a context manager, from any thread.

    There is one, which is quick. While data that may have been made for it keeps that
    busy, another one answers the rest.
    """

    def __enter__(self) -> "Judge":
        """Start the process."""
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._all = [_Process()]
        self._idle.put(self._all[0])
        return self

    def __exit__(self, *_: object) -> None:
        """End all of them."""
        for process in self._all:
            process.end()

    def inputs(self, exercise: str, seed: int) -> bytes:
        """Return an exercise's inputs for a seed, without what is secret, as a message.

        Raises:
            CourseError: the process ended.
        """
        return self._ask(b"i", json.dumps([exercise, seed]).encode())

    def verdict(self, exercise: str, seed: int, reply: bytes | str) -> Verdict:
        """Return the verdict on what an answer gave for those inputs.

        Args:
            exercise: its name.
            seed: the seed that made the inputs.
            reply: what the sandbox sent; or, as text, why it sent nothing. If the
                process does not survive it, the verdict is that.

        Raises:
            CourseError: the process ended.
        """
        kind = b"t" if isinstance(reply, str) else b"v"
        body = reply.encode() if isinstance(reply, str) else reply
        head = json.dumps([exercise, seed]).encode() + b"\n"
        answer = self._ask(kind, head + body, head + _NOT_JUDGED.encode())
        return Verdict.from_data(json.loads(answer))

    def _ask(self, kind: bytes, body: bytes, instead: bytes = b"") -> bytes:
        """Return the answer to a question; to another one where that ends the process.

        Args:
            kind: of the question.
            body: of the question.
            instead: another question, of kind t, for a new process.
        """
        process = self._free()
        try:
            with contextlib.suppress(Closed, TimeoutError):
                return process.answer(kind, body)
            # Data may have been made to end the judge, or to keep it busy for ever.
            process.end()
            process.start()
            with contextlib.suppress(Closed, TimeoutError):
                return process.answer(b"t" if instead else kind, instead or body)
        finally:
            self._idle.put(process)
        raise CourseError(
            "judge: expected an answer; its process ended. Look above for "
            "an error, and report it: this should not happen."
        )

    def _free(self) -> "_Process":
        """Return a process that has nothing to do: at most one for each that asks."""
        with contextlib.suppress(queue.Empty):
            return self._idle.get(timeout=_BUSY)
        # Others may be adding theirs at this moment.
        process = _Process()
        self._all.append(process)
        return process


class _Process:
    """One judging process, which answers one question after the other."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self._socket, theirs = socket.socketpair()
        # As in the sandbox: the same data, one thread, the CPU.
        data = data_environment(in_sandbox=False)
        settings = {"OMP_NUM_THREADS": "1", "COURSE_DEVICE": "cpu", **data}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # its errors go where the grader's go
            start_new_session=True,  # Ctrl-C is for the grader, which ends it then
        )
        theirs.close()

    def answer(self, kind: bytes, body: bytes) -> bytes:
        send(self._socket, kind, body)
        return receive(self._socket, time.monotonic() + _PATIENCE)[1]

    def end(self) -> None:
        self._socket.close()
        self.process.kill()
        self.process.wait()


def main() -> None:
    """Answer the grader's questions until it closes the socket."""
    questions = socket.socket(fileno=int(sys.argv[1]))
    _load()
    with contextlib.suppress(Closed):
        while True:
            kind, body = receive(questions)
            head, _, rest = body.partition(b"\n")
            exercise, seed = json.loads(head)
            if kind == b"i":
                send(questions, kind, _public_inputs(exercise, seed))
            else:
                observed = _observed(kind, rest)
                send_json(questions, kind, asdict(_verdict(exercise, seed, observed)))


def _load() -> None:
    """Load what questions need; nobody looks through that for garbage, it stays."""
    gc.disable()
    import_module("course_helpers.check.parts")
    gc.freeze()
    gc.enable()


def _public_inputs(exercise: str, seed: int) -> bytes:
    # Here and below, so that the grader, which starts this program, needs no torch.
    from course_helpers.check.wire import encode

    inputs = _inputs(exercise, seed)
    # These go into the sandbox; the judge draws the secret once more, from the seed.
    if isinstance(inputs, dict):
        inputs = {key: value for key, value in inputs.items() if key != SECRET}
    return encode(inputs)


def _inputs(exercise: str, seed: int) -> Any:
    from course_helpers.check.parts import make_inputs

    return make_inputs(exercise, seed)


def _observed(kind: bytes, reply: bytes) -> Any:
    from course_helpers.check.wire import decode

    if kind == b"t":
        return {"error": "Stopped", "text": reply.decode(), "line": ""}
    try:
        return decode(reply)
    except ValueError as error:
        return {"error": "ValueError", "text": str(error), "line": ""}


def _verdict(exercise: str, seed: int, observed: Any) -> Verdict:
    from course_helpers.check.parts import judge

    return judge(exercise, _inputs(exercise, seed), observed)


if __name__ == "__main__":
    main()
