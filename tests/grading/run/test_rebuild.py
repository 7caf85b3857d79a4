import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_output

from course_helpers.cells import answer_cells
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.hand_in import cells_of, read_hand_in
from course_helpers.grading.notebook import read
from course_helpers.grading.release.make import release
from course_helpers.grading.run import rebuild as module
from course_helpers.grading.run.rebuild import rebuild
from course_helpers.python_source import defined_names
from tests.conftest import right_answers, small_lesson

LESSON = "01_tensors"
RIGHT = right_answers()


@pytest.fixture
def released(course):
    release(course, LESSON, run=False)
    return read(course.notebook("release", LESSON))


@pytest.fixture
def handed_in(released):
    """A hand-in with all answers written, as the JSON of a notebook."""
    notebook = deepcopy(released)
    for name, source in RIGHT.items():
        answer_cells(notebook)[name].source = source
    answer_cells(notebook)["reflection"].source = "In my words."
    return json.loads(json.dumps(notebook))


def cell(notebook, name):
    return next(c for c in notebook["cells"] if c["id"] == name)


def rebuilt(released, notebook):
    return rebuild(released, cells_of(notebook))


def assert_all_answers(made):
    found = {name: c.source for name, c in answer_cells(made).items()}
    assert found == RIGHT | {"reflection": "In my words."}


def test_answers_come_over_and_twice_is_the_same(released, handed_in):
    made = rebuilt(released, handed_in)
    assert_all_answers(made)
    assert [c.id for c in made.cells] == [c.id for c in released.cells]
    assert rebuilt(released, made) == made


def test_nothing_handed_in_leaves_the_stubs(released):
    assert rebuild(released, []) == released


IDS = [cell.id for cell in small_lesson().cells]


@given(st.sets(st.sampled_from(IDS), max_size=len(IDS) - 1))
def test_cells_that_are_gone_come_back_to_where_they_stood(gone):
    release = small_lesson()
    left = [cell for cell in release.cells if cell.id not in gone]
    made = rebuild(release, cells_of({"cells": left}))
    assert [cell.id for cell in made.cells] == IDS


def test_no_more_cells_of_the_learners_own_run_than_may(released, monkeypatch):
    monkeypatch.setattr(module, "MAX_EXTRA_CELLS", 2)
    own = [new_code_cell(f"mine = {number}") for number in range(4)]
    made = rebuilt(released, {"cells": [*own, *released.cells]})
    extra = [cell.source for cell in made.cells if cell.id.startswith("extra-")]
    assert extra == ["mine = 0", "mine = 1"]


def test_long_demonstration_stays_one_whatever_its_numbers(released):
    """It is for a reader; with names of the learner's own, it is run as well."""
    (shown,) = [cell for cell in released.cells if cell.id == "setup"]
    shown.metadata["tags"] = ["skip-grading"]
    others = deepcopy(released)
    (other,) = [cell for cell in others.cells if cell.id == "setup"]
    other.source += "\ntorch.manual_seed(7)"
    assert rebuilt(released, others) == released
    other.source += "\nmine = 3"
    made = rebuilt(released, others)
    assert [c.source for c in made.cells if "mine" in c.source] == [other.source]


def test_what_the_release_showed_is_not_what_a_hand_in_shows(released):
    plain = deepcopy(released)
    (setup,) = [cell for cell in released.cells if cell.id == "setup"]
    setup.outputs, setup.execution_count = [new_output("stream", text="5")], 3
    assert rebuild(released, []) == plain


def test_metadata_points_tags_and_check_cells_are_the_release_s(released, handed_in):
    check = cell(handed_in, "check-neuron")
    check["source"] = "500"
    check["metadata"]["nbgrader"]["points"] = 500
    for one in handed_in["cells"]:
        one["metadata"]["tags"] = ["skip-grading", "raises-exception"]
    handed_in["metadata"] = {"kernelspec": {"name": "evil", "display_name": "x"}}
    made = rebuilt(released, handed_in)
    assert_all_answers(made)
    assert made.metadata == released.metadata
    own = [one for one in made.cells if not one.id.startswith("extra-")]
    for one, original in zip(own, released.cells, strict=True):
        assert one.metadata == original.metadata
    assert cell(made, "check-neuron").source == "check.neuron(neuron)"


