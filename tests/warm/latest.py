"""What has started and has nothing to do, by what it was started with."""

from typing import Any

MOST = 2
"""Kinds that are kept: each process holds some hundred megabytes."""


class Latest:
    """Idle processes of the kinds that were used last; the others are ended."""

    def __init__(self) -> None:
        self._idle: dict[Any, list] = {}

    def take(self, key: Any) -> Any:
        """Return an idle process of a kind, which is the caller's; None without one."""
        kept = self._idle.get(key)
        return kept.pop() if kept else None

    def keep(self, key: Any, process: Any) -> None:
        """Keep a process, and end those of the kind that was used longest ago."""
        self._idle[key] = [*self._idle.pop(key, []), process]
        while len(self._idle) > MOST:
            self._end(next(iter(self._idle)))

    def end(self) -> None:
        for key in list(self._idle):
            self._end(key)

    def _end(self, key: Any) -> None:
        for process in self._idle.pop(key):
            self.stop(process)

    def stop(self, process: Any) -> None:
        """End one process."""
        raise NotImplementedError
