"""nbval's plugin in subprocesses of its own, since it changes nbval when it loads."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tests.nbval_course import ROUNDING, TRAINING, snapped

ROOT = Path(__file__).parents[1]


def failures(folder: Path, cells: list[tuple[str, str, list[str]]]) -> list[str]:
    """The sources of those cells whose output nbval does not take for the saved one.

    Each cell is its source, its saved output and its tags.
    """
    notebook = new_notebook()
    for source, saved, tags in cells:
        output = new_output("stream", name="stdout", text=saved)
        cell = new_code_cell(source, outputs=[output], metadata={"tags": tags})
        cell.execution_count = 1
        notebook.cells.append(cell)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.metadata.kernelspec = spec
    nbformat.write(notebook, folder / "lesson.ipynb")
    done = run_nbval(folder, "-rf")
    assert done.returncode in (0, 1), done.stdout + done.stderr
    numbers = re.findall(r"FAILED .*::Cell (\d+)", done.stdout)
    return [cells[int(number)][0] for number in numbers]


def run_nbval(folder: Path, *options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.nbval_course"]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider", "--nbval", str(folder), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def real_data(monkeypatch, tmp_path_factory):
    """Folders that look like real data: the plugin asks only where it lies."""
    root = tmp_path_factory.mktemp("data")
    for name in ("MNIST", "FashionMNIST"):
        raw = root / name / "raw"
        raw.mkdir(parents=True)
        for part in ("train", "t10k"):
            (raw / f"{part}-images-idx3-ubyte").touch()
            (raw / f"{part}-labels-idx1-ubyte").touch()
    monkeypatch.setenv("COURSE_DATA", str(root))
    monkeypatch.delenv("COURSE_OFFLINE")


@pytest.mark.parametrize(
    ("got", "want", "holds"),
    [
        ("epoch 5: loss 0.39", "epoch 5: loss 0.42", True),
        ("epoch 5: loss 0.39", "epoch 5: loss 0.44", False),
        ("epoch 5: loss 0.39", "epoch 6: loss 0.39", False),
        ("epoch 5: loss 0.39", "epoch 5: mean 0.39", False),
        ("epoch 5: loss 0.39", "epoch 5: loss 0.39, 1", False),
        ("55,000 images", "55,001 images", False),
        ("36% are 0", "38% are 0", True),
        ("36% are 0", "42% are 0", False),
    ],
)
def test_training_numbers_may_differ_a_little_and_no_more(got, want, holds):
    assert (snapped(got, want, TRAINING) == want) is holds


@pytest.mark.parametrize(
    ("got", "want", "holds"),
    [
        ("loss 2.328", "loss 2.329", True),
        ("loss 2.328", "loss 2.340", False),
        ("largest difference: 7e-08", "largest difference: 1e-07", True),
        ("gradient 0.0030", "gradient -0.0030", False),
        ("gradient 0.0030", "gradient 0.0031", True),
        ("gradient 0.0030", "gradient 0.0033", False),
    ],
)
def test_without_training_only_rounding_may_differ(got, want, holds):
    assert (snapped(got, want, ROUNDING) == want) is holds


def test_cells_are_compared_within_their_tolerance(real_data, tmp_path):
    data = ["data-dependent"]
    training = [*data, "skip-grading"]
    device = "import os; print('device:', os.environ['COURSE_DEVICE'])"
    right = [
        ("print('loss 0.39')", "loss 0.41\n", training),
        ("print('loss 2.328')", "loss 2.329\n", data),
        ("print(0.1595)", "0.1595\n", []),
        ("print(1); 2;", "1\n", []),  # the closing semicolon hides a result
        (device, "device: cpu\n", []),
    ]
    wrong = [
        ("print('loss 0.390')", "loss 0.870\n", training),
        ("print('loss 2.348')", "loss 2.329\n", data),
        ("print(0.15950)", "0.15951\n", []),
        (device + ";", "device: cuda\n", []),
    ]
    assert failures(tmp_path, right + wrong) == [source for source, _, _ in wrong]


def test_without_real_data_a_warning_still_fails(tmp_path):
    tags = ["data-dependent"]
    warns = "import warnings; warnings.warn('old'); print(0.5)"
    cells = [("print(0.5)", "0.7\n", tags), (warns, "0.5\n", tags)]
    assert failures(tmp_path, cells) == [warns]


def test_a_missing_device_stops_with_one_line(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DEVICE", "cuda:99")
    done = run_nbval(tmp_path)
    assert done.returncode == 1
    (line,) = (done.stdout + done.stderr).strip().splitlines()
    assert "expected to run on cuda:99" in line and "got 'cuda:99'" in line
