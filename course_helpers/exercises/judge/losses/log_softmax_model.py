"""Lesson 05: the judge of `log_softmax_model`, by behaviour only."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import torch
import torch.nn.functional as F

from course_helpers.check.compare import (
    call_problem,
    describe,
    entry,
    first,
    number_as_tensor,
    numbers,
    same,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain

NAME = "log_softmax_model"
SIZES = "784-128-64-10"

ACTIVATIONS: list[Callable[[torch.Tensor], torch.Tensor]] = [
    torch.relu,
    torch.sigmoid,
    torch.tanh,
    F.elu,
    F.selu,
    F.gelu,
    lambda x: F.gelu(x, approximate="tanh"),
    F.silu,
    F.mish,
    F.softplus,
    F.relu6,
    F.hardtanh,
    F.hardswish,
    F.hardsigmoid,
    F.hardshrink,
    F.softshrink,
    F.tanhshrink,
    F.softsign,
    F.logsigmoid,
    *(
        lambda x, slope=slope: F.leaky_relu(x, slope)
        for slope in (0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 11 / 48, 0.25, 0.3, 0.5)
    ),
]
"""Usual activations; 11/48 is RReLU's slope in eval mode, 0.25 PReLU's at first."""

NO_ACTIVATIONS: list[tuple[Callable[[torch.Tensor], torch.Tensor], str]] = [
    (
        lambda x: x,
        "an activation is missing: two Linear layers in a row are no more than one.",
    ),
    (
        lambda x: F.log_softmax(x, dim=1),
        "a log-softmax stands between the layers. Where do log-probabilities belong?",
    ),
    (
        lambda x: F.softmax(x, dim=1),
        "a softmax stands between the layers. Which activations work entry by entry?",
    ),
]


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the model's output for known weights, and the criterion's value."""
    seen = observed if isinstance(observed, dict) else {}
    pair, model = _pair_problem(seen), _part_problem(seen, 0, "model")
    output = pair or model or _log_probs_problem(seen)
    layers = pair or model or _layers_problem(inputs, seen)
    loss = pair or _part_problem(seen, 1, "criterion") or _loss_problem(inputs, seen)
    remark = "" if output or loss else _twice(inputs, seen)
    return [
        Criterion("the model gives log-probabilities", 0.35, output),
        Criterion(f"the layers are {SIZES}", 0.3, layers),
        Criterion("the criterion fits", 0.35, loss),
        Criterion("one log-softmax is enough", 0, remark),
    ]


def _pair_problem(seen: dict[str, Any]) -> str:
    if "error" in seen:
        return call_problem(NAME, seen)
    if "kinds" in seen:
        return ""
    outcome = entry(seen, "pair")
    return call_problem(NAME, outcome) or (
        f"{NAME}: expected two things, (model, criterion); got "
        f"{describe(outcome['value'])}. What should stand after return?"
    )


def _part_problem(seen: dict[str, Any], place: int, part: str) -> str:
    """Say what is wrong with the object in one place of the pair."""
    kinds = seen.get("kinds")
    kinds = kinds if isinstance(kinds, list) and len(kinds) == 2 else [{}, {}]
    names = [str(k.get("name"))[:60] if isinstance(k, dict) else "" for k in kinds]
    kind = kinds[place] if isinstance(kinds[place], dict) else {}
    if names[0].endswith("Loss"):
        order = f"({names[0]}, {names[1]})"
        return f"{NAME}: expected (model, criterion); got {order}. Look at the order."
    if kind.get("class") is True:
        return (
            f"{NAME}: expected the {part} itself; got the class {names[place]}. "
            "How do you make an object from its class?"
        )
    if part == "model" and seen.get("forward") is False:
        return (
            f"{NAME}: the model needs a method forward; {names[0]} has none. "
            "Look at its spelling and its indentation."
        )
    if part == "model" and kind.get("module") is not True:
        return f"{NAME}: expected an nn.Module as model; got {names[0]}, which is none."
    return ""


def _log_probs_problem(seen: dict[str, Any]) -> str:
    outcome = entry(seen, "output")
    if outcome.get("value", outcome) is None:
        return f"{NAME}: the model gives None. Does its forward end with return?"
    problem = shape_problem(NAME, outcome, (5, 10), "Ten numbers for each image.")
    if problem:
        return problem
    got = tensor_of(outcome)
    if not same(got, tensor_of(entry(seen, "again"))):
        return (
            f"{NAME}: in eval mode, the same images should give the same output; two "
            "calls gave different ones. Is dropout still on?"
        )
    sums = got.exp().sum(dim=1)
    if _ones(sums):
        return ""
    known = first(text for found, text in _output_mistakes(got) if _ones(found))
    return f"{NAME}: " + (
        known
        or f"exp of each row should sum to 1; row 0's sums to {numbers(sums[0])}. "
        "Your model seems to give logits. What turns them into log-probabilities?"
    )


