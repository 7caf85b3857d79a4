"""Run the cells of hand-ins and nothing else, for `benchmarks/grading.py`.

    python benchmarks/cells_alone.py LESSON

The floor of what grading can take: one warm process a core, forked after the cells with
which every hand-in begins have run there, executes the rest of one hand-in after the
other. Checks judge as in a notebook. Nothing is kept apart, limited or recorded. Prints
the seconds for all hand-ins, without the start.
"""

import contextlib
import io
import os
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import matplotlib.pyplot as plt
import torch
from nbformat import NotebookNode

from course_helpers.cells import exercise_of
from course_helpers.check.catalogue import exercises
from course_helpers.grading.notebook import read
from course_helpers.grading.run.execution import is_run, share

FOLDER = Path("grading") / "submitted"
state: dict[str, object] = {"__name__": "__main__"}
"""What the first cells left."""
first: dict[str, str] = {}
"""Their sources, by id."""


def run(path: Path) -> list[str]:
    """Execute a hand-in's cells; return the names of the checks that did not pass."""
    cells = [c for c in read(path).cells if is_run(c) and first.get(c.id) != c.source]
    return executed(cells, dict(state))


def executed(cells: Iterable[NotebookNode], names: dict[str, object]) -> list[str]:
    """Execute cells with these names; return the checks that did not pass."""
    failed = []
    for cell in cells:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(cell.source, cell.id, "exec"), names)
        name = exercise_of(cell)
        points = exercises()[name].points if name else 0
        if points and f"{points} of {points}" not in said.getvalue():
            failed.append(name)
    plt.close("all")
    return failed


def main() -> None:
    """Run all hand-ins to a lesson; exit with an error if a check does not pass."""
    plt.switch_backend("agg")
    torch.set_num_threads(1)  # its threads would not survive the fork
    lesson = sys.argv[1]
    paths = sorted(FOLDER.glob(f"*/{lesson}/{lesson}.ipynb"))
    # All that a check loads is loaded before the clock runs.
    run(paths[0])
    release = read(Path("notebooks") / lesson / f"{lesson}.ipynb")
    first.update(share(release).first)
    executed([cell for cell in release.cells if cell.id in first], state)
    cores = len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as pool:
        start = time.perf_counter()
        failed = sum(pool.map(run, paths), [])
        seconds = time.perf_counter() - start
    if failed:
        raise SystemExit(f"{lesson}: expected all checks to pass; failed: {failed}.")
    print(f"seconds: {seconds}")


if __name__ == "__main__":
    main()
