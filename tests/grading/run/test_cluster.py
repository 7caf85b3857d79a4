"""Grading on a Dask cluster: a scheduler and workers as processes of this machine."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.course import find_course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.limits import Limits
from course_helpers.grading.notebook import read
from course_helpers.grading.record.gradebook import handed_in
from course_helpers.grading.record.receipts import recorded
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.release.make import release
from course_helpers.grading.run import cluster
from course_helpers.grading.run.cluster import Cluster
from course_helpers.grading.run.execution import run
from course_helpers.grading.run.results import Store
from tests.conftest import ANSWERS, lesson_points
from tests.grading.interrupted import no_process_left

LESSON = "01_tensors"
RIGHT = {name: "\n".join(parts) for name, parts in ANSWERS.items()}
WRONG = {name: f"{head}\n    return {{}}" for name, (head, _) in ANSWERS.items()}
WAIT = 120


@pytest.fixture(autouse=True)
def library():
    """Skip where the extra is not installed."""
    pytest.importorskip("distributed")


def hand_in_class(course, size):
    for number in range(size):
        notebook = read(course.notebook("release", LESSON))
        cells = answer_cells(notebook)
        for place, name in enumerate(RIGHT):
            answers = WRONG if number >> place & 1 else RIGHT
            cells[name].source = f"{answers[name].format(number)}\n# {number}"
        path = course.notebook("submitted", LESSON, f"s{number}")
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)


def grading(course, **settings):
    pairs = [(LESSON, student) for student in handed_in(course, LESSON)]
    return grade_all(course, pairs, Settings(seed=5, **settings))


def told(course):
    """All verdicts and outputs of a class, by student."""
    store, found = Store(store_folder(course)), {}
    for student in handed_in(course, LESSON):
        key = recorded(course, LESSON, student)["key"]
        found[student] = asdict(store.load(key))
    return found


class Machines:
    """A scheduler and workers, each in a process of its own."""

    def __init__(self, folder):
        self.folder, self.file = folder, folder / "scheduler.json"
        self.processes = {}
        self.start("scheduler", "--port", "0", "--host", "127.0.0.1")
        until(lambda: self.file.is_file() and self.file.read_text().endswith("}"))
        self.address = json.loads(self.file.read_text())["address"]

    def start(self, what, *more, **environment):
        command = [sys.executable, "-P", "-m", f"distributed.cli.dask_{what}"]
        command += ["--scheduler-file", str(self.file), "--no-dashboard", *more]
        self.processes[more[-1]] = subprocess.Popen(
            command,
            cwd=self.folder,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def worker(self, name, **environment):
        more = ("--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--name", name)
        self.start("worker", *more, **environment)

    def end(self):
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()


def until(holds):
    deadline = time.monotonic() + WAIT
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def machines(tmp_path):
    folder = tmp_path / "machines"
    folder.mkdir()
    with no_process_left():
        made = Machines(folder)
        try:
            yield made
        finally:
            made.end()


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
def test_class_on_two_workers_one_of_them_killed_is_graded_as_here(
    course, machines, tmp_path, monkeypatch
):
    from distributed import Client

    release(course, LESSON, run=False)
    hand_in_class(course, 10)
    here = find_course(shutil.copytree(course.root, tmp_path / "here"))
    wanted = {row.student: row for row in grading(here)}
    assert len({row.score for row in wanted.values()}) > 2

    machines.worker("one")
    machines.worker("two")
    with Client(machines.address, set_as_default=False) as client:
        until(lambda: len(client.nthreads()) == 2)
        names = client.scheduler_info()["workers"]
        (one,) = (a for a in names if names[a]["name"] == "one")
        rows = grading(course, scheduler=machines.address)
        found = [next(rows)]
        until(lambda: client.processing().get(one))
        machines.processes["one"].kill()
        found += list(rows)
        assert list(client.nthreads()) != [one] and len(client.nthreads()) == 1

        assert {row.student: row for row in found} == wanted
        assert told(course) == told(here)

        with monkeypatch.context() as patch:
            other = cluster.basis() | {"torch": "0.0"}
            patch.setattr(cluster, "basis", lambda: other)
            with pytest.raises(CourseError, match="worker tcp.* expected torch 0.0"):
                Cluster(machines.address, Limits()).__enter__()

        machines.worker("three", PATH="/nowhere")
        until(lambda: len(client.nthreads()) == 2)
        with pytest.raises(CourseError, match="worker tcp.* expected the program bwr"):
            Cluster(machines.address, Limits()).__enter__()


def test_scheduler_that_is_not_there_is_named_in_one_line(monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECT", 1)
    with pytest.raises(CourseError, match="^scheduler: .* tcp://127.0.0.1:9; .*$"):
        Cluster("tcp://127.0.0.1:9", Limits()).__enter__()


def test_missing_library_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CourseError, match="distributed to be installed.*pip install"):
        Cluster("tcp://127.0.0.1:9", Limits()).__enter__()


class Lost:
    """A client whose workers are all lost over the same hand-in."""

    def submit(self, *_, **__):
        return self

    def result(self, timeout):
        from distributed.scheduler import KilledWorker

        raise KilledWorker("work", None, 3)


class Drawn:
    """A judge that passes nothing."""

    def inputs(self, exercise, seed):
        return b""

    def verdict(self, exercise, seed, reply):
        return reply


def test_hand_in_over_which_workers_are_lost_ends_with_that_reason(course):
    release(course, LESSON, run=False)
    tried = Cluster("tcp://127.0.0.1:9", Limits())
    tried._client = Lost()
    notebook = read(course.notebook("release", LESSON))
    result = run(notebook, tried.run, Drawn(), Limits())
    assert result.repeat and "lost" in result.trouble
    assert set(result.verdicts.values()) == {result.trouble}
    assert result.verdicts.keys() == lesson_points().keys()
