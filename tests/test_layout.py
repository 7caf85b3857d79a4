import pytest

from course_helpers import cells
from course_helpers.cells import Cell, cell_of, is_answer, wanted_names
from course_helpers.check.aids.predictions import Prediction
from course_helpers.check.catalogue import exercises_of, lessons
from course_helpers.grading.notebook import read
from course_helpers.layout import Item, arranged, checked_in, pieces_of
from tests.conftest import ROOT

TENSORS = exercises_of("01_tensors")
SAVING = exercises_of("09_fashion_mnist")
STUB = "def neuron(features):\n    raise NotImplementedError()"
ANSWER = "def neuron(features):\n    return features"
OTHER = "def two_layer(features):\n    return features"
CALL, OTHER_CALL = "check.neuron(neuron)", "check.two_layer(two_layer)"
RELEASED = {
    "setup": ("code", "import torch"),
    "demo": ("code", "for step in range(10):\n    train()"),
    "neuron": ("code", STUB),
    "check-neuron": ("code", CALL),
    "reflection": ("markdown", "YOUR ANSWER HERE"),
}
CHECK = Item("check-neuron")


def code(source, *names):
    return Cell("code", source, names)


def order(*cells, released=RELEASED, exercises=TENSORS):
    return arranged(cells, exercises, released, skipped=["demo"])


def sources(cell, exercises=TENSORS):
    return [piece.source for piece in pieces_of(cell, exercises)]


# Predictions.

WITH_SHAPE = {
    **{
        "shape": ("code", "shape = None"),
        "check-shape": ("code", "check.shape(shape)"),
    },
    **RELEASED,
}


@pytest.fixture
def shape(monkeypatch):
    question = Prediction("01_tensors", "shape", "", [2], "")
    monkeypatch.setattr(cells, "predictions", lambda: {"shape": question})


def test_prediction_is_the_courses_cell_with_a_value_in_it(shape):
    asked = code("shape = (2, 3)", "shape")
    check = code("check.shape(shape)", "check-shape")
    items = order(asked, check, released=WITH_SHAPE)
    assert items == [Item("shape", "shape = (2, 3)"), Item("check-shape")]


@pytest.mark.parametrize(
    "source",
    ["shape = torch.zeros(2).shape", "shape = 3; other = 2", "shape = 3\n1 / 0"],
)
def test_what_is_more_than_a_value_is_the_learners_own_cell(shape, source):
    assert order(code(source, "shape"), released=WITH_SHAPE) == [Item("", source)]


def test_second_value_runs_where_it_stands(shape):
    two = [code(f"shape = {n}", "shape") for n in (2, 3)]
    items = order(*two, released=WITH_SHAPE)
    assert items == [Item("shape", "shape = 2"), Item("", "shape = 3")]


def test_value_in_another_cell_of_the_courses_is_not_that_cell(shape):
    items = order(code("shape = 2", "setup"), released=WITH_SHAPE)
    assert items == [Item("", "shape = 2")]


# In parts.


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (f"import math\n{ANSWER}\nx = 1", [f"import math\n{ANSWER}\nx = 1"]),
        (f"{ANSWER}\n\n\n{OTHER}\nx = 1", [ANSWER, f"\n\n{OTHER}\nx = 1"]),
        (f"{ANSWER}\n{CALL}\nneuron = 3", [ANSWER, CALL, "neuron = 3"]),
        (f"%time\n{ANSWER}\n!ls\n{CALL};", [f"%time\n{ANSWER}\n!ls", f"{CALL};"]),
        (f"x = 1\n{CALL}; del neuron;", ["x = 1", CALL, "del neuron"]),
        (f"if x: {CALL}; neuron = 3", [f"if x: {CALL}; neuron = 3"]),
        (f"{ANSWER}\n{ANSWER}\n1 / 0", [f"{ANSWER}\n{ANSWER}\n1 / 0"]),
    ],
)
def test_each_part_answers_one_exercise_and_a_check_stands_by_itself(source, parts):
    assert sources(code(source)) == parts


def test_check_in_a_function_does_not_stand_there():
    asked = code(f"def ask():\n    {CALL}\nask()", "check-neuron")
    assert not checked_in(asked, TENSORS)
    assert checked_in(code(f"try:\n    {CALL}\nfinally:\n    1"), TENSORS)


def test_check_that_a_function_calls_is_looked_at_below_the_last_try():
    asking = code(f"def ask():\n    {CALL}", "check-neuron")
    items = order(code("neuron = 0"), asking, code(ANSWER), code("ask()"))
    assert items[2:4] == [Item("neuron", ANSWER), CHECK]


def test_what_stands_beside_a_check_is_none():
    cell = code(f"{CALL}; del neuron", "check-neuron")
    below = Item("", "del neuron")
    assert order(code(ANSWER), cell) == [Item("neuron", ANSWER), CHECK, below]


@pytest.mark.parametrize("source", [f"%%time\n{ANSWER}\n{OTHER}", f"{CALL}\nx = ("])
def test_what_cannot_be_read_stays_whole(source):
    assert sources(code(source)) == [source]


