import pytest
import torch

from course_helpers.check.compare import (
    call_problem,
    describe,
    number_of,
    outcomes,
    same,
    shape_problem,
    tensor_of,
    value_problem,
)

WANT = torch.tensor([[1.0, 2.0], [3.0, 4.0]])

STRANGE = [
    {},
    {"value": None},
    {"value": 10**400},
    {"value": float("-inf")},
    {"value": "text"},
    {"value": [1, [2]]},
    {"value": {"type": 3}},
    {"value": {"type": "ndarray", "tensor": 1}},
    {"value": {"type": "Tensor", "cut": True, "shape": None}},
    {"value": {"type": "Tensor", "cut": torch.ones(2), "shape": torch.ones(2)}},
    {"value": torch.tensor([1j, 2j])},
    {"value": torch.tensor(float("nan"))},
    {"value": torch.zeros(0)},
    {"value": torch.full((2, 2), float("inf"))},
    {"value": torch.tensor([[True, False]])},
    {"error": None},
    {"error": ["x"], "text": 3, "line": {}},
    {"error": "E", "text": torch.ones(2), "line": torch.ones(2)},
]


@pytest.mark.parametrize("outcome", STRANGE)
def test_strange_data_gets_a_message_and_never_raises(outcome):
    for problem in (shape_problem, value_problem):
        want = WANT if problem is value_problem else (2, 2)
        said = problem("f", outcome, want)
        keeps_shape = tuple(getattr(outcome.get("value"), "shape", ())) == (2, 2)
        assert said.startswith("f: ") or (problem is shape_problem and keeps_shape)
    assert isinstance(describe(outcome.get("value")), str)
    number_of(outcome), tensor_of(outcome)


@pytest.mark.parametrize("observed", [None, 3, [], [1, 2], {}, {"error": "X"}, "text"])
def test_outcomes_gives_as_many_as_asked_for(observed):
    assert len(outcomes(observed, 3)) == 3
    assert all(isinstance(outcome, dict) for outcome in outcomes(observed, 3))


def test_equal_values_pass_in_any_float_type():
    for dtype in (torch.float32, torch.float64):
        assert value_problem("f", {"value": WANT.to(dtype)}, WANT) == ""


def test_known_mistake_gets_its_own_message():
    mistakes = [(WANT.T, "transposed.")]
    assert value_problem("f", {"value": WANT.T}, WANT, mistakes) == "f: transposed."


def test_unknown_mistake_shows_expected_and_got():
    got = torch.tensor([[2.0, -3.0], [4.5, 0.0]])
    said = value_problem("f", {"value": got}, WANT, given="x = 0", hint="Look.")
    assert said == (
        "f: for x = 0, expected [[1.0000, 2.0000], [3.0000, 4.0000]]; "
        "got [[2.0000, -3.0000], [4.5000, 0]]. Look."
    )


def test_large_difference_is_shown_at_its_first_place():
    want = torch.zeros(4, 4)
    got = want.clone()
    got[2, 1] = 1
    said = value_problem("f", {"value": got}, want)
    assert "expected 0 at [2, 1]; got 1.0000. 1 of 16 values differ." in said


def test_shape_message_names_both_shapes():
    said = shape_problem("f", {"value": torch.zeros(3)}, (3, 1), "One for each row.")
    assert said == (
        "f: expected a tensor of shape (3, 1); got a tensor of shape (3,). "
        "One for each row."
    )


def test_error_message_names_the_error_and_the_line():
    outcome = {"error": "NameError", "text": "name 'x' is not defined", "line": "x + 1"}
    assert call_problem("f", outcome) == (
        "f: expected a result; got NameError: name 'x' is not defined. "
        "Look at the line `x + 1`."
    )


def test_same_needs_shape_and_values():
    assert same(WANT, WANT + 1e-6)
    assert not same(WANT, WANT.flatten())
    assert not same(WANT, None)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (float("nan"), "the number nan"),
        (float("-inf"), "the number -inf"),
        (1e305, "the number 1e+305"),
        (10**400, "a huge number"),
    ],
)
def test_numbers_are_described_whatever_their_size(value, words):
    assert describe(value) == words
