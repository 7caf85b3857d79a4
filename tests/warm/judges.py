"""Judging processes that go on from one grading to the next, in place of new ones.

A judge knows nothing of the questions before: they hold an exercise and a seed.
"""

import os
from pathlib import Path

from course_helpers.grading.run import judge
from tests.warm.latest import Latest

Key = tuple[Path, frozenset[tuple[str, str]]]


def key() -> Key:
    """Return what a process takes over from the one that starts it."""
    own = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    return Path.cwd(), frozenset(own.items())


class Kept(Latest):
    """The idle judging processes, by what they were started with."""

    def start(self, process: judge._Process) -> None:
        """Take over an idle one where there is one."""
        while other := self.take(key()):
            if other.process.poll() is None:
                process._socket, process.process = other._socket, other.process
                return
            other.end()
        _start(process)

    def exit(self, judges: judge.Judge, kind: type | None, *_: object) -> None:
        """Keep those that have answered all; end the rest."""
        kept = []
        while kind is None and not judges._idle.empty():
            kept.append(judges._idle.get())
        for process in judges._all:
            if process in kept:
                self.keep(key(), process)
            else:
                process.end()

    def stop(self, process: judge._Process) -> None:
        process.end()


_start = judge._Process.start
