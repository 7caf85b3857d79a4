import base64

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.course import find_course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read
from course_helpers.grading.release.make import release, verify, verify_untouched


def source(course):
    return read(course.notebook("source", "01_tensors"))


def cell_of(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


@pytest.mark.usefixtures("quick_kernels")
def test_release_makes_a_verified_student_version(course):
    path = release(course, "01_tensors")
    made = read(path)
    assert path == course.root / "notebooks" / "01_tensors" / "01_tensors.ipynb"
    assert "raise NotImplementedError()" in answer_cells(made)["neuron"].source
    assert "sigmoid" not in path.read_text()
    assert answer_cells(made)["reflection"].source == "YOUR ANSWER HERE"


def test_release_embeds_figures_and_leaves_their_files_at_home(course):
    path = release(course, "01_tensors", run=False)
    title = cell_of(read(path), "title").source
    data = title.split("data:image/svg+xml;base64,")[1].split(")")[0]
    assert base64.b64decode(data).startswith(b"<svg")
    assert [p.name for p in path.parent.iterdir()] == ["01_tensors.ipynb"]


def test_release_is_the_same_every_time(course):
    first = release(course, "01_tensors", run=False).read_bytes()
    assert release(course, "01_tensors", run=False).read_bytes() == first


def test_release_refuses_to_overwrite_answers(course):
    path = release(course, "01_tensors", run=False)
    notebook = read(path)
    cell_of(notebook, "neuron").source = "def neuron(*a):\n    return 1"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    with pytest.raises(CourseError, match=r"answers in neuron.*--force"):
        release(course, "01_tensors", run=False)
    assert path.read_bytes() == before
    release(course, "01_tensors", run=False, force=True)
    assert path.read_bytes() != before


def test_release_overwrites_an_untouched_version_of_an_older_lesson(course):
    release(course, "01_tensors", run=False)
    path = course.notebook("source", "01_tensors")
    notebook = read(path)
    cell_of(notebook, "ex-neuron").source = "Write `neuron`, now."
    nbformat.write(notebook, path)
    assert "now." in release(course, "01_tensors", run=False).read_text()


def test_solution_left_in_another_cell_stops_the_release(course):
    path = course.notebook("source", "01_tensors")
    notebook = read(path)
    cell_of(
        notebook, "ex-neuron"
    ).source += "\n\n    return torch.sigmoid(features @ weights.T + bias)"
    nbformat.write(notebook, path)
    with pytest.raises(CourseError, match="neuron: its solution stands"):
        release(course, "01_tensors", run=False)
    assert not course.notebook("release", "01_tensors").exists()


def test_answer_cell_without_a_marked_solution_stops_the_release(course):
    notebook = source(course)
    cell_of(notebook, "neuron").source = "def neuron(f, w, b):\n    return f @ w.T"
    with pytest.raises(CourseError, match="neuron: no solution is marked"):
        verify(notebook, notebook, "01_tensors")


def test_missing_check_cell_stops_the_release(course):
    path = course.notebook("source", "01_tensors")
    notebook = read(path)
    notebook.cells = [c for c in notebook.cells if c.id != "check-two_layer"]
    nbformat.write(notebook, path)
    with pytest.raises(CourseError, match="two_layer: its answer or check cell"):
        release(course, "01_tensors", run=False)


@pytest.mark.usefixtures("quick_kernels")
def test_check_that_says_anything_else_to_a_stub_stops_the_release(course):
    made = read(release(course, "01_tensors", run=False))
    cell_of(made, "check-neuron").source = "check.neuron(len)"
    with pytest.raises(CourseError, match="check-neuron says"):
        verify_untouched(made, "01_tensors")


@pytest.mark.usefixtures("quick_kernels")
def test_error_outside_the_checks_stops_the_release(course):
    made = read(release(course, "01_tensors", run=False))
    cell_of(made, "setup").source += "\nundefined"
    with pytest.raises(CourseError, match="setup fails: NameError"):
        verify_untouched(made, "01_tensors")


def test_unknown_lesson_lists_those_that_exist(course):
    with pytest.raises(CourseError, match="one of 01_tensors; got 99_gans"):
        course.chosen(["99_gans"])


def test_folder_outside_a_course_is_said_to_be(tmp_path):
    with pytest.raises(CourseError, match="nbgrader_config.py"):
        find_course(tmp_path)
