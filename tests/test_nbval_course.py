"""nbval's plugin in subprocesses of its own, since it changes nbval when it loads."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

ROOT = Path(__file__).parents[1]


def nbval(folder: Path, source: str, saved: str, tags: list[str]) -> int:
    """nbval's exit code for a cell whose saved output is given."""
    output = new_output("stream", name="stdout", text=saved)
    cell = new_code_cell(
        source, outputs=[output], metadata={"tags": tags}, execution_count=1
    )
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[cell], metadata={"kernelspec": spec})
    nbformat.write(notebook, folder / "lesson.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.nbval_course"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "--nbval", str(folder)],
        cwd=ROOT,
        capture_output=True,
    )
    return done.returncode


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


def test_training_numbers_may_differ_a_little_and_no_more(real_data, tmp_path):
    line = 'print("epoch 5: loss 0.39, 117 wrong")'
    tags = ["data-dependent"]
    assert nbval(tmp_path, line, "epoch 5: loss 0.40, 114 wrong\n", tags) == 0
    assert nbval(tmp_path, line, "epoch 5: loss 0.87, 117 wrong\n", tags) == 1
    assert nbval(tmp_path, line, "epoch 5: mean 0.39, 117 wrong\n", tags) == 1


def test_other_numbers_are_compared_exactly(real_data, tmp_path):
    assert nbval(tmp_path, "print(0.1595)", "0.1595\n", []) == 0
    assert nbval(tmp_path, "print(0.1595)", "0.1596\n", []) == 1


def test_closing_semicolon_hides_a_result(tmp_path):
    assert nbval(tmp_path, "print(1); 2;", "1\n", []) == 0
