"""Have the hand-ins of a class run and judged, many at once; nothing is recorded.

They run in a sandbox of this machine, or on the workers of a cluster.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from course_helpers.grading.limits import Limits
from course_helpers.grading.run import results
from course_helpers.grading.run.cluster import Cluster
from course_helpers.grading.run.execution import Shared, run, share
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.rebuild import rebuild
from course_helpers.grading.run.results import Result, Store
from course_helpers.grading.run.workshop import Workshop

_Outputs = dict[str, list[dict[str, Any]]]
_AHEAD = 4
"""Hand-ins under way for each that runs: enough to do, and not a class in memory."""


@dataclass(frozen=True)
class Settings:
    """How to grade.

    Attributes:
        force: run again what was graded before.
        jobs: hand-ins that run at once; one per core if not given.
        walls: whether bubblewrap stands around them.
        seed: makes the inputs the same in every run; for tests alone, since a learner
            who knows it knows the inputs.
        limits: of each hand-in; the course's, else the defaults, if not given.
        scheduler: address of a Dask scheduler whose workers run the hand-ins, each in a
            sandbox there; they run on this machine if not given.
        secrets: what no hand-in may see: the course's folders.
    """

    force: bool = False
    jobs: int | None = None
    walls: bool = True
    seed: int | None = None
    limits: Limits | None = None
    scheduler: str | None = None
    secrets: tuple[Path, ...] = ()


@dataclass
class Work:
    """One hand-in on its way.

    Attributes:
        lesson: the lesson's name.
        student: who handed in.
        notebook: the rebuilt notebook.
        key: of its result.
        receipt: for the gradebook, see `record.receipts`.
        before: scores that the same answers have already, by exercise.
    """

    lesson: str
    student: str
    notebook: NotebookNode
    key: str
    receipt: dict[str, Any] = field(default_factory=dict)
    before: dict[str, float] = field(default_factory=dict)


class ClassRun:
    """The hand-ins of a class while they run; use it as a context manager.

    Judge and sandbox start with the first hand-in that is to be run: where all is
    graded, nobody waits for them. Each result is kept in the store.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        """Take note of how to run hand-ins, and where their results are kept."""
        self.settings = replace(settings, limits=settings.limits or Limits())
        self.store, self.jobs = store, 0
        self._opened = contextlib.ExitStack()
        self._finished: set[str] = set()
        # Of two hand-ins that are exactly the same the first runs for both.
        self._under_way: dict[Future[Result], list[Work]] = {}
        self._repeated: list[list[Work]] = []
        # What a lesson's own cells show is the same for everybody; None where they did
        # not come to their end, so that each hand-in shows for itself what it can.
        self._shared: dict[str, Shared] = {}
        self._shown: dict[str, Future[_Outputs | None]] = {}

    def __enter__(self) -> "ClassRun":
        """Start nothing yet."""
        return self

    def __exit__(self, *error: Any) -> None:
        """End the judge and the sandbox; after an error also the hand-ins in it."""
        self._opened.__exit__(*error)

    def stored(self, key: str) -> Result | None:
        """Return the result that counts; None if there is none, so that it must run."""
        if self.settings.force and key not in self._finished:
            return None
        return self.store.load(key)

    def start(self, work: Work, release: NotebookNode) -> None:
        """Have a hand-in run beside others; before the first one its lesson itself."""
        for works in (*self._under_way.values(), *self._repeated):
            if works[0].key == work.key:
                works.append(work)
                return
        if not self.jobs:
            self._open()
        if work.lesson not in self._shown:
            self._shared[work.lesson] = share(release)
            self._shown[work.lesson] = self._pool.submit(self._show, release)
        self._under_way[self._pool.submit(self._run, work)] = [work]

    def ready(self) -> Iterator[tuple[Work, Result]]:
        """Yield results as they come, until more hand-ins may start."""
        yield from self._results(_AHEAD * self.jobs)

    def rest(self) -> Iterator[tuple[Work, Result]]:
        """Yield all other results; at last of what did not count, run one by one."""
        yield from self._results(0)
        # Now there is no neighbour left that could have slowed or ended them.
        for works in self._repeated:
            yield from self._counted(works, self._run(works[0]))

    def _open(self) -> None:
        """Start the judge, what runs hand-ins, and a thread for each at once."""
        settings = self.settings
        if settings.scheduler:
            place = Cluster(settings.scheduler, settings.limits)
        else:
            place = Workshop(settings.limits, settings.walls, settings.secrets)
        self._judge = self._opened.enter_context(Judge())
        self._place = self._opened.enter_context(place)
        self.jobs = settings.jobs or self._place.jobs
        self._pool = self._opened.enter_context(ThreadPoolExecutor(self.jobs))
        self._opened.push(self._stop)

    def _stop(self, kind: type[BaseException] | None, *_: Any) -> None:
        # The threads are waited for; after Ctrl-C that must not take minutes.
        if kind:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._place.stop()

    def _results(self, most: int) -> Iterator[tuple[Work, Result]]:
        """Yield results until at most so many hand-ins are under way."""
        while len(self._under_way) > most:
            for future in wait(self._under_way, return_when=FIRST_COMPLETED).done:
                works, result = self._under_way.pop(future), future.result()
                shown = self._shown[works[0].lesson].result()
                if result.repeat or shown is None:
                    self._repeated.append(works)
                else:
                    yield from self._counted(works, result)

    def _counted(
        self, works: list[Work], result: Result
    ) -> Iterator[tuple[Work, Result]]:
        result.outputs |= self._shown[works[0].lesson].result() or {}
        self.store.save(works[0].key, result)
        self._finished.add(works[0].key)
        for work in works:
            yield work, result

    def _show(self, release: NotebookNode) -> _Outputs | None:
        """Run a lesson's student version and return what its own cells show."""
        # Stored as if it were a hand-in: the next `course grade` need not run it.
        untouched, limits = rebuild(release, []), self.settings.limits
        key = results.key(untouched, limits)
        result = self.store.load(key)
        if result is None:
            result = run(untouched, self._place.run, self._judge, limits)
            if result.repeat:
                return None
            self.store.save(key, result)
        own = share(release).own
        return {cell: shown for cell, shown in result.outputs.items() if cell in own}

    def _run(self, work: Work) -> Result:
        """Run one notebook and have it judged."""
        seed, limits = _seed(self.settings.seed, work), self.settings.limits
        shown, shared = self._shown[work.lesson], self._shared[work.lesson]
        # For what runs again by then: nobody shows its figures but itself.
        if shown.done() and shown.result() is None:
            shared = None
        return run(work.notebook, self._place.run, self._judge, limits, seed, shared)


def _seed(seed: int | None, work: Work) -> int | None:
    """Return the seed of one hand-in where there is one for all."""
    if seed is None:
        return None
    # As in real grading, each has inputs of its own.
    text = json.dumps([seed, work.lesson, work.student])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "little")
