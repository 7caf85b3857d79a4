import pytest
import torch

from course_helpers.check.explain.formula import computed, parse, written

X = torch.tensor([[1.0, 2.0], [3.0, 5.0]], dtype=torch.float64)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("exp(x) / row_sum(exp(x))", torch.softmax(X, 1)),
        ("(x - column_mean(x)) / column_std(x)", (X - X.mean(0)) / X.std(0)),
        ("x @ transposed(x)", X @ X.T),
        ("all_mean(x < 2.5)", torch.tensor(0.5)),
        ("minus(floor(x / 2))", -(X // 2)),
        ("all_last(x) + row_first(x)", 5 + X[:, :1]),
    ],
)
def test_formula_gives_what_torch_gives(text, want):
    assert torch.allclose(computed(parse(text), {"x": X}), want.to(torch.float64))


def test_shapes_that_do_not_fit_give_nothing():
    values = {"x": X, "y": torch.ones(3, dtype=torch.float64)}
    assert computed(parse("x + y"), values) is None
    assert computed(parse("exp(x @ y)"), values) is None


def test_formula_reads_as_people_write_it():
    text = "sigmoid(features @ transposed(weights) + bias)"
    assert written(parse(text)) == "sigmoid(features @ weights.T + bias)"
    assert written(parse("all_sum(x) / minus(exp2(y))")) == "sum(x) / -2 ** y"
