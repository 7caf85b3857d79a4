"""Grade many hand-ins: rebuild, run what is new in the sandbox, judge, record."""

import contextlib
import fcntl
import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from course_helpers.grading import record, verdicts
from course_helpers.grading.cluster import Cluster
from course_helpers.grading.course import Course, CourseError
from course_helpers.grading.judging import Judge
from course_helpers.grading.notebook import read
from course_helpers.grading.rebuild import UnreadableError, read_hand_in, rebuild
from course_helpers.grading.record import Row
from course_helpers.grading.replay import store_folder
from course_helpers.grading.running import Execute, Shared, run, share
from course_helpers.grading.sandbox import Limits
from course_helpers.grading.verdicts import Result, Store
from course_helpers.grading.workshop import Workshop

_FIRST_WITH_OPTIMIZERS = "06"


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
    with _one_writer(store_folder(course).parent), record.batch():
        store, new = Store(store_folder(course)), []
        for lesson in sorted({lesson for lesson, _ in hand_ins}):
            record.register(course, lesson)
        releases = {lesson: _release(course, lesson) for lesson, _ in hand_ins}
        for lesson, student in hand_ins:
            path = course.notebook("submitted", lesson, student)
            try:
                notebook = rebuild(releases[lesson], read_hand_in(path))
            except (UnreadableError, OSError) as error:
                yield record.refuse(course, lesson, student, str(error))
                continue
            key = verdicts.key(notebook, settings.limits)
            work = _Work(lesson, student, notebook, key)
            stored = None if settings.force else store.load(key)
            if stored is None:
                new.append(work)
            elif record.is_recorded(course, lesson, student, key):
                yield record.row(course, lesson, student, stored.trouble)
            else:
                yield record.save(course, lesson, student, key, notebook, stored)
        for work, result in _results(new, settings, store, releases):
            yield record.save(
                course, work.lesson, work.student, work.key, work.notebook, result
            )


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
    stored = Store(store_folder(course)).load(verdicts.key(notebook, settings.limits))
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


@contextlib.contextmanager
def _one_writer(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(
                f"grading: expected to be the only grader in {folder}; another one is "
                "at work. Wait for its end, or stop it first."
            ) from None
        yield


def _results(
    new: list[_Work],
    settings: Settings,
    store: Store,
    releases: dict[str, NotebookNode],
) -> Iterator[tuple[_Work, Result]]:
    """Run hand-ins and yield their results as they come; keep each in the store."""
    if not new:
        return
    first = {work.key: work for work in new}
    optimizers = any(work.lesson >= _FIRST_WITH_OPTIMIZERS for work in new)
    with Judge() as judge, _place(settings, optimizers) as place:
        runner = _Runner(settings, judge, place.run)
        for lesson in sorted({work.lesson for work in new}):
            runner.share(lesson, releases[lesson], store)
        again = []
        jobs = settings.jobs or place.jobs
        with ThreadPoolExecutor(min(jobs, len(first))) as pool:
            waiting = {pool.submit(runner.run, work): work for work in first.values()}
            try:
                for done in as_completed(waiting):
                    work, result = waiting[done], done.result()
                    if result.repeat:
                        again.append(work)
                    else:
                        yield from _kept(work, result, new, store)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                place.stop()
                raise
            for work in again:
                yield from _kept(work, runner.run(work), new, store)


def _place(settings: Settings, optimizers: bool) -> Workshop | Cluster:
    limits, cold = settings.limits, settings.cold
    if settings.scheduler:
        return Cluster(settings.scheduler, limits, cold)
    return Workshop(limits, settings.walls, cold, optimizers)


def _kept(
    work: _Work, result: Result, new: list[_Work], store: Store
) -> Iterator[tuple[_Work, Result]]:
    """Store a result and yield it for all hand-ins that are exactly the same."""
    store.save(work.key, result)
    for same in new:
        if same.key == work.key:
            yield same, result


@dataclass
class _Runner:
    """Has notebooks run, wherever that is, and judged."""

    settings: Settings
    judge: Judge
    execute: Execute
    shared: dict[str, Shared] = field(default_factory=dict)

    def share(self, lesson: str, release: NotebookNode, store: Store) -> None:
        """Do once what all hand-ins of a lesson have in common."""
        untouched, limits = rebuild(release, []), self.settings.limits
        key = verdicts.key(untouched, limits)
        result = store.load(key)
        if result is None:
            result = run(untouched, self.execute, self.judge, limits)
            if result.repeat:  # then each shows for itself what it can
                self.shared[lesson] = Shared()
                return
            store.save(key, result)
        self.shared[lesson] = share(release, result.outputs)

    def run(self, work: _Work) -> Result:
        """Run one notebook and have it judged."""
        seed, limits = _seed(self.settings.seed, work), self.settings.limits
        shared = self.shared[work.lesson]
        return run(work.notebook, self.execute, self.judge, limits, seed, shared)


def _seed(seed: int | None, work: _Work) -> int | None:
    if seed is None:
        return None
    text = json.dumps([seed, work.lesson, work.student])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "little")