def test_names_of_one_exercise_stay_together():
    source = "def save(path):\n    1\n\ndef load(path):\n    1"
    assert sources(code(source), SAVING) == [source]


def test_checks_are_told_line_by_line():
    source = (
        f"if True:\n    {CALL}\nx = 1; {OTHER_CALL}\n# check.standardize(standardize)"
    )
    assert checked_in(code(source), TENSORS) == ["neuron", "two_layer"]
    assert checked_in(Cell("markdown", CALL), TENSORS) == []


# What stands for what.


@pytest.mark.parametrize(
    ("cells", "items"),
    [
        ([code(ANSWER, "neuron"), code(CALL)], [Item("neuron", ANSWER), CHECK]),
        ([code(ANSWER), code(""), code(CALL)], [Item("neuron", ANSWER), CHECK]),
        ([code(ANSWER), code(STUB), code(CALL)], [Item("neuron", ANSWER), CHECK]),
        ([code(CALL), code(ANSWER)], [Item("neuron", ANSWER), CHECK]),
        ([code(STUB), code(CALL), code(ANSWER)], [Item("neuron", ANSWER), CHECK]),
        ([code(ANSWER)], [Item("neuron", ANSWER), CHECK]),
        ([code(f"{ANSWER}\n{CALL}")], [Item("neuron", ANSWER), CHECK]),
        ([code(f"{ANSWER}\n{CALL}", "check-neuron")], [Item("neuron", ANSWER), CHECK]),
        ([code("x = 1; " + CALL, "check-neuron")], [Item("", "x = 1"), CHECK]),
        ([code(STUB, "neuron"), code(CALL)], [CHECK]),
        ([], []),
    ],
)
def test_answer_and_check_are_found_in_every_place(cells, items):
    assert order(*cells) == items


def test_every_try_runs_where_it_stood_and_the_last_one_is_the_answer():
    tries = [code(f"{ANSWER} + {number}", "neuron") for number in range(3)]
    first, second, third = (cell.source for cell in tries)
    below = [Item("", first), Item("neuron", second), CHECK, Item("", third)]
    assert order(*tries[:2], code(CALL), tries[2]) == below


def test_newest_check_counts():
    cells = [code(ANSWER), code(CALL), code(f"{ANSWER} + 1"), code(CALL, "copy")]
    last = Item("neuron", f"{ANSWER} + 1")
    assert order(*cells) == [Item("", ANSWER), last, CHECK]


def test_definition_that_no_text_shows_is_looked_at_where_its_check_stands():
    hidden, after = "globals()['neuron'] = abs", "neuron = 3"
    cells = [code(hidden), code(CALL), code(after)]
    assert order(*cells) == [Item("", hidden), CHECK, Item("", after)]


@pytest.mark.parametrize("cut", [1, 2])
def test_halves_of_a_split_answer_are_one_again(cut):
    lines = ["def neuron(features):", "    z = features", "    return z"]
    parts = ["\n".join(lines[:cut]), *lines[cut:]]
    cells = [code(part, "neuron") for part in parts]
    items = order(cells[0], code("x = 1"), *cells[1:])
    assert items == [Item("", "x = 1"), Item("neuron", "\n".join(lines)), CHECK]


def test_cells_that_share_a_mark_are_not_halves():
    cells = [code("import os", "neuron"), code("%%writefile a\nx", "neuron")]
    items = order(*cells, code(ANSWER, "neuron"))
    assert [item.source for item in items[:2]] == [cell.source for cell in cells]


def test_second_answer_below_a_cell_magic_is_named_and_not_run_twice():
    both = f"%%time\n{ANSWER}\n{OTHER}"
    items = order(code(both))
    assert items.count(Item("neuron", both)) == 1
    assert Item("two_layer", "# two_layer stands in the cell of neuron.") in items
    again = [code(item.source or "", item.name) for item in items if item.source]
    assert order(*again) == items


# The rest.


def test_own_cells_come_once_by_their_id_and_copies_are_the_learners():
    cell, text = code("import torch"), Cell("markdown", "Nonsense.")
    assert order(cell, text, cell) == [Item("setup"), Item("", "import torch")]


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("for step in range(99):\n    train()", False),
        ("for step in range(9):\n    train()\ndef helper():\n    1", True),
    ],
)
def test_long_demonstration_runs_only_with_names_of_its_own(source, runs):
    assert order(code(source, "demo")) == [Item("", source)] * runs
    assert order(code(RELEASED["demo"][1]), code(RELEASED["demo"][1])) == [Item("demo")]


def test_words_from_all_cells_are_one_answer():
    cells = [Cell("markdown", text, ("reflection",)) for text in ("A", "B")]
    assert order(*cells) == [Item("reflection", "A\n\nB")]


@pytest.mark.parametrize("lesson", lessons())
def test_no_cell_of_a_lesson_gives_an_answers_name_a_value(lesson):
    """A stub keeps what its name stands for: that must come from a learner."""
    notebook = read(ROOT / "notebooks" / lesson / f"{lesson}.ipynb")
    names = set().union(*map(wanted_names, exercises_of(lesson)))
    own = [cell_of(cell) for cell in notebook.cells if not is_answer(cell)]
    assert [cell.source for cell in own if cell.defines & names] == []
