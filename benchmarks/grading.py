"""Hand-ins a minute: this course's grading against stock nbgrader, on one machine.

    python benchmarks/grading.py [--count 24] [--others 24] [--turns 1] [--save]
                                 [--lessons 03_softmax ...]

The same hand-ins, with the same cells to execute, are graded by `nbgrader autograde`
with nbgrader's own preprocessors, by otter-grader where it is installed beside this
course (see otter_grader.py), and by `course grade`, one after the other. Every hand-in
differs from all others in a comment, so that none is graded once for two. All that a
command takes is counted, its start included; memory is that of the largest process.
'cells' is the floor: what is the learner's own and the checks, in one warm process a
core, its start left out, with no sandbox, no gradebook, and nothing kept apart (see
cells_alone.py). With --turns the course and the floor are measured several times; the
others take hours, and are measured once. They take as long for each hand-in of a large
class as of a small one, so --others may give them fewer.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import nbformat
from otter_grader import prepare
from record import save

from course_helpers.cells import answer_cells
from course_helpers.check.catalogue import exercises_of
from course_helpers.grading.notebook import read

ROOT = Path(__file__).parents[1]
LESSONS = ("03_softmax", "06_training_loop")
STOCK = """
for kind in ("sanitize_preprocessors", "autograde_preprocessors"):
    c.Autograde[kind] = Autograde.class_traits()[kind].default()
"""
PROGRAMS = Path(sys.executable).parent
OWN_SECONDS = "seconds: "


def main() -> None:
    """Print hand-ins a minute, ratios and memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=24, help="hand-ins of a lesson")
    parser.add_argument("--others", type=int, help="hand-ins for the other graders")
    parser.add_argument("--turns", type=int, default=1, help="of course and floor")
    parser.add_argument("--lessons", nargs="+", default=LESSONS)
    parser.add_argument(
        "--save", action="store_true", help="write results/grading-COUNT.json"
    )
    options = parser.parse_args()
    print(f"{len(os.sched_getaffinity(0))} cores, {options.count} hand-ins a lesson\n")
    print(f"{'lesson':<18}{'grader':<10}{'a minute':>9}{'ratio':>7}{'peak memory':>14}")
    found = {}
    for lesson in options.lessons:
        others = options.others or options.count
        found[lesson] = compare(lesson, options.count, others, options.turns)
        if options.save:
            save(f"grading-{options.count}", found)


def compare(lesson: str, count: int, others: int, turns: int) -> dict[str, list]:
    """Grade one class with all graders; print and return what each turn took.

    A turn is hand-ins a minute and the MiB of the largest process.

    Args:
        lesson: the lesson's name.
        count: hand-ins for this course's grading, and for the floor.
        others: hand-ins for the other graders, of which each takes as long.
        turns: of the course and the floor.
    """
    found: dict[str, list] = {}
    commands = {
        "nbgrader": ["nbgrader", "autograde", lesson, "--create"],
        "otter": [
            sys.executable,
            str(ROOT / "benchmarks" / "otter_grader.py"),
            "otter",
        ],
        "course": ["course", "grade", lesson],
        "cells": [sys.executable, str(ROOT / "benchmarks" / "cells_alone.py"), lesson],
    }
    if not find_spec("otter"):
        print(f"{lesson:<18}otter     not installed here: pip install otter-grader")
        del commands["otter"]
    for grader, command in commands.items():
        found[grader], ours = [], grader in ("course", "cells")
        for _ in range(turns if ours else 1):
            size = count if ours else others
            found[grader].append(turn(lesson, size, grader, command))
            rate, memory = found[grader][-1].values()
            ratio = rate / found["nbgrader"][0]["a minute"]
            print(
                f"{lesson:<18}{grader:<10}{rate:>9.1f}{ratio:>6.1f}x"
                f"{memory:>10.0f} MiB",
                flush=True,
            )
    return found


def turn(lesson: str, count: int, grader: str, command: list[str]) -> dict[str, float]:
    """Grade one class that nobody has graded; return its rate and its memory."""
    with tempfile.TemporaryDirectory() as folder:
        course = make_class(Path(folder), lesson, count, stock=grader == "nbgrader")
        if grader == "otter":
            prepare(course, lesson)
        seconds, memory = measured(course, command)
        if grader in ("nbgrader", "course"):  # the others check theirs themselves
            check_scores(course, lesson, count)
    return {"a minute": 60 * count / seconds, "MiB": memory}


def make_class(folder: Path, lesson: str, count: int, stock: bool = False) -> Path:
    """Make a course folder with a class of right hand-ins, each a little different."""
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    if stock:
        config += STOCK
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    for part in ("solutions", "notebooks"):
        shutil.copytree(ROOT / part / lesson, folder / part / lesson)
    right = answer_cells(read(ROOT / "solutions" / lesson / f"{lesson}.ipynb"))
    for number in range(count):
        notebook = read(ROOT / "notebooks" / lesson / f"{lesson}.ipynb")
        for name, cell in answer_cells(notebook).items():
            comment = f"\n# student {number}" if cell.cell_type == "code" else ""
            cell.source = right[name].source + comment
        path = folder / "grading" / "submitted" / f"s{number:04}" / lesson
        path.mkdir(parents=True)
        nbformat.write(notebook, path / f"{lesson}.ipynb")
    run(folder, ["nbgrader", "generate_assignment", lesson, "--force"])
    return folder


def measured(course: Path, command: list[str]) -> tuple[float, float]:
    """Run a command in the course; return its seconds and its peak memory in MiB.

    The memory is that of its largest process. What the command prints last may be its
    own seconds, without its start.
    """
    start = time.perf_counter()
    script = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True"
    script += "); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    lines = run(course, [sys.executable, "-c", script, *program(command)]).splitlines()
    own = time.perf_counter() - start
    if lines[-2:][0].startswith(OWN_SECONDS):
        own = float(lines[-2].removeprefix(OWN_SECONDS))
    return own, int(lines[-1]) / 1024


def program(command: list[str]) -> list[str]:
    """Return a command with the path of its program in this environment."""
    return [str(PROGRAMS / command[0]), *command[1:]]


def run(course: Path, command: list[str]) -> str:
    """Run a command in the course folder and return what it printed."""
    paths = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        program(command) if "/" not in command[0] else command,
        cwd=course,
        env=os.environ | {"PATH": paths, "COURSE_OFFLINE": "1"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{command}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def check_scores(course: Path, lesson: str, count: int) -> None:
    """Make sure that everybody got all points that a machine gives."""
    run(course, ["nbgrader", "export", "--to", "grades.csv"])
    with (course / "grades.csv").open(encoding="utf-8") as file:
        scores = [float(row["score"]) for row in csv.DictReader(file)]
    most = sum(exercise.points for exercise in exercises_of(lesson))
    if scores != [most] * count:
        raise SystemExit(
            f"{lesson}: expected {most} points for each of {count}; "
            f"got {sorted(set(scores))} for {len(scores)}."
        )


if __name__ == "__main__":
    main()
