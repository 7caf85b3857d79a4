"""Hand-ins a minute: this course's grading against stock nbgrader, on one machine.

    python benchmarks/grading.py [--count 24] [--lessons 03_softmax ...] [--save]

The same hand-ins, with the same cells to execute, are graded by `nbgrader autograde`
with nbgrader's own preprocessors, by otter-grader where it is installed beside this
course (see otter_grader.py), and by `course grade`, one after the other. Every hand-in
differs from all others in a comment, so that none is graded once for two. Memory is
that of the largest process. 'the cells alone' is the floor: the same cells and checks,
in one warm process a core, with no sandbox, no gradebook, and nothing kept apart; no
grader that runs all cells can be faster (see cells_alone.py).
"""

import argparse
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
from course_helpers.grading.notebook import read

ROOT = Path(__file__).parents[1]
LESSONS = ("03_softmax", "06_training_loop")
STOCK = """
for kind in ("sanitize_preprocessors", "autograde_preprocessors"):
    c.Autograde[kind] = Autograde.class_traits()[kind].default()
"""
PROGRAMS = Path(sys.executable).parent


def main() -> None:
    """Print hand-ins a minute, ratios and memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=24, help="hand-ins of a lesson")
    parser.add_argument("--lessons", nargs="+", default=LESSONS)
    parser.add_argument(
        "--save", action="store_true", help="write results/grading.json"
    )
    options = parser.parse_args()
    print(f"{len(os.sched_getaffinity(0))} cores, {options.count} hand-ins a lesson\n")
    print(f"{'lesson':<18}{'grader':<10}{'a minute':>9}{'ratio':>7}{'peak memory':>14}")
    rates = {lesson: compare(lesson, options.count) for lesson in options.lessons}
    if options.save:
        save("grading", rates, {"hand-ins of a lesson": options.count})


def compare(lesson: str, count: int) -> dict[str, float]:
    """Grade one class with all graders; print and return hand-ins a minute."""
    rates = {}
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
        with tempfile.TemporaryDirectory() as folder:
            course = make_class(Path(folder), lesson, count, stock=grader == "nbgrader")
            if grader == "otter":
                prepare(course, lesson)
            seconds, memory = measured(course, command)
            if grader in ("nbgrader", "course"):  # the others check theirs themselves
                check_scores(course, lesson, count)
        rates[grader] = 60 * count / seconds
        ratio = rates[grader] / rates["nbgrader"]
        print(
            f"{lesson:<18}{grader:<10}{rates[grader]:>9.1f}{ratio:>6.1f}x"
            f"{memory:>10.0f} MiB",
            flush=True,
        )
    return rates


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

    The memory is that of its largest process.
    """
    start = time.perf_counter()
    script = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True"
    script += ", stdout=-3, stderr=-3); print(resource.getrusage(-1).ru_maxrss)"
    said = run(course, [sys.executable, "-c", script, *program(command)])
    return time.perf_counter() - start, int(said) / 1024


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
        check=True,
    )
    return done.stdout


def check_scores(course: Path, lesson: str, count: int) -> None:
    """Make sure that everybody got all points that a machine gives."""
    run(course, ["nbgrader", "export", "--to", "grades.csv"])
    lines = (course / "grades.csv").read_text(encoding="utf-8").splitlines()[1:]
    scores = {line.split(",")[9] for line in lines}
    if len(lines) != count or len(scores) != 1 or scores == {"0.0"}:
        raise SystemExit(f"{lesson}: expected {count} equal scores; got {scores}.")


if __name__ == "__main__":
    main()
