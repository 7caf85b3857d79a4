import pytest
import torch

from course_helpers.check.compare import (
    alike,
    call_problem,
    describe,
    entry,
    explaining,
    first,
    number_as_tensor,
    number_of,
    numbers,
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


def test_an_error_stands_for_all_and_what_is_missing_is_empty():
    error, three = {"error": "E"}, {"value": 3}
    assert outcomes(error, 2) == [error, error]
    assert outcomes([three, 3], 3) == [three, {}, {}]
    assert entry(error, "a") == error and entry({"a": three}, "a") == three
    assert entry({"a": 3}, "a") == entry({}, "a") == entry(None, "a") == {}


def test_first_message_is_the_first_that_says_something():
    assert first(["", "second", "third"]) == "second"
    assert first([""]) == first([]) == ""


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3.0),
        (torch.tensor(2.5), 2.5),
        (10**400, float("inf")),
        (True, None),
        (torch.ones(1), None),
        (torch.tensor(1j), None),
        ("3", None),
    ],
)
def test_a_number_is_one_without_dimensions_and_no_comparison(value, number):
    assert number_of({"value": value}) == number


def test_numbers_and_numpys_arrays_become_tensors_and_the_rest_stays():
    assert number_as_tensor({"value": 3})["value"].equal(torch.tensor(3.0))
    array = {"value": {"type": "ndarray", "tensor": WANT}}
    assert number_as_tensor(array)["value"] is WANT
    for value in ("3", {"type": "ndarray"}, WANT):
        assert number_as_tensor({"value": value}) == {"value": value}


def test_a_complex_tensor_is_none_and_others_are_computed_with_in_float64():
    assert tensor_of({"value": WANT + 0j}) is None
    assert tensor_of({"value": torch.arange(3)}).dtype == torch.float64


def test_equal_values_pass_in_any_float_type():
    for dtype in (torch.float32, torch.float64):
        assert value_problem("f", {"value": WANT.to(dtype)}, WANT) == ""


def test_known_mistake_gets_its_own_message():
    mistakes = [(WANT.T, "transposed.")]
    assert value_problem("f", {"value": WANT.T}, WANT, mistakes) == "f: transposed."
    mistakes = [(-WANT, "negative."), *mistakes]
    assert value_problem("f", {"value": WANT.T}, WANT, mistakes) == "f: transposed."


def test_known_mistakes_are_kept_that_explain_every_case():
    cases = [[(WANT, "a"), (WANT.T, "b")], [(2 * WANT, "a"), (2 * WANT.T, "b")]]
    got = [{"value": WANT.T}, {"value": 2 * WANT.T}]
    assert [[text for _, text in case] for case in explaining(cases, got)] == [
        ["b"],
        ["b"],
    ]
    assert explaining(cases, [{"value": WANT.T}, {"error": "E"}])[1] == cases[1][1:]
    assert explaining(cases, [{"value": WANT.T}, {"value": 2 * WANT}]) == [[], []]


@pytest.mark.parametrize(("small", "words"), [(2.0, "x = 1"), (3.0, "x = 9")])
def test_numbers_of_the_smaller_input_are_shown_where_it_is_wrong_too(small, words):
    smaller = ("x = 1", {"value": torch.tensor(small)}, torch.tensor(3.0))
    said = value_problem("f", {"value": -WANT}, WANT, given="x = 9", smaller=smaller)
    assert said.startswith(f"f: for {words}, expected ")
    assert ("expected 3.0000; got 2.0000." in said) == (words == "x = 1")


def test_unknown_mistake_shows_expected_and_got():
    got = torch.tensor([[2.0, -3.0], [4.5, 0.0]])
    said = value_problem("f", {"value": got}, WANT, given="x = 0", hint="Look.")
    assert said == (
        "f: for x = 0, expected [[1.0000, 2.0000], [3.0000, 4.0000]]; "
        "got [[2.0000, -3.0000], [4.5000, 0]]. Look."
    )
    assert value_problem("f", {"value": got}, WANT).startswith("f: expected [[1.")


def test_an_error_is_told_before_any_value_is_compared():
    outcome = {"error": "TypeError", "text": "no", "line": "x"}
    assert value_problem("f", outcome, WANT) == call_problem("f", outcome)


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


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ({}, "nothing came back."),
        ({"value": None}, "got None. Does your function end with return?"),
        ({"error": "KeyboardInterrupt"}, "Look for an endless loop."),
        ({"error": "E"}, "got E. Call it yourself in a new cell."),
        (
            {"error": "E", "text": "no", "line": "raise E('no')"},
            "got E. Look at the line `raise E('no')`.",
        ),
        ({"value": 3}, ""),
    ],
)
def test_what_a_call_came_to_is_said(outcome, words):
    said = call_problem("f", outcome)
    assert said.endswith(words) and bool(said) == bool(words)


def test_same_within_a_tolerance_of_ones_own():
    assert same(WANT, 1.01 * WANT, tolerance=0.02)
    assert not same(WANT, 1.01 * WANT)


def test_alike_are_tensors_that_differ_by_dimensions_of_size_one():
    assert alike(WANT[None], WANT) and not alike(WANT.flatten(), WANT)
    assert not alike(None, WANT) and not alike(WANT, None)


def test_same_needs_shape_and_values():
    assert same(WANT, WANT + 1e-6)
    assert not same(WANT, WANT.flatten())
    assert not same(WANT, None)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        (WANT, "a tensor of shape (2, 2)"),
        (torch.arange(3), "a tensor of int64 of shape (3,)"),
        (True, "True"),
        ("text", "the text 'text'"),
        ([1, 2], "a list of 2 items"),
        ({"type": "Linear"}, "an object of type Linear"),
        ({"type": "ndarray"}, "a NumPy array"),
        ({"type": "ndarray", "tensor": WANT}, "a NumPy array of shape (2, 2)"),
        ({"type": "Tensor", "cut": True, "shape": [7]}, "a huge tensor of shape (7,)"),
        ({"type": 3}, "a dict"),
    ],
    ids=str,
)
def test_every_kind_of_data_has_a_name(value, words):
    assert describe(value) == words


def test_numbers_of_a_tensor_are_short_and_at_most_eight_in_a_row():
    values = torch.tensor([float("nan"), 0.5, 1e-4, 12345.0, *[0.0] * 6])
    assert numbers(values) == "[nan, 0.5000, 0.0001, 1.234e+04, 0, 0, 0, 0]"


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
