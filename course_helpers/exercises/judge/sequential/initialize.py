"""Judge initialize: biases 0, weights normal, all else left alone."""

from collections.abc import Callable, Iterator
from typing import Any

import torch

from course_helpers.check.compare import (
    call_problem,
    describe,
    entry,
    first,
    same,
    tensor_of,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain

Seen = dict[str, Any]


_STD = 0.01


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

    def said(key: str, *kinds: Callable[[Plain, Seen], str]) -> str:
        seen = entry(observed, key)
        return _run_problem(seen) or first(kind(inputs[key], seen) for kind in kinds)

    biases, weights = said("flat", _biases), said("flat", _weights)
    # A mistake costs once: other models need only be as good as the flat one.
    kinds = [_unchanged] if biases or weights else [_unchanged, _biases, _weights]
    return [
        Criterion("every bias is 0", 0.25, biases),
        Criterion("weights normal with mean 0, deviation 0.01", 0.35, weights),
        Criterion("nested layers too", 0.2, said("nested", *kinds)),
        Criterion("all else left alone", 0.1, said("mixed", _others, *kinds)),
        Criterion("the same parameters", 0.1, said("flat", _unchanged, _replaced)),
        Criterion("returns None", 0, said("flat", _returned)),
    ]


def _run_problem(seen: Seen) -> str:
    if isinstance(seen.get("state"), dict):
        return ""
    text = str(seen.get("text"))
    hint = first(hint for known, hint in _HINTS if known in text)
    problem = call_problem("initialize", seen if "error" in seen else {})
    return f"{problem} {hint}".strip()


def _linear(case: Plain, seen: Seen, part: str) -> Iterator[tuple]:
    """Yield (name, before, after or None) of the weight or bias of every Linear."""
    for name in (f"{layer}.{part}" for layer in case["linear"]):
        if name in case["state"]:
            after = tensor_of({"value": seen["state"].get(name)})
            fits = after is not None and after.shape == case["state"][name].shape
            yield name, case["state"][name], after if fits else None


def _biases(case: Plain, seen: Seen) -> str:
    for name, before, after in _linear(case, seen, "bias"):
        start = f"initialize: expected only zeros in {name};"
        if after is None:
            return f"{start} it is gone or has another shape. Change its values."
        if same(after, before):
            return f"{start} its values are as before. Are they changed in place?"
        if after.any():
            return f"{start} got {float(after[after != 0][0]):.4g}."
    return ""


def _weights(case: Plain, seen: Seen) -> str:
    found = _linear(case, seen, "weight")
    return first(_draw_problem(f"initialize: {name}", *pair) for name, *pair in found)


def _draw_problem(name: str, before: torch.Tensor, after: torch.Tensor | None) -> str:
    """Say why a weight is no sample of the normal distribution asked for.

    It has 7,200 values or more: the limits are at least seven standard errors away.
    """
    if after is None:
        return f"{name} is gone or has another shape. Change the values that it has."
    if same(after, before):
        return f"{name} is as before. Are its values changed in place?"
    if same(after, before * _STD):
        return f"{name} holds its old values made smaller. Draw new ones."
    if len(after.unique()) < after.numel() / 2:
        return f"{name} holds equal values. Draw every one by itself."
    mean, deviation = float(after.mean()), float(after.std())
    if not abs(deviation / _STD - 1) < 0.06:
        hint = " Is 0.01 the variance here?" if 0.097 < deviation < 0.103 else ""
        hint = " Which argument is 0.01 here?" if 0.9 < deviation < 1.1 else hint
        return f"{name}: expected standard deviation 0.01; got {deviation:.2g}.{hint}"
    if not abs(mean / _STD) < 0.1:
        return f"{name}: expected mean 0; got {mean:.2g}."
    fourth = float((after - mean).pow(4).mean())
    if not abs(fourth / deviation**4 - 3) < 0.7:
        return f"{name} has the right spread, but not that of a normal distribution."
    return ""


def _unchanged(case: Plain, seen: Seen) -> str:
    """Name a Linear of which neither weight nor bias changed; empty if none."""
    for layer in case["linear"]:
        one = {**case, "linear": [layer]}
        found = [*_linear(one, seen, "weight"), *_linear(one, seen, "bias")]
        if all(same(after, before) for _, before, after in found):
            return f"initialize: layer {layer} is as before. Is every layer reached?"
    return ""


def _others(case: Plain, seen: Seen) -> str:
    """Say which parameter of another kind of layer changed; empty if none."""
    for name, before in case["state"].items():
        alone = name.rpartition(".")[0] not in case["linear"]
        after = tensor_of({"value": seen["state"].get(name)})
        if alone and not same(after, before):
            return (
                f"initialize: expected changes in nn.Linear only; got one in {name}, "
                "which belongs to a layer of another kind."
            )
    return ""


def _replaced(case: Plain, seen: Seen) -> str:
    """Say how the parameters are no longer those of before; empty if they are."""
    if seen.get("same") is not True:
        return (
            "initialize: expected the same parameters with new values; got new "
            "parameters. An optimizer would still hold the old ones."
        )
    if seen.get("trainable") is not True:
        return (
            "initialize: expected parameters that require grad; got some that do not."
        )
    kinds = {getattr(seen["state"].get(name), "dtype", None) for name in case["state"]}
    if kinds != {torch.float32}:
        found = ", ".join(sorted(map(str, kinds)))
        return f"initialize: expected torch.float32 as before; got {found}."
    return ""


def _returned(case: Plain, seen: Seen) -> str:
    got = describe(seen.get("returned"))
    remark = f"initialize: it changes the model, so None is enough; got {got}."
    return "" if seen.get("returned") is None else remark
