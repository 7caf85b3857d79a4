import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course_helpers.cells import (
    MAX_SOURCE,
    Cell,
    Role,
    answer_cells,
    answers_to,
    any_answer,
    cell_of,
    check_cells,
    exercise_of,
    is_stub,
    own_code,
    roles_of,
    wanted_names,
)
from course_helpers.check.catalogue import exercises, exercises_of
from tests.conftest import ROOT, small_lesson

TENSORS = exercises_of("01_tensors")
SAVING = exercises_of("09_fashion_mnist")
NEURON = exercises()["neuron"]
RELEASED_LESSONS = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
STUB = "def neuron(features):\n    raise NotImplementedError()"
ANSWER = "def neuron(features):\n    return features"
OTHER = "def two_layer(features):\n    return features"
CALL = "check.neuron(neuron)"
QUESTION = "## In your own words\n\nWhy?"
RELEASED = {
    "setup": ("code", "import torch"),
    "neuron": ("code", STUB),
    "check-neuron": ("code", CALL),
    "why": ("markdown", "Weights add up."),
    "ex-reflection": ("markdown", "Say it to a friend."),
    "reflection": ("markdown", "YOUR ANSWER HERE"),
}


def code(source, *names):
    return Cell("code", source, names)


def words(source, *names):
    return Cell("markdown", source, names)


def role_of(cell, released=RELEASED):
    return roles_of([cell], TENSORS, released)[0]


def answers(exercise, *cells):
    asked = exercises_of(exercise.lesson)
    return answers_to(exercise, cells, roles_of(cells, asked, RELEASED), STUB)


# Metadata, as any program may have written it.


def test_cell_may_be_known_by_its_grade_id_its_id_and_colabs_id():
    node = {
        "cell_type": "code",
        "source": ["a = 1\r\n", "b = 2"],
        "id": "new",
        "metadata": {"id": "colab", "nbgrader": {"grade_id": "neuron"}},
    }
    assert cell_of(node) == code("a = 1\nb = 2", "neuron", "new", "colab")
    assert cell_of(node).defines == {"a", "b"}


@pytest.mark.parametrize("metadata", [None, 7, "x", [], {"nbgrader": []}, {"id": {}}])
@pytest.mark.parametrize("grade_id", [None, 3, "", ["neuron"]])
def test_strange_metadata_gives_no_name(metadata, grade_id):
    node = {"cell_type": "code", "source": "1", "id": grade_id, "metadata": metadata}
    assert cell_of(node) == code("1")
    node["metadata"] = {"nbgrader": {"grade_id": grade_id}}
    assert cell_of(node) == code("1")


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ({"input": ["a", "b"]}, "ab"),
        ({"source": ["a", 3, None, "b"]}, "ab"),
        ({"source": {"a": 1}}, ""),
        ({}, ""),
        ({"source": "half \ud83d"}, "half ?"),
        ({"source": "x" * (MAX_SOURCE + 1)}, "x" * MAX_SOURCE),
    ],
    ids=["format 3", "odd parts", "a dict", "none", "half a character", "too long"],
)
def test_text_of_a_cell_is_a_text_whatever_was_written(node, text):
    assert cell_of(node).source == text


def test_words_define_nothing():
    assert words(ANSWER).defines == set()


# What a cell is.


def test_marked_cells_are_what_their_marks_say():
    cells = [
        code(ANSWER, "neuron"),
        code("2", "check-neuron"),
        words("W", "reflection"),
    ]
    roles = [
        Role("answer", "neuron"),
        Role("check", "neuron"),
        Role("reflection", "reflection"),
    ]
    assert roles_of(cells, TENSORS, RELEASED) == roles
    assert roles_of(cells, TENSORS) == roles


def test_without_marks_text_tells_what_the_course_wrote_and_the_rest_is_extra():
    cells = [
        *(
            code("import  torch\n"),
            code(ANSWER),
            code(STUB),
            code("check.neuron( neuron)"),
        ),
        *(words("Weights add  up."), words("Mine."), words("YOUR ANSWER HERE")),
    ]
    assert roles_of(cells, TENSORS, RELEASED) == [
        *(Role("own", "setup"), Role("extra"), Role("answer", "neuron")),
        *(Role("check", "neuron"), Role("own", "why"), Role("text")),
        Role("reflection", "reflection"),
    ]


def test_without_the_courses_notebook_only_calls_of_checks_can_be_told():
    cells = [code("import torch"), code(ANSWER), code(CALL), words("Weights add up.")]
    roles = [Role("extra"), Role("extra"), Role("check", "neuron"), Role("text")]
    assert roles_of(cells, TENSORS) == roles


