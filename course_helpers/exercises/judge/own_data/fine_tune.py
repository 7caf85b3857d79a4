"""Judge fine_tune: a new last layer that learns, everything before it frozen."""

from collections.abc import Callable

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
from course_helpers.exercises.judge.networks import listed

_NAME = "fine_tune"
_BASIC = ("dense", "convnet")
"""Networks that are one nn.Sequential with a dense layer at its end."""
_NAMES = "Which list gives every layer with its name, also nested ones?"
_ERRORS = (
    ("not subscriptable", _NAMES),
    ("no attribute", _NAMES),
    ("no len()", _NAMES),
    ("not iterable", _NAMES),
    ("mat1 and mat2", "How many inputs had the layer that the new one replaces?"),
    (
        "can't contain",
        "A name with dots leads through layers. Whose is the last?",
    ),
)
"""Words of errors that real answers end in, and where to look."""
_BUILD = " With one plain nn.Sequential it works."
_ADDED = (
    f"{_NAME}: expected as many nn.Linear as before; got one more. Under which name "
    "does the network hold its last one?"
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge layers, frozen parameters and values of several networks."""

    def problem(kinds: list[str], *tests: Callable[[Plain, Outcome], str]) -> str:
        pairs = [(inputs[kind], entry(observed, kind)) for kind in kinds]
        return first(_run_problem(o) or first(t(c, o) for t in tests) for c, o in pairs)

    basic, others = list(_BASIC), [kind for kind in inputs if kind not in _BASIC]
    head, free = problem(basic, _head), problem(basic, _free)
    # A mistake costs once: other networks need only be as good as the basic ones. But
    # where no layer is new, nothing was done that could be right for other networks.
    tests = [_head, *([] if free else [_free])]
    more = problem(others, *tests)
    more = head or (more and more + _BUILD)
    # Networks on which it raised have cost points already.
    ran = basic + [k for k in others if not _run_problem(entry(observed, k))]
    return [
        Criterion("a new last layer for the classes", 0.3, head),
        Criterion("it alone learns", 0.3, free),
        Criterion("networks of any build", 0.2, more),
        # What does nothing leaves all as it was: these two need a new layer.
        Criterion("all else as it was", 0.1, head or problem(ran, _rest)),
        Criterion("the same object", 0.1, head or problem(ran, _returned)),
    ]


def _run_problem(outcome: Outcome) -> str:
    if "error" not in outcome and isinstance(outcome.get("rest"), dict):
        return ""
    text = str(outcome.get("text"))
    hint = first(hint for words, hint in _ERRORS if words in text)
    problem = call_problem(_NAME, outcome if "error" in outcome else {})
    return f"{problem} {hint}".strip()


def _old(case: Plain, part: str) -> torch.Tensor | None:
    """Return the weight or bias of the last layer as it was, None without one."""
    return case["state"].get(f"{case['linear'][-1]}.{part}")


def _head(case: Plain, outcome: Outcome) -> str:
    """Say why the last dense layer is not a new one; empty if it is."""
    dense, classes = listed(outcome, "linear"), case["classes"]
    if len(dense) > len(case["linear"]):
        return _ADDED
    if dense == [""]:
        return f"{_NAME}: expected the network back; got its new layer alone."
    if len(dense) < len(case["linear"]) or dense[:-1] != case["linear"][:-1]:
        return (
            f"{_NAME}: expected the nn.Linear {', '.join(case['linear'])}; got "
            f"{', '.join(str(n)[:40] for n in dense[:8]) or 'none'}. Only the last one "
            "is to be replaced, by one of its kind."
        )
    old = _old(case, "weight")
    weight = tensor_of({"value": entry(outcome, "head").get("weight")})
    if weight is not None and same(weight, old):
        return (
            f"{_NAME}: expected a new nn.Linear in place of {case['linear'][-1]}; the "
            "last layer has the weights of the old one. Is the new one put into the "
            f"network?{' It is new for as many classes, too.' * (len(old) == classes)}"
        )
    wanted = (classes, old.shape[1])
    if weight is None or tuple(weight.shape) != wanted:
        return (
            f"{_NAME}: expected a last layer with a weight of shape {wanted}; got "
            f"{describe(entry(outcome, 'head').get('weight'))}. Its inputs stay, its "
            f"outputs are the {classes} classes."
        )
    if not weight.isfinite().all():
        return f"{_NAME}: the new layer holds nan or infinite numbers. Who made them?"
    return _output(case, outcome)


def _output(case: Plain, outcome: Outcome) -> str:
    """Say why the network does not give a score for each class; empty if it does."""
    shape, wanted = entry(outcome, "shape"), [len(case["batch"]), case["classes"]]
    if problem := call_problem(_NAME, shape):
        hint = first(h for words, h in _ERRORS if words in str(shape.get("text")))
        return f"{problem} {hint}".rstrip()
    if shape.get("value") != wanted or not all(map(_whole, shape["value"])):
        return (
            f"{_NAME}: expected outputs of shape {tuple(wanted)}; got "
            f"{str(shape.get('value'))[:60]}. Is the new layer where the old one was?"
        )
    return ""


def _whole(value: object) -> bool:
    return type(value) is int


def _free(case: Plain, outcome: Outcome) -> str:
    """Say which parameters should be frozen, or should not; empty if all are right."""
    free, dense = listed(outcome, "free"), listed(outcome, "linear")
    # Names of the last layer that the network has now, with a bias or without.
    wanted = [f"{dense[-1]}.{part}" for part in entry(outcome, "head")] if dense else []
    rest = entry(outcome, "rest")
    if len(rest) and all(name in free for name in rest):
        return (
            f"{_NAME}: expected every layer but the last frozen; all still "
            "require grad. It is the parameters that have requires_grad, not layers."
        )
    if not free:
        return (
            f"{_NAME}: expected the new last layer to learn; nothing requires grad any "
            "more. What comes first, the freezing or the new layer?"
        )
    melted = [name for name in free if name not in wanted]
    if melted:
        return (
            f"{_NAME}: expected only the new last layer to require grad; so does "
            f"{str(melted[0])[:60]}. Which parameters does your loop reach?"
        )
    if free != wanted or not _fits(case, outcome):
        return f"{_NAME}: expected weight and bias of the last layer to require grad."
    if listed(outcome, "reached") != wanted:
        return (
            f"{_NAME}: expected a gradient in the new layer after backward(); there is "
            "none. Is it part of the network's way from images to outputs?"
        )
    return ""


def _fits(case: Plain, outcome: Outcome) -> bool:
    """Whether the last layer has a weight, perhaps a bias, and nothing else."""
    head = dict(entry(outcome, "head"))
    head.pop("weight", None)
    bias = tensor_of({"value": head.pop("bias", torch.zeros(case["classes"]))})
    whole = bias is not None and bias.shape == (case["classes"],)
    return not head and whole and bool(bias.isfinite().all())


def _rest(case: Plain, outcome: Outcome) -> str:
    """Say which other parameter is gone or has changed; empty if none."""
    last = tuple(f"{case['linear'][-1]}.{part}" for part in ("weight", "bias"))
    for name, before in case["state"].items():
        after = tensor_of({"value": entry(outcome, "rest").get(name)})
        if name not in last and not same(after, before):
            return (
                f"{_NAME}: expected {name} as it was; it is gone or has other values. "
                "What the network has learned is to stay."
            )
    return ""


def _returned(case: Plain, outcome: Outcome) -> str:
    if outcome.get("same") is True:
        return ""
    got = outcome.get("returned")
    kinds = {type(None): "Does it end with return?"}
    hint = kinds.get(type(got), "Change the one that was given, not a copy.")
    what = "another network" if isinstance(got, dict) else describe(got)
    return f"{_NAME}: expected the very network that was given; got {what}. {hint}"