def test_answers_without_metadata_and_ids_are_found_by_what_they_define(
    released, handed_in
):
    for number, one in enumerate(handed_in["cells"]):
        one["metadata"], one["id"] = {}, f"new-{number}"
    made = rebuilt(released, handed_in)
    found = {name: c.source for name, c in answer_cells(made).items()}
    assert {name: found[name] for name in RIGHT} == RIGHT


def test_function_in_a_cell_of_its_own_counts_where_the_stub_is_untouched(
    released, handed_in
):
    cell(handed_in, "neuron")["source"] = cell(released, "neuron").source
    extra = {"cell_type": "code", "source": RIGHT["neuron"], "id": "z", "metadata": {}}
    handed_in["cells"].append(extra)
    made = rebuilt(released, handed_in)
    assert_all_answers(made)
    # It runs where it stood, and its check comes down to it.
    assert [c.id for c in made.cells[-2:]] == ["neuron", "check-neuron"]
    assert rebuilt(released, made) == made


def test_two_answers_in_one_marked_cell_count_where_the_other_cell_is_gone(
    released, handed_in
):
    both = f"{RIGHT['two_layer']}\n\n{RIGHT['neuron']}"
    cell(handed_in, "two_layer")["source"] = both
    handed_in["cells"].remove(cell(handed_in, "neuron"))
    answers = answer_cells(rebuilt(released, handed_in))
    assert RIGHT["neuron"] in answers["neuron"].source
    assert RIGHT["two_layer"] in answers["two_layer"].source


def test_split_answer_is_whole_again_and_the_last_attempt_counts(released, handed_in):
    place = handed_in["cells"].index(cell(handed_in, "two_layer"))
    head, _, rest = RIGHT["two_layer"].partition("\n")
    second = deepcopy(handed_in["cells"][place])
    handed_in["cells"][place]["source"], second["source"] = head, rest
    second["id"] = "two_layer-2"
    handed_in["cells"].insert(place + 1, second)
    assert_all_answers(rebuilt(released, handed_in))


def test_broken_copy_of_an_answer_does_no_harm(released, handed_in):
    copy = deepcopy(cell(handed_in, "neuron")) | {
        "id": "copy",
        "source": "def neuron(:",
    }
    handed_in["cells"].append(copy)
    assert_all_answers(rebuilt(released, handed_in))


def test_changed_set_up_is_kept_beside_the_release_s(released, handed_in):
    cell(handed_in, "setup")["source"] += "\nimport math"
    made = rebuilt(released, handed_in)
    ids = [c.id for c in made.cells]
    extra = made.cells[ids.index("setup") + 1]
    assert extra.id == "extra-1" and extra.source.endswith("import math")


def test_format_three_is_read(released):
    cells = [
        {"cell_type": "code", "input": [f"{source}\n"], "metadata": {}}
        for source in RIGHT.values()
    ]
    old = {"nbformat": 3, "worksheets": [{"cells": cells}], "metadata": {}}
    found = answer_cells(rebuilt(released, old))
    assert all(found[name].source.strip() == RIGHT[name] for name in RIGHT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("no", "JSON"),
        ("[1]", "cells"),
        ('{"cells": [1, null]}', "cells"),
    ],
)
def test_what_is_no_notebook_is_refused_in_words(tmp_path, text, words):
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    with pytest.raises(UnreadableError, match=words):
        read_hand_in(path)


def test_names_that_a_cell_defines():
    source = "%matplotlib inline\nf = lambda x: x\nclass A:\n    b = 1\n!ls"
    assert defined_names(source) == {"f", "A"}
    assert defined_names("def g(:\n  pass\nh = (") == {"g", "h"}
