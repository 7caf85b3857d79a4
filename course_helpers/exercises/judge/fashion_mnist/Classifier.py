"""Lesson 09: the judge of Classifier, by behaviour, whatever it is built of."""

import torch

from course_helpers.check.compare import (
    Outcome,
    entry,
    first,
    outcomes,
    same,
    shape_problem,
    tensor_of,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.fashion_mnist._rows import follows, is_straight
from course_helpers.exercises.judge.networks import listed, network_problem

NAME = "Classifier"

_NO_WEIGHTS = (
    f"{NAME}: expected weights in model.parameters(); got none. A layer counts if self "
    "has it, not hidden in a list or a local name."
)
_RANDOM = (
    f"{NAME}: in evaluation mode the same images should give the same output; two "
    "calls differ. Does dropout know the mode? F.dropout must be told it; a layer made "
    "in forward never hears of it."
)
_ROW = "A row of ten for each image."
_SIZES = (
    ("x28 and 784", "Are the images made rows of 784 numbers first?"),
    ("4D (batched) input to conv", "A convolution takes images, not flat rows."),
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge log-probabilities, a hidden layer that can learn, and dropout."""
    parts = (
        ("log-probabilities, (N, 10)", 0.4, _log_probs_problem),
        ("a hidden layer that can learn", 0.25, _hidden_problem),
        ("dropout in training, none in evaluation", 0.25, _dropout_problem),
        ("any number of images", 0.1, _shapes_problem),
        # A layer left over from an earlier try changes no output.
        ("no layer unused", 0, _unused_remark),
    )
    broken = network_problem(NAME, observed)
    hint = first(hint for words, hint in _SIZES if words in broken)
    broken = f"{broken} {hint}".strip() or _unrelated_problem(inputs, observed)
    return [
        Criterion(name, weight, broken or problem(inputs, observed))
        for name, weight, problem in parts
    ]


def _unrelated_problem(inputs: Plain, observed: Plain) -> str:
    """Say so if the outputs do not follow the images; empty if they do.

    Each image of the line's beginning comes once more at its end, at another place.
    """
    results = _outcomes(observed, "line", 3)
    count = len(inputs["images"])
    for result in results:
        got = tensor_of(result)
        if got is None or got.dim() != 2 or len(got) != count:
            return shape_problem(NAME, result, (count, 10), _ROW)
    begin, middle, end = line = list(map(tensor_of, results))
    finite = all(rows.isfinite().all() for rows in line)
    if not finite or not begin.shape == middle.shape == end.shape:
        return (
            f"{NAME}: expected ten finite numbers for larger pixels, too; got nan, inf "
            "or rows of another length. Which step cannot take them?"
        )
    begin = begin[inputs["secret"]["partners"]]
    still, again = map(tensor_of, _outcomes(observed, "outputs", 2))
    steady = still is not None and still.dim() > 0 and len(still) == count
    steady = steady and same(still[inputs["secret"]["again"]], again)
    # Where dropout is always on, being alike is enough: that costs its own points.
    if follows(begin, end) and (same(begin, end) or not steady):
        return ""
    if not _weights(observed):
        return _NO_WEIGHTS
    if not same(begin, end):
        return _RANDOM
    return (
        f"{NAME}: expected other rows for other images; got the same row for all of "
        "them. Does forward use the images that it is given?"
    )


def _log_probs_problem(inputs: Plain, observed: Plain) -> str:
    """Say why the outputs are no log-probabilities; empty if they are."""
    outcome = _outcomes(observed, "outputs", 4)[0]
    problem = shape_problem(NAME, outcome, (len(inputs["images"]), 10), _ROW)
    if problem:
        return problem
    got = tensor_of(outcome)
    sums = got.exp().sum(dim=1)
    if _ones(sums):
        return ""
    mistakes = (
        (got.sum(dim=1), "these are probabilities. Which layer gives their logarithm?"),
        (got.exp().sum(dim=0), "exp of each column sums to 1. Each image is a row."),
        (got.sum(dim=0), "softmax runs down the columns. Each image is a row."),
        ((-got).exp().sum(dim=1), "a sign is lost: log-probabilities are negative."),
        ((10**got).sum(dim=1), "this is log10. Which logarithm undoes exp?"),
    )
    said = first(text for totals, text in mistakes if _ones(totals))
    return f"{NAME}: " + (
        said
        or f"exp of each row should sum to 1; row 0's sums to {float(sums[0]):.4g}. "
        "The last layer gives logits: what makes log-probabilities of them?"
    )


def _hidden_problem(inputs: Plain, observed: Plain) -> str:
    """Say why there is no hidden layer that learns; empty if there is one."""
    weights = _weights(observed)
    if not weights:
        return _NO_WEIGHTS
    backward = entry(observed, "backward")
    learning = [shape for shape, learns in weights if learns]
    if not learning and (len(weights) > 1 or "require grad" in str(backward)):
        return (
            f"{NAME}: expected weights that get a gradient; got none. What cuts the "
            "graph in forward: no_grad, detach, data, a new tensor?"
        )
    if len(learning) < 2:
        shapes = ", ".join(str(shape)[:40] for shape in learning)
        return (
            f"{NAME}: expected a hidden layer and an output layer; only one layer "
            f"learns, with weights {shapes}. Does forward use every layer?"
        )
    line = list(map(tensor_of, _outcomes(observed, "line", 3)))
    if is_straight(*line):
        return (
            f"{NAME}: expected an activation after a hidden layer; got a network that "
            "computes no more than a single layer (lesson 04). What bends the line?"
        )
    return ""


def _dropout_problem(inputs: Plain, observed: Plain) -> str:
    """Say why dropout is not on in training or not off in evaluation."""
    n = len(inputs["images"])
    results = _outcomes(observed, "outputs", 2)
    problem = first(shape_problem(NAME, r, (n, 10), _ROW) for r in results)
    still, again = map(tensor_of, results)
    if problem or not same(still[inputs["secret"]["again"]], again):
        return problem or _RANDOM
    results = _outcomes(observed, "training", 2)
    problem = first(shape_problem(NAME, r, (n, 10), _ROW) for r in results)
    trained, other = map(tensor_of, results)
    if problem or same(trained, other):
        return problem or (
            f"{NAME}: in training mode two calls should differ, by dropout; they are "
            "the same. Is there a dropout layer, and does forward use it?"
        )
    # Only if they do in eval mode: other outputs cost points already.
    if not _ones(still.exp().sum(dim=1)):
        return ""
    for rows in (trained, other):
        if not _ones(rows.exp().sum(dim=1)):
            return (
                f"{NAME}: in training mode exp of each row should sum to 1, too; row "
                f"0's sums to {float(rows[0].exp().sum()):.4g}. Does dropout come too "
                "late?"
            )
    return ""


def _shapes_problem(inputs: Plain, observed: Plain) -> str:
    """Say which number of images does not give a row for each; empty if none."""
    results = _outcomes(observed, "outputs", 4)
    for batch, result in zip(inputs["batches"], results, strict=True):
        problem = shape_problem(NAME, result, (len(batch), 10), _ROW)
        if problem:
            fixed = "error" in result and "error" not in results[0]
            more = " With 64 images it works: is a size fixed in your code?"
            return problem + more * fixed
    return _rows_problem(inputs, *map(tensor_of, results))


def _rows_problem(
    inputs: Plain,
    still: torch.Tensor,
    again: torch.Tensor,
    some: torch.Tensor,
    single: torch.Tensor,
) -> str:
    """Say so if images give another row in a smaller batch; empty if they do not."""
    order = inputs["secret"]["again"]
    rows = still[order]
    # Where outputs are random, that has cost points already.
    alone = same(some, rows[: len(some)]) and same(single, rows[:1])
    if alone or not same(again, rows):
        return ""
    return (
        f"{NAME}: expected the same row for an image in a batch of {len(rows)}, of "
        f"{len(some)} and of 1; got different ones. Each image is to be read by itself."
    )


def _unused_remark(inputs: Plain, observed: Plain) -> str:
    """Remark that some weights get no gradient though others do."""
    idle = [shape for shape, learns in _weights(observed) if not learns]
    if not idle or len(idle) == len(_weights(observed)):
        return ""
    shape = str(idle[0])[:40]
    return f"{NAME}: weights {shape} get no gradient. Does forward use this layer?"


def _outcomes(observed: Plain, key: str, count: int) -> list[Outcome]:
    return outcomes(listed(observed, key), count)


def _weights(observed: Plain) -> list[tuple[list[int], bool]]:
    """Return (shape, whether it gets a gradient) of each weight that is a matrix."""
    pairs = [p for p in listed(observed, "parameters") if isinstance(p, list)]
    # Without biases: they learn, too, but make no layer.
    return [
        (pair[0], pair[1] is True)
        for pair in pairs
        if len(pair) == 2 and isinstance(pair[0], list) and len(pair[0]) > 1
    ]


def _ones(sums: torch.Tensor) -> bool:
    return torch.allclose(sums, torch.ones_like(sums), rtol=0, atol=1e-3)
