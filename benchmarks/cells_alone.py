"""Run the cells of hand-ins and nothing else, for `benchmarks/grading.py`.

    python benchmarks/cells_alone.py LESSON

The floor of what grading can take: one warm process a core, forked after the lesson
itself has run there, executes the cells of one hand-in after the other. Checks judge as
in a notebook. Nothing is kept apart, limited or recorded.
"""

import contextlib
import io
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import matplotlib.pyplot as plt
import torch

from course_helpers.cells import exercise_of
from course_helpers.check.catalogue import exercises
from course_helpers.grading.notebook import read
from course_helpers.grading.run.execution import is_run

FOLDER = Path("grading") / "submitted"


def run(path: Path) -> list[str]:
    """Execute a hand-in's cells; return the names of the checks that did not pass."""
    names: dict[str, object] = {"__name__": "__main__"}
    failed = []
    for cell in read(path).cells:
        if is_run(cell):
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(compile(cell.source, cell.id, "exec"), names)
            name = exercise_of(cell)
            if name and f"{exercises()[name].points} of" not in said.getvalue():
                failed.append(name)
    plt.close("all")
    return failed


def main() -> None:
    """Run all hand-ins to a lesson; exit with an error if a check does not pass."""
    plt.switch_backend("agg")
    torch.set_num_threads(1)  # its threads would not survive the fork
    lesson = sys.argv[1]
    paths = sorted(FOLDER.glob(f"*/{lesson}/{lesson}.ipynb"))
    run(paths[0])
    cores = len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as pool:
        failed = sum(pool.map(run, paths), [])
    if failed:
        raise SystemExit(f"{lesson}: expected all checks to pass; failed: {failed}.")


if __name__ == "__main__":
    main()
