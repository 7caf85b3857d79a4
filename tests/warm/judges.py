"""Judging processes that go on from one grading to the next, in place of new ones.

A judge knows nothing of the questions before: they hold an exercise and a seed.
"""

import os
from collections import defaultdict
from pathlib import Path

from course_helpers.grading.run import judge

Key = tuple[Path, frozenset[tuple[str, str]]]


def key() -> Key:
    """Return what a process takes over from the one that starts it."""
    own = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    return Path.cwd(), frozenset(own.items())


class Kept:
    """The idle judging processes, by what they were started with."""

    def __init__(self) -> None:
        self.idle: dict[Key, list[judge._Process]] = defaultdict(list)

    def start(self, process: judge._Process) -> None:
        """Take over an idle one where there is one."""
        while self.idle[key()]:
            other = self.idle[key()].pop()
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
            if process not in kept:
                process.end()
        self.idle[key()] += kept

    def end(self) -> None:
        for process in sum(self.idle.values(), []):
            process.end()


_start = judge._Process.start
