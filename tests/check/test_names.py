import functools

import pytest
import torch
from torch import nn

from course_helpers.check.names.foreign import foreign_names, foreign_problem
from course_helpers.check.plain import error_data
from tests.exercises.hostile import Pretender, Untouchable

NOTEBOOK = """
import torch
from torch import nn
scores, EPSILON, size = torch.ones(3), torch.tensor(1e-6), 3
relu, model, history = nn.ReLU(), nn.Linear(2, 2), []

def helper(x):
    return x

"""


def answer(source: str, name: str = "answer") -> object:
    names: dict = {}
    exec(compile(NOTEBOOK + source, "cell", "exec"), names)
    return names[name]


@pytest.mark.parametrize(
    ("source", "names", "certain"),
    [
        ("def answer(x): return scores", ["scores"], True),
        ("answer = lambda x: scores", ["scores"], True),
        ("def answer(x, y): return x + scores", ["scores"], True),
        ("def answer(x): return x + scores", ["scores"], False),
        ("def answer(x): return [model(s) for s in scores]", ["model", "scores"], True),
        ("def answer(x): return [s for s in scores if s in x]", ["scores"], False),
        ("def answer(*args): return scores", ["scores"], True),
        ("def answer(x, y): return x * size", ["size"], False),
        ("def answer(x): return (lambda: scores)()", ["scores"], True),
        ("@torch.no_grad()\ndef answer(x): return scores", ["scores"], True),
        (
            "class answer(nn.Module):\n"
            "  def __init__(self): super().__init__()\n"
            "  def forward(self, x): return model(scores)",
            ["model", "scores"],
            True,
        ),
    ],
)
def test_variables_of_other_cells_are_named(source, names, certain):
    note = foreign_names([answer(source)])
    assert (sorted(note["names"]), note["certain"]) == (names, certain)


@pytest.mark.parametrize(
    "source",
    [
        "def answer(x): return helper(x) + torch.sum(x)",
        "def answer(x): return relu(x) / (EPSILON + size)",
        "def answer(x):\n  history.append(x)\n  return x",
        "def answer(scores): return [s for s in scores]",
        "def answer(x):\n  global scores\n  scores = x\n  return scores",
        "def answer(): return model",
        "def answer(x):\n  def inner(): return x\n  return inner()",
        "def answer(x, y):\n  a, b = x, y\n  return a",
    ],
)
def test_functions_and_constants_and_own_names_are_no_foreign_ones(source):
    assert foreign_names([answer(source)]) == {}


MAKERS = {
    "None": lambda: None,
    "number": lambda: 3,
    "torch's own": lambda: torch.softmax,
    "class of torch's": lambda: nn.ReLU,
    "untouchable": Untouchable,
    "pretender": lambda: Pretender(type),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_anything_may_be_an_answer(kind):
    assert foreign_names([MAKERS[kind](), functools.partial(sum, [1])]) == {}


def test_note_from_a_hand_in_may_hold_anything():
    for note in (None, 3, [], {"names": 1}, {"names": [1], "arguments": ["x"]}):
        assert foreign_problem("softmax", note, "as it was", False) == "as it was"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def answer(x): return logits", {"name": "logits", "meant": ""}),
        ("def answer(feature): return features", {"meant": "feature"}),
        ("def answer(images): return train_images", {"meant": "images"}),
        ("def answer(W): return w", {"meant": "W"}),
        ("def answer(x):\n  output = x\n  return ouput", {"meant": "output"}),
        ("def answer(feature): return [features for _ in 'a']", {"meant": "feature"}),
        ("def answer(feature): return helper(features)", {"meant": "feature"}),
    ],
)
def test_name_that_is_missing_comes_with_the_one_that_is_meant(source, names):
    try:
        answer(source)(1)
    except NameError as error:
        found = error_data(error)["names"]
    assert names.items() <= found.items()


def test_other_errors_speak_of_no_names():
    assert "names" not in error_data(ValueError("name 'x' is not defined"))
