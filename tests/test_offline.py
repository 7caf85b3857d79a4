"""Every lesson in a place without a network and without a data set."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course_helpers.cells import SKIPPED
from course_helpers.check.catalogue import exercises_of, lessons
from tests.conftest import ROOT, assert_full, shown_text

LESSONS = lessons()
DATA_SETS = {"02_autograd": 0, "11_own_data": 2}
"""How many data sets a lesson loads; the others load one."""
STAND_IN = "embedded digits stand in for it"
DATASETS = Path("/usr/share/datasets")

LONG = ("07_validation",)
"""Lessons whose long trainings, which load nothing, are left out: they take minutes."""

RUN = """
import socket, sys
from pathlib import Path
import nbformat
from course_helpers.lesson_run import execute
try:
    socket.create_connection(("192.0.2.1", 80), timeout=5)
except OSError as error:
    assert "unreachable" in str(error), error
path = Path(sys.argv[1])
notebook = nbformat.read(path, as_version=4)
for cell in notebook.cells:
    if cell.cell_type == "code":
        cell.outputs = []
execute(notebook, path.parent, skip=sys.argv[2])
nbformat.write(notebook, path)
"""


def run_offline(path, home, skip):
    """Execute a notebook in place where the only network is this machine itself."""
    command = ["bwrap", "--dev-bind", "/", "/", "--unshare-net", "--die-with-parent"]
    if DATASETS.exists():
        command += ["--tmpfs", str(DATASETS)]
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("COURSE_", "XDG_"))
    }
    done = subprocess.run(
        [*command, sys.executable, "-c", RUN, str(path), skip],
        cwd=path.parent,
        env=kept | {"HOME": str(home)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("lesson", LESSONS)
def test_lesson_passes_and_one_line_says_what_stands_in(lesson, tmp_path):
    source = ROOT / "solutions" / lesson / f"{lesson}.ipynb"
    path = tmp_path / "work" / source.name
    path.parent.mkdir()
    path.write_bytes(source.read_bytes())
    run_offline(path, tmp_path, SKIPPED if lesson in LONG else "")
    cells = [c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
    outputs = [output for cell in cells for output in cell.outputs]
    assert [o for o in outputs if o.get("name") == "stderr"] == []
    printed = {cell.id: shown_text(cell) for cell in cells}
    said = [line for text in printed.values() for line in text.splitlines()]
    lines = [line for line in said if STAND_IN in line]
    assert len(lines) == DATA_SETS.get(lesson, 1), lines
    for exercise in exercises_of(lesson):
        assert_full(exercise, printed[f"check-{exercise.name}"])
