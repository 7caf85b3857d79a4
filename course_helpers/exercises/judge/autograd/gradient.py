"""Judge gradient: the derivative by autograd, and the state that x is left in."""

from collections.abc import Callable

import torch
from torch import Tensor

from course_helpers.check.compare import (
    call_problem,
    describe,
    entry,
    first,
    outcomes,
    same,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain

# Each function of x and c: how it is written, its value, its derivative. Written
# again: judges share nothing with what runs beside learners' code.
_FUNCTIONS: dict[str, tuple[str, Callable, Callable]] = {
    "squares": (
        "(c * x ** 2).sum()",
        lambda x, c: (c * x**2).sum(),
        lambda x, c: 2 * c * x,
    ),
    "sines": (
        "(c * torch.sin(x)).sum()",
        lambda x, c: (c * x.sin()).sum(),
        lambda x, c: c * x.cos(),
    ),
    "cubes": (
        "(c * x ** 3).sum()",
        lambda x, c: (c * x**3).sum(),
        lambda x, c: 3 * c * x**2,
    ),
    "mean": (
        "(x ** 2).mean()",
        lambda x, c: (x**2).mean(),
        lambda x, c: 2 * x / x.numel(),
    ),
    "product": (
        "(c * x).sum() ** 2",
        lambda x, c: (c * x).sum() ** 2,
        lambda x, c: 2 * (c * x).sum() * c,
    ),
    "held": (
        "(c * x * x.detach()).sum()",
        lambda x, c: (c * x * x).sum(),
        lambda x, c: c * x,
    ),
}


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge df/dx by autograd, and the state in which x is left."""
    results = outcomes(observed, len(inputs))
    pairs = list(zip(inputs, results, strict=True))
    problems = [_gradient_problem(case, result) for case, result in pairs]
    hint = "Every entry of x has its own derivative."
    shapes = [
        shape_problem("gradient", result, case["x"].shape, hint)
        for case, result in pairs
    ]
    changes = [_change_problem(case, result) for case, result in pairs]
    return [
        Criterion("the derivative in a small example", 0.25, problems[0]),
        Criterion("x of any shape", 0.15, first(problems[1:3])),
        Criterion("any scalar function", 0.1, first(problems[3:5])),
        Criterion("parts that f detaches are constants", 0.1, problems[5]),
        # An answer that does nothing leaves x alone, so this needs a right value. It
        # is seen beside the answer's code, which could fake it: a quarter at most.
        Criterion("x is left as it was", 0.25, problems[0] or first(changes)),
        Criterion("an x that requires grad already", 0.1, first(problems[6:])),
        Criterion("the shape of x", 0.05, first(shapes)),
    ]


def _gradient_problem(case: dict, result: dict) -> str:
    value = result.get("value", 0)
    if value is None:
        return (
            "gradient: expected a tensor; got None. Does your function return "
            "something? And .grad is filled only for a leaf that requires grad."
        )
    if isinstance(value, list):
        return (
            f"gradient: expected a tensor; got {describe(value)}. "
            "Some functions of torch return a tuple: which item do you need?"
        )
    text, _, slope = _FUNCTIONS[case["function"]]
    formula = f"f(x) = {text}"
    # Only the small example has one number c, and whole numbers for x.
    if case["function"] == "squares" and not case["requires_grad"]:
        formula += f" with c = {case['c']:g} and x = {case['x'].tolist()}"
    want = slope(case["x"].double(), case["c"].double())
    hint = "Let backward find it, for any f and any x."
    mistakes = _gradient_mistakes(case, want)
    return value_problem("gradient", result, want, mistakes, formula, hint)


def _gradient_mistakes(case: dict, want: Tensor) -> list[tuple[Tensor, str]]:
    """Return what known mistakes give, and what to say of each."""
    x, c, old = case["x"].double(), case["c"].double(), case["grad"]
    value = _FUNCTIONS[case["function"]][1](x, c)
    zeros = "all zeros. Does zero_() empty the very tensor that you return?"
    twice = "twice the derivative. Gradients add up: is backward run twice?"
    if case["function"] == "held":
        # Differences of values, however exact, move both factors: twice as much.
        twice = "f detaches one of its factors: that one counts as a constant."
    return [
        # A classic slip of other courses, from an example with four values.
        (x / 2, "x / 2 is the derivative of a mean over 4 values only."),
        (torch.zeros_like(x), zeros),
        (value, "you return f(x) itself. What holds its derivative?"),
        (x, "you return x itself. Where does backward put the derivative?"),
        (-want, "the sign is wrong: positive where f grows with x."),
        (
            want + (0 if old is None else old.double()),
            "the older gradient of x is added to yours. Gradients add up.",
        ),
        (2 * want, twice),
        (want.sum(), "one number for all of x. Each entry has its own derivative."),
        (want / x.numel(), "a mean is taken on the way. Take f(x) as it comes."),
    ]


def _change_problem(case: dict, result: dict) -> str:
    """Say how x was changed by the learner's function; empty if it was not."""
    if "error" in result:
        return call_problem("gradient", result)
    after, old = entry(result, "after"), case["grad"]
    if not same(tensor_of({"value": after.get("x")}), case["x"]):
        return "gradient: x has other values after your call. Work on a copy of it."
    if after.get("requires_grad") is not case["requires_grad"]:
        return (
            f"gradient: x.requires_grad was {case['requires_grad']}; after your call "
            f"it is {describe(after.get('requires_grad'))}. Work on a copy of x."
        )
    grad = after.get("grad", "missing")
    if (grad is None and old is None) or same(tensor_of({"value": grad}), old):
        return ""
    was, now = ("None" if g is None else "a tensor" for g in (old, grad))
    return (
        f"gradient: x.grad was {was}; after your call it is "
        f"{now if now != was else 'another tensor'}. "
        "Can a tensor of your own, cut off from x, collect the gradient?"
    )
