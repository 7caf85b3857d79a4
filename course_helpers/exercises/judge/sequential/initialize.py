"""Judge initialize: biases 0, weights normal, all else left alone."""

from collections.abc import Callable, Iterator

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    entry,
    first,
    same,
    tensor_of,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain

_STD = 0.01

# Parts of the errors that real answers end in, and where to look.
_HINTS = (
    ("in-place operation", "Which block tells autograd not to watch?"),
    ("as parameter", "Keep the parameter and change the values in it."),
    ("'NoneType' object has no", "A layer made with bias=False has None for its bias."),
    ("not iterable", "Not every model is a Sequential. What gives all its layers?"),
    ("subscriptable", "Not every model is a Sequential. What gives all its layers?"),
    ("object has no attribute", "Not every layer has this. Which kind do you need?"),
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the parameters of three models after the learner's function."""

    def problem(key: str, *kinds: Callable[[Plain, Outcome], str]) -> str:
        case, outcome = inputs[key], entry(observed, key)
        return _run_problem(outcome) or first(kind(case, outcome) for kind in kinds)

    biases, weights = problem("flat", _biases), problem("flat", _weights)
    # Models on which it raised have cost points already.
    ran = ["flat", *(k for k in inputs if not _run_problem(entry(observed, k)))]
    replaced = first(problem(key, _replaced) for key in dict.fromkeys(ran))
    replaced = problem("flat", _unchanged) or replaced
    # A mistake costs once: other models need only be as good as the flat one.
    kinds = [_unchanged] if biases or weights else [_unchanged, _biases, _weights]
    return [
        Criterion("every bias is 0", 0.25, biases),
        Criterion("weights normal with mean 0, deviation 0.01", 0.35, weights),
        Criterion("nested layers too", 0.2, problem("nested", *kinds)),
        # An answer that does nothing leaves all alone, so these two need a change. They
        # are seen beside the answer's code, which could fake them: below a quarter.
        Criterion("all else left alone", 0.1, problem("mixed", _others, *kinds)),
        Criterion("the same parameters", 0.1, replaced),
        # Whoever returns the model has changed it all the same.
        Criterion("returns None", 0, problem("flat", _returned)),
    ]


def _run_problem(outcome: Outcome) -> str:
    if isinstance(outcome.get("state"), dict):
        return ""
    text = str(outcome.get("text"))
    hint = first(hint for part, hint in _HINTS if part in text)
    problem = call_problem("initialize", outcome if "error" in outcome else {})
    return f"{problem} {hint}".strip()


def _linear(case: Plain, outcome: Outcome, part: str) -> Iterator[tuple]:
    """Yield (name, before, after or None) of the weight or bias of every Linear."""
    for name in (f"{layer}.{part}" for layer in case["linear"]):
        # A layer made with bias=False has none.
        if name in case["state"]:
            after = tensor_of({"value": outcome["state"].get(name)})
            fits = after is not None and after.shape == case["state"][name].shape
            yield name, case["state"][name], after if fits else None


def _biases(case: Plain, outcome: Outcome) -> str:
    for name, before, after in _linear(case, outcome, "bias"):
        start = f"initialize: expected only zeros in {name};"
        if after is None:
            return f"{start} it is gone or has another shape. Change its values."
        if same(after, before):
            return f"{start} its values are as before. Are they changed in place?"
        if after.any():
            return f"{start} got {float(after[after != 0][0]):.4g}."
    return ""


def _weights(case: Plain, outcome: Outcome) -> str:
    weights = _linear(case, outcome, "weight")
    return first(_draw_problem(f"initialize: {name}", *pair) for name, *pair in weights)


def _draw_problem(name: str, before: torch.Tensor, after: torch.Tensor | None) -> str:
    """Say why a weight is no sample of the normal distribution asked for.

    It has 7,300 values or more: the limits are at least seven standard errors away.
    """
    if after is None:
        return f"{name} is gone or has another shape. Change the values that it has."
    if same(after, before):
        return f"{name} is as before. Are its values changed in place?"
    if same(after, before * _STD):
        return f"{name} holds its old values made smaller. Draw new ones."
    # One number, or one row, stands for all of them; few real draws coincide.
    if len(after.unique()) < after.numel() / 2:
        return f"{name} holds equal values. Draw every one by itself."
    mean, deviation = float(after.mean()), float(after.std())
    # Not >=, here and below, for nan is wrong too and compares as False.
    if not abs(deviation / _STD - 1) < 0.06:
        # The root of 0.01 is 0.1; normal_(0.01) sets the mean and leaves 1.
        hint = " Is 0.01 the variance here?" if 0.097 < deviation < 0.103 else ""
        hint = " Which argument is 0.01 here?" if 0.9 < deviation < 1.1 else hint
        return f"{name}: expected standard deviation 0.01; got {deviation:.2g}.{hint}"
    if not abs(mean / _STD) < 0.1:
        return f"{name}: expected mean 0; got {mean:.2g}."
    # The fourth moment over the fourth power of the deviation is 3 for a normal
    # distribution and 1.8 for a uniform one.
    fourth = float((after - mean).pow(4).mean())
    if not abs(fourth / deviation**4 - 3) < 0.7:
        return f"{name} has the right spread, but not that of a normal distribution."
    return ""


def _unchanged(case: Plain, outcome: Outcome) -> str:
    """Name a Linear that is gone, or that did not change; empty if there is none."""
    for layer in case["linear"]:
        alone = {**case, "linear": [layer]}
        parts = (*_linear(alone, outcome, "weight"), *_linear(alone, outcome, "bias"))
        if any(after is None or not after.isfinite().all() for *_, after in parts):
            return (
                f"initialize: expected numbers in layer {layer}, in the shapes that it "
                "had; got others. Change the values in its tensors."
            )
        if all(same(after, before) for _, before, after in parts):
            return f"initialize: layer {layer} is as before. Is every layer reached?"
    return ""


def _others(case: Plain, outcome: Outcome) -> str:
    """Say which parameter of another kind of layer changed; empty if none."""
    for name, before in case["state"].items():
        foreign = name.rpartition(".")[0] not in case["linear"]
        after = tensor_of({"value": outcome["state"].get(name)})
        if foreign and not same(after, before):
            return (
                f"initialize: expected changes in nn.Linear only; got one in {name}, "
                "which belongs to a layer of another kind."
            )
    return ""


def _replaced(case: Plain, outcome: Outcome) -> str:
    """Say how the parameters are no longer those of before; empty if they are."""
    if outcome.get("same") is not True:
        return (
            "initialize: expected the same parameters with new values; got new "
            "parameters. An optimizer would still hold the old ones."
        )
    if outcome.get("trainable") is not True:
        return (
            "initialize: expected parameters that require grad; got some that do not."
        )
    state = outcome["state"]
    dtypes = {getattr(state.get(name), "dtype", None) for name in case["state"]}
    if dtypes != {torch.float32}:
        got = ", ".join(sorted(map(str, dtypes)))
        return f"initialize: expected torch.float32 as before; got {got}."
    return ""


def _returned(case: Plain, outcome: Outcome) -> str:
    got = describe(outcome.get("returned"))
    remark = f"initialize: it changes the model, so None is enough; got {got}."
    return "" if outcome.get("returned") is None else remark
