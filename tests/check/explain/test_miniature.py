import pytest
import torch

from course_helpers.check.explain.miniature import Formula, likely_mistake

FORMS = (
    "exp(z) / row_sum(exp(z))",
    "exp(z - row_max(z)) / row_sum(exp(z - row_max(z)))",
)


def drawn(*shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64) + 1


def formula(answer, *tables):
    tables = tables or (drawn(4, 3), drawn(2, 5, seed=1))
    return Formula(FORMS, [({"z": z}, answer(z)) for z in tables])


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (lambda z: torch.softmax(z, 0), "column_sum"),
        (lambda z: z.exp() / z.exp().amax(1, True), "row_max"),
        (lambda z: 2**z / (2**z).sum(1, keepdim=True), "2 ** z / row_sum(2 ** z)"),
        (lambda z: (z - z.amax(1, True)).exp() / z.exp().sum(1, True), "z - row_max"),
        (lambda z: torch.tanh(z) / torch.tanh(z).sum(1, True), "tanh(z)"),
    ],
)
def test_mistake_that_nobody_listed_is_written_down(answer, text):
    assert text in formula(answer).mistaken


def test_right_answers_and_noise_have_no_mistake():
    assert formula(lambda z: torch.softmax(z, 1)).mistaken == ""
    assert formula(lambda z: drawn(*z.shape, seed=9)).mistaken == ""


def test_one_case_that_fits_by_chance_is_not_believed():
    one = torch.tensor([[0.0]], dtype=torch.float64)
    assert formula(lambda z: z.exp(), one).mistaken == ""


def test_case_without_a_result_is_left_out():
    z = drawn(4, 3)
    cases = [({"z": z}, z.exp()), ({"z": z}, None)]
    assert "exp(z)" in Formula(FORMS, cases).mistaken


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_any_numbers_are_taken(value):
    assert formula(lambda z: torch.full_like(z, value)).mistaken == ""


@pytest.mark.parametrize("fixed", [0.05, -3.0])
def test_number_that_should_be_an_argument_is_found(fixed):
    cases = [
        (
            {"w": drawn(3, seed=n), "g": drawn(3, seed=n + 9), "lr": torch.tensor(lr)},
            drawn(3, seed=n) - fixed * drawn(3, seed=n + 9),
        )
        for n, lr in enumerate((0.1, 0.3))
    ]
    expected = f"w - {fixed:g} * g".replace("- -3", "- -3.0")
    assert Formula(("w - lr * g",), cases).mistaken == expected


def test_large_cases_are_tried_for_one_mistake_only():
    z = drawn(200, 100)
    assert formula(lambda z: z.exp(), z).mistaken == "exp(z)"
    twice = formula(lambda z: torch.tanh(z) - z.sum(0), z)
    assert twice.mistaken == ""


def test_relation_is_said_where_no_formula_fits():
    want = drawn(3, 3)
    assert "2 times" in likely_mistake(None, 2 * want, want)
    assert likely_mistake(None) == ""