def test_cell_of_the_courses_that_was_changed_is_extra_and_keeps_its_place():
    assert role_of(code("import math", "setup")) == Role("extra", "setup")
    assert role_of(words("Nonsense.", "why")) == Role("text")


def test_where_all_cells_have_the_same_mark_their_text_tells():
    cells = [code(source, "neuron") for source in ("import torch", ANSWER, CALL, OTHER)]
    assert roles_of(cells, TENSORS, RELEASED) == [
        *(Role("own", "setup"), Role("answer", "neuron")),
        *(Role("check", "neuron"), Role("answer", "two_layer")),
    ]


def test_first_name_that_the_lesson_knows_is_the_mark():
    assert role_of(code(ANSWER, "cell-7", "neuron")) == Role("answer", "neuron")
    assert role_of(code("1", "reflection", "neuron")) == Role("extra", "reflection")


def test_cell_that_answers_two_exercises_is_the_one_that_its_mark_names():
    assert role_of(code(f"{ANSWER}\n{OTHER}", "two_layer")) == Role(
        "answer", "two_layer"
    )


# Stubs.


@pytest.mark.parametrize(
    "cell",
    [
        *(code("  \n"), words("YOUR ANSWER HERE\n"), words("Say  why."), code(STUB)),
        code('def f(x):\n    """Doc."""\n    raise NotImplementedError'),
        code(f"x = 1\n{STUB}"),
    ],
)
def test_nothing_written_is_a_stub(cell):
    assert is_stub(cell, released="Say why.")


@pytest.mark.parametrize(
    "cell",
    [
        *(code(ANSWER), words("Because."), words(STUB), code("x = 1")),
        *(code("def f(:"), code("def f(x):\n    pass")),
        code(f"{STUB}\n{OTHER}"),
        code(f"{STUB}\nneuron = lambda x: x"),
        code(f"{STUB}\nfrom mine import neuron"),
        code(f"{STUB}\nfrom mine import *"),
        code(f"{STUB}\n%run mine.py"),
        code(f"{STUB}\nexec('neuron = 3')"),
        code("def f(x):\n    raise NotImplementedError('no bias yet')"),
    ],
)
def test_anything_written_is_no_stub(cell):
    assert not is_stub(cell, released="Say why.")


# Where an answer is written.


@pytest.mark.parametrize(
    "cells",
    [
        [code(ANSWER, "neuron")],
        [code(ANSWER)],
        [code(ANSWER, "check-neuron"), code(STUB, "neuron")],
        [code(ANSWER), code(CALL, "check-neuron"), code(STUB, "neuron")],
        [code(ANSWER), code("helper = 1", "neuron")],
        [code(ANSWER, "neuron"), code(ANSWER)],
        [code(ANSWER, "two_layer"), code(STUB, "neuron")],
        [code(f"{OTHER}\n{ANSWER}", "two_layer"), code(STUB, "neuron")],
    ],
    ids=[
        *("marked", "mark lost", "in the check cell", "in a cell of one's own"),
        *("split, mark above", "marked before others", "mark of another"),
        "two answers in one cell",
    ],
)
def test_answer_is_found_where_it_was_written(cells):
    assert answers(NEURON, *cells) == [0]


def test_halves_of_a_split_answer_belong_together():
    head, _, rest = ANSWER.partition("\n")
    cells = [code(head, "neuron"), code("1"), code(rest, "neuron")]
    assert answers(NEURON, *cells) == [0, 2]


def test_every_try_counts_in_order():
    tries = [code(f"{ANSWER} + {number}") for number in range(3)]
    assert answers(NEURON, *tries) == [0, 1, 2]
    marked = [code(cell.source, "neuron") for cell in tries]
    assert answers(NEURON, *marked) == [0, 1, 2]


def test_stubs_are_no_answer_wherever_they_stand():
    assert answers(NEURON, code(STUB, "neuron"), code(STUB), code("x = 1")) == []


def test_marked_cell_counts_where_nothing_defines_the_name():
    assert answers(NEURON, code("print(1)", "neuron"), code("x = 1")) == [0]


@pytest.mark.parametrize(
    ("source", "own"),
    [
        (CALL, False),
        ("", False),
        (f"\n{CALL}  ", False),
        (ANSWER, True),
        (f"{ANSWER}\n{CALL}", True),
        (f"{CALL}\nprint(1)", True),
    ],
)
def test_own_code_is_what_is_more_than_a_check(source, own):
    assert own_code(code(source)) == (source if own else "")


