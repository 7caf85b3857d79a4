"""How grading grows: from 10 to 1,000 hand-ins here, and to 100,000 by calculation.

    python benchmarks/growth.py [--counts 10 100 1000] [--cores 1 2] [--save]
    python benchmarks/growth.py --simulate [--counts 60] [--lesson 06_training_loop]

Without --simulate a class of each size is graded with each number of cores: seconds
for each hand-in, and the most memory of the grader itself. A size that is named three
times is measured three times.

With --simulate one class is graded with one hand-in at a time, and what each part of
its way takes is measured: reading it, running it in the sandbox, judging, recording;
the first two are left out, since they load what the others find loaded. From these
times follows what a cluster of Dask workers would take, with these assumptions: a core
of a worker is as fast as one of this machine, and runs one hand-in at a time; two for
each core are on their way, as in `cluster.py`; the network adds LATENCY to each;
reading and recording take turns in the grader's one thread; judging has GRADER_CORES
cores of the grader's machine; recording takes as long in a gradebook of 100,000 as in
one of a class; nothing fails and no worker leaves.
"""

import argparse
import heapq
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import mean
from typing import Any
from unittest import mock

from record import save

from course_helpers.grading import grade
from course_helpers.grading.class_run import Settings
from course_helpers.grading.course import find_course
from course_helpers.grading.record import gradebook
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.results import Store
from course_helpers.grading.run.workshop import Workshop
from grading import PROGRAMS, check_scores, make_class

LIGHT = "01_tensors"
PARTS = {
    "read": [(grade, "take"), (grade, "_scores_before"), (grade, "_limits_for")],
    "run": [(Workshop, "run")],
    "judge": [(Judge, "inputs"), (Judge, "verdict")],
    "record": [(Store, "save"), (grade, "_saved")],
}
"""What a hand-in's way is made of, in the order of class_run.py."""
GRADE = """
import os, sys
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv[1])])
from course_helpers.cli import app
code = app(["grade", sys.argv[2]], standalone_mode=False)
lines = open("/proc/self/status").read().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
sys.exit(code)
"""
"""Prints the most memory of this process, not that of one which it comes from."""

CLUSTERED = 100_000
WORKER_CORES = (2, 8, 32, 64, 128, 256)
GRADER_CORES = 4
LATENCY = 0.01
"""Seconds for a job to reach a worker and for its answer to come back."""
UNDER_WAY = 8
"""Hand-ins for each of the workers' cores: two run or wait there, four times as many
are read ahead (`cluster._AHEAD`, `class_run._AHEAD`)."""


