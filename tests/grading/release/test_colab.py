import json
from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_helpers.cells import answer_cells
from course_helpers.grading.course import find_course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.hand_in import cells_of
from course_helpers.grading.notebook import read
from course_helpers.grading.release.colab import (
    BADGE,
    FETCH,
    OpenInColab,
    configured,
    with_repository,
)
from course_helpers.grading.release.make import release
from course_helpers.grading.run.rebuild import rebuild
from tests.conftest import ANSWERS

LESSON = "01_tensors"
NAME = "my-school/neural-networks"
SETTING = f'[tool.course]\nrepository = "{NAME}"\n'


def released(course):
    return read(release(course, LESSON, run=False))


def ids(notebook):
    return [cell.id for cell in notebook.cells]


def fetch_cell(notebook):
    return next(cell for cell in notebook.cells if cell.id == FETCH)


def test_without_a_repository_there_is_no_badge_and_no_set_up_cell(course):
    made = released(course)
    assert BADGE not in ids(made) and FETCH not in ids(made)
    assert "colab" not in json.dumps(made)


def test_repository_puts_a_badge_first_and_the_set_up_cell_before_all_code(course):
    plain, made = released(course), released(with_repository(course, NAME))
    assert ids(made) == [BADGE, "title", FETCH, *ids(plain)[1:]]
    page = f"github/{NAME}/blob/main/notebooks/{LESSON}/{LESSON}.ipynb"
    assert made.cells[0].source.startswith("[![Open in Colab](https://")
    assert f"](https://colab.research.google.com/{page})" in made.cells[0].source
    assert f"git+https://github.com/{NAME}\n" in fetch_cell(made).source + "\n"
    assert [cell for cell in made.cells if cell.id not in (BADGE, FETCH)] == plain.cells


def test_links_to_pages_of_the_course_lead_to_the_repository():
    text = "look at [this](../../docs/errors.md) or [that](../02_x/02_x.ipynb)"
    cells = [new_markdown_cell(text), new_code_cell("1")]
    resources = {"nbgrader": {"assignment": LESSON}}
    made, _ = OpenInColab(repository=NAME).preprocess(
        new_notebook(cells=cells), resources
    )
    page = f"https://github.com/{NAME}/blob/main/docs/errors.md"
    assert made.cells[1].source == text.replace("../../docs/errors.md", page)


def test_set_up_cell_never_asks_pip_for_torch_or_an_upgrade(course):
    asked = [
        line.split()
        for line in fetch_cell(released(with_repository(course, NAME))).source.split(
            "\n"
        )
        if "%pip" in line
    ]
    assert len(asked) == 2
    assert "--no-deps" in asked[1]
    for words in asked:
        assert not {"torch", "torchvision", "numpy", "--upgrade", "-U"} & set(words)


def test_repository_in_pyproject_counts_for_every_way_to_release(course_folder):
    (course_folder / "pyproject.toml").write_text(SETTING)
    assert FETCH in ids(released(find_course(course_folder)))


def test_named_repository_counts_more_than_the_configured_one(course_folder):
    (course_folder / "pyproject.toml").write_text(SETTING)
    made = released(with_repository(find_course(course_folder), "b/c"))
    assert "github.com/b/c" in fetch_cell(made).source
    assert NAME not in json.dumps(made)


@pytest.mark.parametrize("text", ["", "[tool.other]\nrepository = 'a/b'\n"])
def test_pyproject_may_name_no_repository(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text)
    assert configured(tmp_path) == ""


@pytest.mark.parametrize("name", ["nets", "https://github.com/a/b", "a/b; rm", "a/b/c"])
def test_other_than_owner_and_name_is_refused(course, name):
    with pytest.raises(CourseError, match="repository: expected OWNER/NAME"):
        with_repository(course, name)


def answered(notebook):
    """A hand-in with the right answers."""
    made = deepcopy(notebook)
    for name, parts in ANSWERS.items():
        answer_cells(made)[name].source = "\n".join(parts)
    return made


def test_set_up_cell_that_a_learner_changed_is_the_releases_and_not_run(course):
    for_colab = released(with_repository(course, NAME))
    handed_in = answered(for_colab)
    fetch_cell(handed_in).source += "\n%pip install --upgrade torch"
    made = rebuild(for_colab, cells_of(handed_in))
    assert "upgrade" not in json.dumps(made)
    assert ids(made) == ids(for_colab)
    assert fetch_cell(made).metadata.tags == ["skip-grading"]


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
def test_set_up_cell_does_nothing_in_the_sandbox(course):
    """Where the release here has none, a hand-in's runs as an extra cell."""
    handed_in = answered(released(with_repository(course, NAME)))
    release(course, LESSON, run=False)
    path = course.notebook("submitted", LESSON, "ada")
    path.parent.mkdir(parents=True)
    nbformat.write(handed_in, path)
    (row,) = grade_all(course, [(LESSON, "ada")], Settings())
    assert (row.score, row.reason) == (6, "")
    done = read(course.notebook("autograded", LESSON, "ada"))
    (extra,) = [cell for cell in done.cells if "%pip" in cell.source]
    assert extra.outputs == []


def test_answers_from_colab_are_found_by_the_ids_in_its_metadata(course):
    """A half-written cell that defines nothing any more is known by its id alone."""
    release_now = released(course)
    handed_in = json.loads(json.dumps(release_now))
    for cell in handed_in["cells"]:
        cell["metadata"] = {"id": cell.pop("id")}
        if cell["metadata"]["id"] == "neuron":
            cell["source"] = "# def neuron(features, weights, bias): later"
        if cell["metadata"]["id"] == "reflection":
            cell["source"] = "Because."
    made = rebuild(release_now, cells_of(handed_in))
    assert answer_cells(made)["neuron"].source.startswith("# def neuron")
    assert answer_cells(made)["reflection"].source == "Because."
    nbformat.validate(made)