# An exercise of several names.


def test_exercise_of_several_names_leaves_out_those_that_others_ask_for():
    assert wanted_names(exercises()["save_and_load"]) == {"save", "load"}
    assert wanted_names(exercises()["Classifier"]) == {"Classifier"}


def test_names_of_one_exercise_may_stand_in_several_cells():
    saving = exercises()["save_and_load"]
    cells = [
        code("class Classifier:\n    pass"),
        code("def save(path):\n    return 1"),
        code("load = torch.load"),
        code("check.save_and_load(save, load, Classifier)"),
    ]
    assert answers(saving, *cells) == [1, 2]
    assert answers(exercises()["Classifier"], *cells) == [0]
    assert roles_of(cells, SAVING)[3] == Role("check", "save_and_load")


def test_class_under_the_mark_of_saving_is_the_class():
    cell = code("class Classifier:\n    pass", "save_and_load")
    assert roles_of([cell], SAVING) == [Role("answer", "Classifier")]


# The answer in words.


@pytest.mark.parametrize("question", [QUESTION, "Text.\n\n### Reflection\n\nWhy?"])
def test_words_below_the_question_are_the_answer(question):
    cells = [words(question), words("Because."), words("More.")]
    kinds = [role.kind for role in roles_of(cells, TENSORS)]
    assert kinds == ["text", "reflection", "text"]


def test_question_without_a_heading_is_known_as_the_courses():
    cells = [words("Say it to a friend."), words("Because.")]
    assert roles_of(cells, TENSORS, RELEASED)[1].kind == "reflection"
    assert roles_of(cells, TENSORS)[1].kind == "text"


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        (words("Weights add up."), Role("own", "why")),
        (words("Changed.", "why"), Role("text")),
        (code("x = 1"), Role("extra")),
        (Cell("raw", "Because."), Role("text", "reflection")),
    ],
    ids=["own", "changed", "code", "raw"],
)
def test_other_cells_below_the_question_are_no_answer(cell, role):
    assert roles_of([words(QUESTION), cell], TENSORS, RELEASED)[1] == role


def test_question_is_asked_in_words():
    cells = [code("## Reflection"), words("Because.")]
    assert roles_of(cells, TENSORS)[1] == Role("text")


def test_marked_words_are_the_answer_even_if_they_repeat_the_course():
    assert role_of(words("Weights add up.", "reflection")).kind == "reflection"


def test_code_is_never_the_answer_in_words():
    assert role_of(code("500", "reflection")) == Role("extra", "reflection")


# In a notebook of the course's own.


def test_answers_and_checks_of_the_courses_notebook_are_told_by_metadata():
    notebook = small_lesson()
    names = [exercise.name for exercise in TENSORS]
    assert sorted(answer_cells(notebook)) == sorted([*names, "reflection"])
    assert sorted(check_cells(notebook)) == sorted(f"check-{name}" for name in names)
    checked = {exercise_of(cell) for cell in notebook.cells}
    assert checked == {"", *names}


def test_cell_without_its_mark_checks_nothing():
    notebook = new_notebook(cells=[new_code_cell(CALL, id="check-neuron")])
    assert exercise_of(notebook.cells[0]) == "" and check_cells(notebook) == {}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "notebooks").iterdir()), ids=lambda p: p.name
)
def test_released_lesson_has_no_answer_until_one_is_written(path):
    lesson = path.name
    notebook = nbformat.read(path / f"{lesson}.ipynb", 4)
    posed = exercises_of(lesson)
    assert not any_answer(list(map(cell_of, notebook.cells)), posed)
    for exercise in posed:
        cells = list(map(cell_of, notebook.cells))
        place = next(i for i, cell in enumerate(cells) if exercise.name in cell.names)
        cells[place] = code(f"{min(wanted_names(exercise))} = 1", exercise.name)
        assert any_answer(cells, posed), exercise.name


def test_answer_in_words_or_in_a_cell_of_its_own_is_an_answer():
    stub, own = code(STUB, "neuron"), code(ANSWER)
    unsaid = Cell("markdown", "YOUR ANSWER HERE", ("reflection",))
    said = Cell("markdown", "They add up.", ("reflection",))
    assert not any_answer([stub, unsaid, code("x = 1")], TENSORS)
    assert any_answer([stub, said], TENSORS) and any_answer([stub, own], TENSORS)
