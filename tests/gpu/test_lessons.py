"""Without a GPU: lessons, helpers and checks on the stand-in for one."""

import os
import re
import subprocess
import sys
from itertools import count

import nbformat
import pytest

from course_helpers.cells import is_check
from course_helpers.check.catalogue import exercises_of, lessons
from course_helpers.lesson_run import NotebookError, execute
from tests.conftest import ROOT, assert_full, shown_text
from tests.test_run_all import CUT, SIZE

START = "from tests.gpu.stand_in import install\n\ninstall()\n"
ON_THE_DEVICE = {"09_fashion_mnist", "11_own_data"}
"""Lessons that compute on the device that they find."""


def test_rules_helpers_and_checks_hold_on_the_stand_in():
    parts = [f"tests/gpu/on_{part}.py" for part in ("rules", "helpers", "checks")]
    plugins = ["-p", "tests.gpu.stand_in", "-p", "no:cacheprovider"]
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST", "COURSE_DEVICE"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugins, *parts],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-6000:]


@pytest.fixture
def on_the_stand_in(tmp_path, monkeypatch):
    """Run a lesson's solution in a kernel that has the stand-in; return its cells."""
    startup = tmp_path / "ipython" / "profile_default" / "startup" / "gpu.py"
    startup.parent.mkdir(parents=True)
    (tmp_path / "work").mkdir()
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("COURSE_DEVICE", "gpu")
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)

    def run(lesson: str, more: str = "", change=lambda cells: None) -> list:
        startup.write_text(START + more)
        path = ROOT / "solutions" / lesson / f"{lesson}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        change(notebook.cells)
        execute(notebook, tmp_path / "work")
        return notebook.cells

    return run


def outputs(cells: list) -> str:
    return "\n".join(shown_text(cell) for cell in cells if cell.cell_type == "code")


def test_lesson_that_uses_the_device_runs_on_it(on_the_stand_in):
    cells = on_the_stand_in("09_fashion_mnist", CUT.replace("SIZE", str(SIZE)), short)
    assert "device: gpu" in outputs(cells) and "result on gpu:0" in outputs(cells)


def short(cells: list) -> None:
    """Leave out the check that trains for long, and use its answer all the same."""
    cells[:] = [cell for cell in cells if cell.id != "check-train_classifier"]
    for cell in cells:
        asked = 'check.yours("train_classifier", otherwise=by_mean_images, partly=True)'
        cell.source = cell.source.replace(asked, "train_classifier")


@pytest.mark.slow
@pytest.mark.parametrize("lesson", lessons())
def test_every_lesson_runs_and_its_checks_pass(on_the_stand_in, lesson):
    cells = on_the_stand_in(lesson)
    checks = {cell.id: shown_text(cell) for cell in cells if is_check(cell)}
    for exercise in exercises_of(lesson):
        assert_full(exercise, checks[f"check-{exercise.name}"])
    if lesson in ON_THE_DEVICE:
        assert "device: gpu" in outputs(cells)


MOVE = re.compile(
    r"\.to\(device\)|\.cpu\(\)|, device=device|, map_location=(device|\"cpu\")"
)
HARMLESS = {
    # The loaders make their batches on the device already.
    *("measure 0", "measure 1", "baseline 2", "baseline 3"),
    *("train_classifier 1", "train_classifier 2"),
    # Only shown, once by a helper that copies what it draws.
    "baseline 5",
    "moving 2",
    # It comes from there, or is not used once the answer has passed.
    *("train-model 0", "sure 0", "sure 1", "save-and-load 1"),
    # A network for the CPU: its file is read on machines without a GPU, too.
    "save_and_load 0",
}
"""Moves without which a lesson runs all the same, by cell and number in it."""
ON_THE_CPU = "baseline 4"
"""Without it a network stays on the CPU; `measure` follows it there."""


def moves(lesson: str) -> list[str]:
    """Where a lesson's code moves something: the cell, and the number in it."""
    path = ROOT / "solutions" / lesson / f"{lesson}.ipynb"
    return [
        f"{cell.id} {number}"
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
        for number, _ in enumerate(MOVE.finditer(cell.source))
    ]


def without(*places: str):
    """Take moves out of a lesson's code."""

    def change(cells: list) -> None:
        short(cells)
        for cell in cells:
            if cell.cell_type == "code":
                cell.source = kept(cell.source, cell.id)

    def kept(source: str, name: str) -> str:
        numbers = count()
        return MOVE.sub(
            lambda move: "" if f"{name} {next(numbers)}" in places else move[0], source
        )

    return change


@pytest.mark.slow
@pytest.mark.parametrize("places", [HARMLESS, {ON_THE_CPU}], ids=["all", "one"])
def test_lesson_runs_without_its_harmless_moves(on_the_stand_in, places):
    assert set(moves("09_fashion_mnist")) >= places
    cut = CUT.replace("SIZE", str(SIZE))
    on_the_stand_in("09_fashion_mnist", cut, without(*places))


@pytest.mark.slow
@pytest.mark.parametrize(
    "lesson, move",
    [
        (lesson, move)
        for lesson in sorted(ON_THE_DEVICE)
        for move in moves(lesson)
        if move not in {*HARMLESS, ON_THE_CPU}
    ],
)
def test_each_move_that_a_lesson_lacks_is_found(on_the_stand_in, lesson, move):
    with pytest.raises(NotebookError, match="device|CheckFailed"):
        on_the_stand_in(lesson, CUT.replace("SIZE", str(SIZE)), without(move))
