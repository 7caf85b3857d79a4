import torch

from course_helpers.check.explain.formula import computed, parse, written
from course_helpers.check.explain.variants import likely_variants, variants

NEURON = parse("sigmoid(x @ transposed(w) + b)")


def texts(tree, names=()):
    return [written(variant) for variant in variants([tree], names)]


def test_each_variant_comes_once_and_none_is_the_formula_itself():
    trees = list(variants([NEURON], ["x", "w", "b"]))
    assert len(trees) == len({*trees}) > 100
    assert NEURON not in trees


def test_what_learners_write_is_among_them():
    expected = {
        "x @ w.T + b",
        "sigmoid(x @ w.T)",
        "sigmoid(x @ w.T) + b",
        "sigmoid(x @ (w.T + b))",
        "sigmoid(sigmoid(x @ w.T + b))",
        "sigmoid(sigmoid(x) @ w.T + b)",
        "tanh(x @ w.T + b)",
        "sigmoid(x @ w.T - b)",
        "sigmoid(x @ w + b)",
        "sigmoid(w @ x.T + b)",
        "sigmoid(x @ w.T + b) / n",
    }
    assert expected <= {*texts(NEURON, ["n"])}


def test_what_is_forgotten_comes_before_what_is_added():
    names = texts(NEURON)
    assert names.index("sigmoid(x @ w.T)") < names.index("sigmoid(exp(x) @ w.T + b)")


def test_pairs_are_made_of_what_learners_often_do():
    rare = "sigmoid(sigmoid(x @ w.T + b))"
    assert rare not in {written(tree) for tree in likely_variants([NEURON])}


def test_every_variant_can_be_computed_or_says_that_it_cannot():
    values = {
        name: torch.randn(shape, dtype=torch.float64)
        for name, shape in {"x": (3, 2), "w": (1, 2), "b": (1, 1)}.items()
    }
    results = [computed(tree, values) for tree in variants([NEURON], values)]
    assert 50 < sum(result is not None for result in results) < len(results)