def main() -> None:
    """Print how long classes of several sizes take, here or on a cluster."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[10, 100])
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--lesson", default=LIGHT)
    parser.add_argument("--simulate", action="store_true")
    parser.add_argument("--save", action="store_true", help="write results/growth.json")
    options = parser.parse_args()
    os.environ["COURSE_OFFLINE"] = "1"
    if options.simulate:
        numbers = cluster(options.lesson, options.counts[0])
        if options.save:
            save("cluster", numbers, {"lesson": options.lesson})
        return
    if max(options.cores) > len(os.sched_getaffinity(0)):
        raise SystemExit(f"expected at most the cores here; got {options.cores}.")
    for numbers in growth(options.lesson, options.counts, options.cores):
        if options.save:
            save("growth", numbers, {"lesson": options.lesson})


def growth(lesson: str, counts: list[int], cores: list[int]) -> Iterator[dict]:
    """Grade classes of several sizes with several numbers of cores.

    Yields:
        All that is found by then: by cores and size, what each turn took.
    """
    print(f"{lesson}\n{'cores':>6}{'hand-ins':>10}{'seconds each':>14}{'grader':>12}")
    found: dict[str, dict[int, dict[str, list]]] = {}
    for used in cores:
        sizes = found.setdefault(f"{used} cores", {})
        for count in counts:
            seconds, memory = graded(lesson, count, used)
            each = seconds / count
            print(f"{used:>6}{count:>10}{each:>14.2f}{memory:>8.0f} MiB", flush=True)
            turns = sizes.setdefault(count, {"seconds each": [], "MiB": []})
            turns["seconds each"].append(each)
            turns["MiB"].append(memory)
            yield found


def graded(lesson: str, count: int, cores: int) -> tuple[float, float]:
    """Grade a class on so many cores; return seconds, and the grader's peak in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        course = make_class(Path(folder), lesson, count)
        paths = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-P", "-c", GRADE, str(cores), lesson],
            cwd=course,
            env=os.environ | {"PATH": paths},
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - start
        if done.returncode:
            raise SystemExit(f"grade: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        check_scores(course, lesson, count)
    return seconds, int(done.stdout.split()[-1]) / 1024


def cluster(lesson: str, count: int) -> dict[str, dict]:
    """Measure the parts of grading, and print what a cluster would take with them."""
    parts = service_times(lesson, count)
    print(f"{lesson}, {count} hand-ins, one at a time: seconds for each\n")
    for name, seconds in parts.items():
        print(
            f"{name:<10}{mean(seconds):>8.3f}{min(seconds):>8.3f}{max(seconds):>8.3f}"
        )
    print(
        f"\n{CLUSTERED:,} hand-ins: hours, and the share of it that workers are busy\n"
    )
    found = {}
    for cores in WORKER_CORES:
        seconds, busy = simulated(parts, CLUSTERED, cores)
        print(f"{cores:>6} cores{seconds / 3600:>8.1f} h{busy:>8.0%}")
        found[f"{cores} cores"] = {"hours": seconds / 3600, "busy": busy}
    return {"seconds": {name: mean(s) for name, s in parts.items()}} | found


def service_times(lesson: str, count: int) -> dict[str, list[float]]:
    """Grade a class, one hand-in at a time; return the seconds of each part of the way.

    The parts are lists: one entry for each hand-in that ran, else the mean alone. The
    first two are left out: the lesson itself, and the hand-in that finds all new.
    """
    if count < 2:
        raise SystemExit(f"expected two hand-ins or more; got {count}.")
    spent = {part: [[] for _ in places] for part, places in PARTS.items()}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as patched:
        course = find_course(make_class(Path(folder), lesson, count))
        for part, places in PARTS.items():
            for (place, name), seconds in zip(places, spent[part], strict=True):
                timed = _timed(getattr(place, name), seconds)
                patched.enter_context(mock.patch.object(place, name, timed))
        pairs = [(lesson, student) for student in gradebook.handed_in(course, lesson)]
        rows = [*grade.grade_all(course, pairs, Settings(jobs=1))]
    (runs,) = spent.pop("run")
    if len(rows) != count or len(runs) != count + 1:
        raise SystemExit(f"expected {count} hand-ins to run; got {len(rows)} rows.")
    means = {part: [sum(_each(s, count) for s in all)] for part, all in spent.items()}
    return {"run": runs[2:]} | means


def _each(seconds: list[float], count: int) -> float:
    """Return what a function took for one hand-in, the first two left out."""
    calls = round(len(seconds) / count)
    return calls * mean(seconds[2 * calls :])


def _timed(function: Callable, seconds: list[float]) -> Callable:
    def call(*arguments: Any, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            seconds.append(time.perf_counter() - start)

    return call


def simulated(
    parts: dict[str, list[float]], count: int, cores: int
) -> tuple[float, float]:
    """Return how long a class takes on a cluster, and its workers' busy share.

    Args:
        parts: seconds for each hand-in of "read", "run", "judge" and "record"; one of
            them is drawn where there are several.
        count: hand-ins.
        cores: of all workers.
    """
    draw = random.Random(0)
    workers, judges = [0.0] * cores, [0.0] * GRADER_CORES
    judged: list[float] = []
    clock = busy = 0.0
    for _ in range(count):
        clock += draw.choice(parts["read"])
        seconds = draw.choice(parts["run"])
        ran = max(clock + LATENCY / 2, workers[0]) + seconds
        heapq.heapreplace(workers, ran)
        busy += seconds
        done = max(ran + LATENCY / 2, judges[0]) + draw.choice(parts["judge"])
        heapq.heapreplace(judges, done)
        heapq.heappush(judged, done)
        if len(judged) > UNDER_WAY * cores:
            clock = max(clock, heapq.heappop(judged)) + draw.choice(parts["record"])
    while judged:
        clock = max(clock, heapq.heappop(judged)) + draw.choice(parts["record"])
    return clock, busy / (cores * clock)


if __name__ == "__main__":
    main()
