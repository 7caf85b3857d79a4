"""nbval bites: six ways to break a copy of a lesson, each found in the right cell."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest

from course_helpers.data.digits import Digits
from course_helpers.lesson_run import execute_lesson
from tests.test_nbval_course import ROOT, run_nbval


def rewritten(old, new):
    def change(cells, cell):
        assert cell.source.count(old) == 1
        cell.source = cell.source.replace(old, new)

    return change


def stale_output(cells, cell):
    """A digit behind a decimal point is edited by hand."""
    output = next(output for output in cell.outputs if "text" in output)
    place = list(re.finditer(r"\.\d", output.text))[-1].end() - 1
    wrong = (int(output.text[place]) + 5) % 10
    output.text = f"{output.text[:place]}{wrong}{output.text[place + 1 :]}"


def removed(cells, cell):
    cells.remove(cell)


def warns(cells, cell):
    cell.source += "\nimport warnings\nwarnings.warn('this is going away')"


# The way to break it, the lesson, the broken cell, and the first cell that must fail.
LIGHT = {
    "stale output": (stale_output, "01_tensors", "sigmoid", "sigmoid"),
}
SLOW = {
    "removed cell": (removed, "01_tensors", "sigmoid", "one-neuron-code"),
    "warning": (warns, "01_tensors", "setup", "setup"),
    "seed of a small example": (
        rewritten("manual_seed(7)", "manual_seed(8)"),
        *("01_tensors", "unit-by-unit", "unit-by-unit"),
    ),
    "learning rate of the descent": (
        rewritten("2.0]), 0.1,", "2.0]), 0.11,"),
        *("02_autograd", "descent-steps", "descent-steps"),
    ),
}
TRAINING = {
    "learning rate": (
        rewritten("lr=0.003", "lr=0.004"),
        *("06_training_loop", "train-model", "train-model"),
    ),
    "softmax missing": (
        rewritten("nn.Linear(64, 10), nn.LogSoftmax(dim=1)", "nn.Linear(64, 10)"),
        *("06_training_loop", "new-model", "grad-before-after"),
    ),
    "seed": (
        rewritten("manual_seed(seed)", "manual_seed(seed + 1)"),
        *("06_training_loop", "new-model", "grad-before-after"),
    ),
    "stale loss": (
        stale_output,
        *("06_training_loop", "compare-optimizers", "compare-optimizers"),
    ),
}


@pytest.fixture(scope="module")
def stand_in_data(tmp_path_factory):
    """Digits in the place of real data, so that every output is compared."""
    root = tmp_path_factory.mktemp("data")
    raw = root / "MNIST" / "raw"
    raw.mkdir(parents=True)
    Digits.write(raw)
    shutil.copytree(root / "MNIST", root / "FashionMNIST")
    return root


@pytest.fixture(scope="module")
def on_stand_in(stand_in_data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_DATA", str(stand_in_data))
        patch.setenv("COURSE_OFFLINE", "0")
        yield


@pytest.fixture(scope="module")
def trained(on_stand_in, tmp_path_factory):
    """Lesson 06, executed on the stand-in."""
    path = tmp_path_factory.mktemp("executed") / "06_training_loop.ipynb"
    shutil.copy(ROOT / "solutions" / path.stem / path.name, path)
    execute_lesson(path)
    return path


def failing_cells(source: Path, folder: Path, broken=None) -> list[str]:
    """Break a copy of a lesson and run nbval to the first cell that fails."""
    notebook = nbformat.read(source, 4)
    if broken:
        change, _, name, _ = broken
        cell = next(cell for cell in notebook.cells if cell.id == name)
        change(notebook.cells, cell)
    nbformat.write(notebook, folder / source.name)
    done = run_nbval(folder, "-x", "-rf")
    code = [cell.id for cell in notebook.cells if cell.cell_type == "code"]
    numbers = re.findall(r"FAILED .*::Cell (\d+)", done.stdout)
    assert done.returncode == bool(numbers), done.stdout + done.stderr
    return [code[int(number)] for number in numbers]


def lesson(name: str) -> Path:
    return ROOT / "solutions" / name / f"{name}.ipynb"


@pytest.mark.parametrize("broken", LIGHT.values(), ids=LIGHT)
def test_a_broken_lesson_fails_in_the_right_cell(broken, tmp_path):
    assert failing_cells(lesson(broken[1]), tmp_path, broken) == [broken[3]]


@pytest.mark.slow
@pytest.mark.parametrize("broken", SLOW.values(), ids=SLOW)
def test_more_broken_lessons_fail_in_the_right_cell(broken, tmp_path):
    assert failing_cells(lesson(broken[1]), tmp_path, broken) == [broken[3]]


@pytest.mark.slow
@pytest.mark.parametrize("broken", TRAINING.values(), ids=TRAINING)
def test_a_wrong_training_fails_in_the_right_cell(
    broken, trained, tmp_path, monkeypatch
):
    monkeypatch.delenv("COURSE_OFFLINE")
    assert failing_cells(trained, tmp_path, broken) == [broken[3]]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["01_tensors", "02_autograd"])
def test_an_unbroken_lesson_passes(name, tmp_path):
    assert failing_cells(lesson(name), tmp_path) == []


@pytest.mark.slow
def test_an_unbroken_training_passes(trained, tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_OFFLINE")
    assert failing_cells(trained, tmp_path) == []
