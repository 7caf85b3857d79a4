import errno
import os
import re
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest

from course_helpers.check.catalogue import exercises
from course_helpers.repair import lesson_of, repair, save
from tests.conftest import ANSWERS, ROOT, lesson_points, small_lesson

RELEASED = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
LESSON = "01_tensors"
KEYS = ("grade_id", "grade", "solution", "locked", "points", "task", "schema_version")

each_lesson = pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def marks(notebook):
    """What nbgrader knows of each cell, in the cells' order.

    The checks of predictions are locked, no more: without that nothing is lost.
    """
    known = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    counting = [m if m.get("grade") or m.get("solution") else {} for m in known]
    return [{key: mark[key] for key in KEYS if key in mark} for mark in counting]


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def place_of(notebook, name):
    return [cell.id for cell in notebook.cells].index(name)


def answered():
    """A small lesson with its answers, and with the question in words."""
    notebook = small_lesson()
    words = nbformat.v4.new_markdown_cell("### Reflection\n\nWhy?", id="ex-reflection")
    notebook.cells.insert(place_of(notebook, "reflection"), words)
    return notebook


def copied(notebook, name, source, below=True):
    """Copy a cell as an editor does: with its metadata, under a new id."""
    twin = deepcopy(cell_of(notebook, name))
    twin.source, twin.id = source, "a1b2c3"
    notebook.cells.insert(place_of(notebook, name) + below, twin)
    return twin


def as_colab_saves(notebook):
    """Format 4.0 with the ids in the metadata, and nothing else there."""
    made = deepcopy(notebook)
    made.nbformat_minor = 0
    made.metadata["colab"] = {"provenance": []}
    for cell in made.cells:
        cell.metadata = nbformat.from_dict({"id": cell.id, "outputId": "7f0c"})
        del cell["id"]
    return made


def as_colab_converts(notebook):
    """Format 4.0 with ids of Colab's own making."""
    made = as_colab_saves(notebook)
    for number, cell in enumerate(made.cells):
        cell.metadata["id"] = f"Zx_{number:09}"
    return made


def as_vs_code_saves(notebook):
    """Format 4.5 with new ids and without the metadata."""
    made = deepcopy(notebook)
    for number, cell in enumerate(made.cells):
        cell.id, cell.metadata = f"{number:08x}", nbformat.from_dict({})
    return made


EDITORS = [as_colab_saves, as_colab_converts, as_vs_code_saves]


@each_lesson
def test_notebook_as_released_needs_no_repair(path):
    notebook = read(path)
    found = repair(notebook, path.stem)
    assert (found.done, found.left) == ([], [])
    assert found.notebook == notebook


@pytest.mark.parametrize("editor", EDITORS)
@each_lesson
def test_lost_marks_come_back_to_the_same_cells(path, editor):
    notebook = read(path)
    found = repair(editor(notebook), path.stem)
    assert found.left == []
    assert marks(found.notebook) == marks(notebook)
    assert [c.source for c in found.notebook.cells] == [
        c.source for c in notebook.cells
    ]
    assert all("has lost its mark" in line for line in found.done)
    nbformat.validate(found.notebook)


@pytest.mark.parametrize("editor", EDITORS)
def test_a_second_repair_finds_nothing(editor):
    once = repair(editor(answered()), LESSON)
    twice = repair(once.notebook, LESSON)
    assert twice.done == [] and twice.notebook == once.notebook


def test_missing_check_cell_comes_back_below_its_answer():
    notebook = answered()
    notebook.cells.remove(cell_of(notebook, "check-neuron"))
    found = repair(notebook, LESSON)
    assert found.done == ["neuron: its check cell is missing"]
    place = place_of(found.notebook, "neuron")
    test = found.notebook.cells[place + 1]
    assert test.source == "check.neuron(neuron)"
    assert test.metadata.nbgrader.points == exercises()["neuron"].points
    assert not test.metadata.deletable and not test.metadata.editable


def test_copied_check_cell_goes():
    notebook = answered()
    copied(notebook, "check-neuron", "check.neuron(neuron)")
    found = repair(notebook, LESSON)
    assert found.done == ["neuron: its check cell is there 2 times"]
    assert found.notebook.cells == answered().cells


def test_changed_check_cell_is_put_right():
    notebook = answered()
    cell_of(notebook, "check-neuron").source = "check.neuron(two_layer)"
    found = repair(notebook, LESSON)
    assert found.done == ["neuron: its check cell was changed"]
    assert found.notebook.cells == answered().cells


def test_answer_written_into_the_check_cell_is_kept_before_it():
    notebook = answered()
    text = "def neuron(f, w, b):\n    return f"
    cell_of(notebook, "check-neuron").source = text
    found = repair(notebook, LESSON)
    place = place_of(found.notebook, "check-neuron")
    assert found.notebook.cells[place].source == "check.neuron(neuron)"
    kept = found.notebook.cells[place - 1]
    assert kept.source == text and not kept.metadata


@pytest.mark.parametrize("below", [True, False])
def test_written_answer_counts_and_an_untouched_copy_goes(below):
    notebook = answered()
    stub = 'def neuron(f, w, b):\n    """Doc."""\n    raise NotImplementedError()'
    copied(notebook, "neuron", stub, below)
    found = repair(notebook, LESSON)
    assert found.done == ["neuron: its answer cell is there 2 times"]
    assert found.notebook.cells == answered().cells


def test_of_two_answers_the_later_counts_and_the_other_stays_as_a_plain_cell():
    notebook = answered()
    text = "def neuron(f, w, b):\n    return f @ w.T"
    copied(notebook, "neuron", text)
    found = repair(notebook, LESSON)
    first = cell_of(found.notebook, "neuron")
    assert first.source == "\n".join(ANSWERS["neuron"]).replace(
        ANSWERS["neuron"][1],
        f"    ### BEGIN SOLUTION\n{ANSWERS['neuron'][1]}\n    ### END SOLUTION",
    )
    assert not first.metadata
    later = cell_of(found.notebook, "a1b2c3")
    assert later.source == text and later.metadata.nbgrader.grade_id == "neuron"