def _output_mistakes(got: torch.Tensor) -> Iterator[tuple[torch.Tensor, str]]:
    """Yield sums that are 1 after known mistakes, and what to say about each."""
    yield (
        got.sum(dim=1),
        "the output holds probabilities: its rows sum to 1. The criterion wants their "
        "logarithms; which layer gives these at once?",
    )
    yield (
        got.exp().sum(dim=0),
        "exp of each column sums to 1, not of each row. Each image is a row: which "
        "dim runs along it?",
    )
    yield got.sum(dim=0), "softmax runs down the columns. Each image is a row."
    yield (10**got).sum(dim=1), "this is log10. Which logarithm undoes exp?"
    yield (2**got).sum(dim=1), "this is log2. Which logarithm undoes exp?"
    yield (-got).exp().sum(dim=1), "a sign is lost: log-probabilities are negative."
    yield (
        got.exp().sum().view(1),
        "exp of all rows sums to 1 together; each should.",
    )


def _ones(sums: torch.Tensor) -> bool:
    return torch.allclose(sums, torch.ones_like(sums), rtol=0, atol=1e-3)


def _layers_problem(inputs: Plain, seen: dict[str, Any]) -> str:
    outcome = entry(seen, "output")
    problem = _shapes_problem(inputs, seen) or call_problem(NAME, outcome)
    got = tensor_of(outcome)
    if problem or got is None or got.shape != (5, 10):
        return problem or shape_problem(NAME, outcome, (5, 10))
    scores = F.log_softmax(got.log() if (got > 0).all() else got, dim=1)
    if any(same(scores, want) for want in _references(inputs, seen)):
        return ""
    for wrong, text in NO_ACTIVATIONS:
        if any(same(scores, found) for found in _references(inputs, seen, wrong)):
            return f"{NAME}: {text}"
    return (
        f"{NAME}: with known weights the output is not that of {SIZES} with an "
        "activation after each hidden layer. Print the model: what follows what?"
    )


def _shapes_problem(inputs: Plain, seen: dict[str, Any]) -> str:
    """Say so if the model's weight matrices are not the three that are wanted."""
    if "shapes" not in seen:
        return call_problem(NAME, entry(seen, "output"))
    found = [s for s in _shapes(seen) if len(s) == 2 and min(s) > 1]
    want = [list(weight.shape) for weight in inputs["weights"][::2]]
    if sorted(map(sorted, found)) == sorted(map(sorted, want)):
        return ""
    return (
        f"{NAME}: expected three Linear layers with weights {want}; got {found[:6]}. "
        "A layer's weight has the shape (outputs, inputs)."
    )


def _shapes(seen: dict[str, Any]) -> list[list[int]]:
    shapes = seen.get("shapes")
    return [
        shape
        for shape in (shapes if isinstance(shapes, list) else [])
        if isinstance(shape, list) and all(type(size) is int for size in shape)
    ]


def _references(
    inputs: Plain,
    seen: dict[str, Any],
    wrong: Callable[[torch.Tensor], torch.Tensor] | None = None,
) -> Iterator[torch.Tensor]:
    """Yield the log-probabilities for each pair of activations.

    Args:
        inputs: what the inputs' maker returned.
        seen: what was observed; a bias that the model does not have counts as 0.
        wrong: what must stand after at least one of the hidden layers; by default
            both have an activation.
    """
    sizes = {math.prod(shape) for shape in _shapes(seen)}
    w1, b1, w2, b2, w3, b3 = (w.to(torch.float64) for w in inputs["weights"])
    b1, b2, b3 = (b * (len(b) in sizes) for b in (b1, b2, b3))
    z1 = inputs["images"].to(torch.float64) @ w1.T + b1
    usual = [*ACTIVATIONS, wrong] if wrong else ACTIVATIONS
    for one in usual:
        z2 = one(z1) @ w2.T + b2
        for two in usual if wrong in (None, one) else [wrong]:
            yield F.log_softmax(two(z2) @ w3.T + b3, dim=1)


def _loss_problem(inputs: Plain, seen: dict[str, Any]) -> str:
    log_probs, labels = inputs["log_probs"], inputs["labels"]
    outcome = number_as_tensor(entry(seen, "loss"))
    if "error" in outcome:
        return (
            f"{NAME}: the criterion should take log-probabilities (N, 10) and labels "
            f"(N,); got {str(outcome['error'])[:60]}. Which loss takes these two?"
        )
    want, chosen = F.nll_loss(log_probs, labels), log_probs[range(7), labels]
    mistakes = [
        (chosen.sum(), "a sign is lost, and the losses are summed up."),
        (-chosen.sum(), "the criterion sums the losses. Their mean is wanted."),
        (-chosen, "the criterion gives a loss for each row. Their mean is wanted."),
        (-want, "the criterion's sign is lost: a loss is not negative."),
        (
            -log_probs.exp()[range(7), labels].mean(),
            "the criterion takes exp of the log-probabilities. Is that needed?",
        ),
        (
            F.cross_entropy(log_probs.exp(), labels),
            "the criterion takes probabilities for logits.",
        ),
    ]
    given = "the criterion and known log-probabilities"
    return value_problem(NAME, outcome, want, mistakes, given)


def _twice(inputs: Plain, seen: dict[str, Any]) -> str:
    """Remark that the criterion would have taken logits."""
    got = tensor_of(number_as_tensor(entry(seen, "loss_of_scores")))
    if not same(got, F.cross_entropy(inputs["scores"], inputs["labels"]).double()):
        return ""
    return (
        "nn.CrossEntropyLoss takes a log-softmax of its own. On log-probabilities that "
        "changes nothing, so your pair is right; nn.NLLLoss does without it."
    )
