"""Grade many hand-ins: rebuild, run what is new in the sandbox, judge, gradebook."""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import UnreadableError, one_writer
from course_helpers.grading.notebook import read
from course_helpers.grading.record import gradebook
from course_helpers.grading.record.gradebook import Row
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.run import results
from course_helpers.grading.run.cluster import Cluster
from course_helpers.grading.run.execution import Shared, run, share
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.rebuild import read_hand_in, rebuild
from course_helpers.grading.run.results import Result, Store
from course_helpers.grading.run.sandbox import Limits
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
        limits: of each hand-in.
        cold: give each hand-in a sandbox of its own, which takes seconds longer; so it
            is by itself where one sandbox cannot keep several apart.
        scheduler: address of a Dask scheduler whose workers run the hand-ins, each in a
            sandbox there; they run on this machine if not given.
    """

    force: bool = False
    jobs: int | None = None
    walls: bool = True
    seed: int | None = None
    limits: Limits = field(default_factory=Limits)
    cold: bool = False
    scheduler: str | None = None


@dataclass
class _Work:
    """One hand-in on its way."""

    lesson: str
    student: str
    notebook: NotebookNode
    key: str

    @property
    def names(self) -> tuple[str, str]:
        """Lesson and student."""
        return self.lesson, self.student


def grade_all(
    course: Course, hand_ins: list[tuple[str, str]], settings: Settings | None = None
) -> Iterator[Row]:
    """Grade hand-ins, many at once; yield a row for each as it is done.

    Args:
        course: the course folder.
        hand_ins: pairs of a lesson and a student, whose notebooks are collected.
        settings: how to grade.

    Raises:
        CourseError: another grader is at work, a lesson is not released, or the
            sandbox cannot be used.
    """
    settings = settings or Settings()
    with (
        _one_grader(store_folder(course).parent),
        gradebook.batch(),
        contextlib.ExitStack() as opened,
    ):
        store, runner, done = Store(store_folder(course)), None, set()
        for lesson in sorted({lesson for lesson, _ in hand_ins}):
            gradebook.register(course, lesson)
        releases = {lesson: _release(course, lesson) for lesson, _ in hand_ins}

        def saved(works: Iterator[tuple[_Work, Result]]) -> Iterator[Row]:
            for work, result in works:
                done.add(work.key)
                told = work.key, work.notebook, result
                yield gradebook.save(course, *work.names, *told)

        for lesson, student in hand_ins:
            path = course.notebook("submitted", lesson, student)
            try:
                notebook = rebuild(releases[lesson], read_hand_in(path))
            except (UnreadableError, OSError) as error:
                yield gradebook.refuse(course, lesson, student, str(error))
                continue
            key = results.key(notebook, settings.limits)
            stored = None
            if key in done or not settings.force:
                stored = store.load(key)
            if stored is None:
                runner = runner or opened.enter_context(_runner(settings, store))
                runner.start(_Work(lesson, student, notebook, key), releases[lesson])
                yield from saved(runner.results(ahead=_AHEAD * runner.jobs))
            elif gradebook.is_recorded(course, lesson, student, key):
                yield gradebook.row(course, lesson, student, stored.trouble)
            else:
                yield gradebook.save(course, lesson, student, key, notebook, stored)
        if runner:
            yield from saved(runner.results(ahead=0))
            yield from saved(runner.results_of_repeated())


def judge_again(
    course: Course, lesson: str, student: str, settings: Settings | None = None
) -> tuple[Result, Result]:
    """Run one hand-in again with the seed that it was graded with; record nothing.

    Returns:
        The stored result, and the new one.

    Raises:
        CourseError: it was not graded, or the sandbox cannot be used.
    """
    settings = settings or Settings()
    try:
        path = course.notebook("submitted", lesson, student)
        notebook = rebuild(_release(course, lesson), read_hand_in(path))
    except (UnreadableError, OSError) as error:
        raise CourseError(
            f"{student}, {lesson}: expected a hand-in; {error}."
        ) from None
    stored = Store(store_folder(course)).load(results.key(notebook, settings.limits))
    if stored is None:
        raise CourseError(
            f"{student}, {lesson}: expected it to be graded as it is now; it is not. "
            "Run course grade first."
        )
    limits = settings.limits
    with Judge() as judge, Workshop(limits, settings.walls) as workshop:
        return stored, run(notebook, workshop.run, judge, limits, stored.seed)


def _release(course: Course, lesson: str) -> NotebookNode:
    path = course.notebook("release", lesson)
    if not path.is_file():
        raise CourseError(
            f"{lesson}: expected its student version at {path}; there is none. "
            "Run: course release"
        )
    return read(path)


def _one_grader(folder: Path) -> AbstractContextManager[None]:
    return one_writer(
        folder,
        f"grading: expected to be the only grader in {folder}; another one is at "
        "work. Wait for its end, or stop it first.",
    )


@dataclass
class _Runner:
    """Has notebooks run, wherever that is, and judged; keeps each result in the store.

    Attributes:
        jobs: notebooks that run at once.
        waiting: for each notebook under way the hand-ins that are exactly the same.
        again: those whose result does not count before they ran again, alone.
        shared: what the hand-ins of a lesson share.
        shown: what the release's own cells show, by lesson; None where they did not
            come to their end, so that each hand-in shows for itself what it can.
    """

    settings: Settings
    store: Store
    judge: Judge
    place: Workshop | Cluster
    pool: ThreadPoolExecutor
    jobs: int
    waiting: dict[Future[Result], list[_Work]] = field(default_factory=dict)
    again: list[list[_Work]] = field(default_factory=list)
    shared: dict[str, Shared] = field(default_factory=dict)
    shown: dict[str, Future[_Outputs | None]] = field(default_factory=dict)

    def start(self, work: _Work, release: NotebookNode) -> None:
        """Have a hand-in run beside others; before the first one its lesson itself."""
        for same in (*self.waiting.values(), *self.again):
            if same[0].key == work.key:
                same.append(work)
                return
        if work.lesson not in self.shown:
            self.shared[work.lesson] = share(release)
            self.shown[work.lesson] = self.pool.submit(self._show, release)
        self.waiting[self.pool.submit(self._run, work)] = [work]

    def results(self, ahead: int) -> Iterator[tuple[_Work, Result]]:
        """Yield results as they come, until only so many hand-ins are under way."""
        while len(self.waiting) > ahead:
            for future in wait(self.waiting, return_when=FIRST_COMPLETED).done:
                works, result = self.waiting.pop(future), future.result()
                shown = self.shown[works[0].lesson].result()
                if result.repeat or shown is None:
                    self.again.append(works)
                else:
                    yield from self._kept(works, result)

    def results_of_repeated(self) -> Iterator[tuple[_Work, Result]]:
        """Run again, one by one, what did not count; yield the results."""
        for works in self.again:
            yield from self._kept(works, self._run(works[0]))

    def _kept(
        self, works: list[_Work], result: Result
    ) -> Iterator[tuple[_Work, Result]]:
        result.outputs |= self.shown[works[0].lesson].result() or {}
        self.store.save(works[0].key, result)
        for work in works:
            yield work, result

    def _show(self, release: NotebookNode) -> _Outputs | None:
        """Run a lesson's student version and return what its own cells show."""
        untouched, limits = rebuild(release, []), self.settings.limits
        key = results.key(untouched, limits)
        result = self.store.load(key)
        if result is None:
            result = run(untouched, self.place.run, self.judge, limits)
            if result.repeat:
                return None
            self.store.save(key, result)
        own = share(release).own
        return {name: made for name, made in result.outputs.items() if name in own}

    def _run(self, work: _Work) -> Result:
        """Run one notebook and have it judged."""
        seed, limits = _seed(self.settings.seed, work), self.settings.limits
        shown, shared = self.shown[work.lesson], self.shared[work.lesson]
        if shown.done() and shown.result() is None:
            shared = None
        return run(work.notebook, self.place.run, self.judge, limits, seed, shared)


@contextlib.contextmanager
def _runner(settings: Settings, store: Store) -> Iterator[_Runner]:
    limits, cold = settings.limits, settings.cold
    if settings.scheduler:
        place = Cluster(settings.scheduler, limits, cold)
    else:
        place = Workshop(limits, settings.walls, cold)
    with Judge() as judge, place:
        jobs = settings.jobs or place.jobs
        with ThreadPoolExecutor(jobs) as pool:
            try:
                yield _Runner(settings, store, judge, place, pool, jobs)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                place.stop()
                raise


def _seed(seed: int | None, work: _Work) -> int | None:
    if seed is None:
        return None
    text = json.dumps([seed, work.lesson, work.student])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "little")