def test_half_written_class_is_no_stub():
    text = (
        "class ReluNet(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.a = 1\n\n"
        "    def forward(self, x):\n        raise NotImplementedError()"
    )
    notebook = read(next(p for p in RELEASED if p.stem == "04_sequential"))
    stub = cell_of(notebook, "ReluNet").source
    twin = copied(notebook, "ReluNet", stub)
    cell_of(notebook, "ReluNet").source = text
    found = repair(notebook, "04_sequential")
    assert cell_of(found.notebook, "ReluNet").source == text
    assert twin.id not in [cell.id for cell in found.notebook.cells]


def test_answer_moved_to_a_new_cell_takes_its_mark_along():
    notebook = answered()
    answer = cell_of(notebook, "neuron")
    new = nbformat.v4.new_code_cell(answer.source, id="new")
    notebook.cells.insert(place_of(notebook, "neuron") + 1, new)
    answer.source = "print(features.shape)"
    found = repair(notebook, LESSON)
    assert cell_of(found.notebook, "new").metadata.nbgrader.grade_id == "neuron"
    assert cell_of(found.notebook, "neuron").source == "print(features.shape)"
    assert not cell_of(found.notebook, "neuron").metadata


def test_missing_answer_is_said_and_all_else_is_repaired():
    notebook = as_vs_code_saves(answered())
    notebook.cells = [c for c in notebook.cells if "def neuron" not in c.source]
    found = repair(notebook, LESSON)
    (left,) = found.left
    assert left.startswith("neuron: expected a cell that defines neuron")
    ids = [mark.get("grade_id") for mark in marks(found.notebook) if mark]
    others = [name for name in lesson_points() if name != "neuron"]
    cells = [cell for name in others for cell in (name, f"check-{name}")]
    assert ids == [*cells, "reflection"]


@pytest.mark.parametrize("odd", [7, "x", [], {"grade_id": 3}, {"points": 500}])
def test_strange_metadata_is_no_obstacle(odd):
    notebook = answered()
    cell_of(notebook, "check-neuron").metadata["nbgrader"] = odd
    found = repair(notebook, LESSON)
    assert found.done == ["neuron: its check cell has lost its mark"]
    assert marks(found.notebook) == marks(answered())


@pytest.mark.parametrize(
    "name",
    [
        "01_tensors",
        "Copy of 01_tensors",
        "01-Tensors (2)",
        "ada_01_tensors",
        "Untitled",
    ],
)
def test_lesson_is_told_by_name_or_exercises(name):
    assert lesson_of(Path(f"{name}.ipynb"), answered()) == LESSON


def test_notebook_of_no_lesson_is_told_from_none():
    assert lesson_of(Path("x.ipynb"), nbformat.v4.new_notebook()) == ""


def test_save_keeps_every_earlier_file(tmp_path):
    path = tmp_path / "a.ipynb"
    for number in range(3):
        path.write_text(f"old {number}")
        backup = save(path, answered())
        assert backup.read_text() == f"old {number}"
        assert read(path).cells == answered().cells
    assert len(list(tmp_path.iterdir())) == 4


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 KiB, as few users may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)]
    if not shutil.which("mount") or subprocess.run(command).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("taken", [60, 40, 24])
def test_full_disk_is_said_in_a_line_and_leaves_the_notebook_alone(small_disk, taken):
    """There is no room for a backup, for half of one, or for the new notebook."""
    path = small_disk / "a.ipynb"
    path.write_bytes(b"old" + bytes(15_000))
    (small_disk / "other").write_bytes(bytes((taken - 16) * 1024))
    notebook = answered()
    notebook.cells[0].source = "x" * 40_000
    with pytest.raises(OSError) as caught:
        save(path, notebook)
    assert str(caught.value) == (
        "a.ipynb: expected to write it and a backup beside it; got No space left on "
        "device. The notebook is as it was. Make room there, or copy it to another "
        "folder, then repair it again."
    )
    assert path.read_bytes() == b"old" + bytes(15_000)
    assert {p.name for p in small_disk.iterdir()} == {"a.ipynb", "other"}


@pytest.mark.parametrize("number", [1, 2])
def test_save_that_fails_leaves_the_files_as_they_were(tmp_path, monkeypatch, number):
    """The disk is full at the first or at the second file, and says so late."""
    replace, calls = Path.replace, []

    def fail(self, target):
        calls.append(target)
        if len(calls) == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replace(self, target)

    path = tmp_path / "a.ipynb"
    path.write_text("old")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="expected to write it.*No space left"):
        save(path, answered())
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.ipynb"]


def test_answer_in_another_answers_cell_is_named_and_left_there():
    notebook = answered()
    both = "\n".join([*ANSWERS["neuron"], *ANSWERS["two_layer"]])
    cell_of(notebook, "two_layer").source = both
    notebook.cells.remove(cell_of(notebook, "neuron"))
    mended = repair(notebook, LESSON)
    assert mended.left == [
        "neuron: expected a cell of its own; it stands in that of two_layer. Grading "
        "finds it there, too. Copy it into a new cell below."
    ]
    assert mended.done == [] and mended.notebook.cells == notebook.cells


def test_messages_name_no_answer():
    found = repair(nbformat.v4.new_notebook(), LESSON)
    assert len(found.left) == len(lesson_points()) + 1
    assert all(re.match(r"\w+: expected .+; .+\. .+\.$", line) for line in found.left)
