"""Lesson 02: inputs and observations."""

from collections.abc import Callable

import torch
from torch import Tensor

from course_helpers.check.plain import Plain, attempt, plain
from course_helpers.check.seeds import generator

# Inputs are plain data, so a case holds a function's name and numbers.
_FUNCTIONS: dict[str, Callable[[Tensor, dict], Tensor]] = {
    "squares": lambda x, case: (case["c"] * x**2).sum(),
    "sines": lambda x, case: (case["c"] * torch.sin(x)).sum(),
    "cubes": lambda x, case: (case["c"] * x**3).sum(),
    "mean": lambda x, case: (x**2).mean(),
    "product": lambda x, case: (case["c"] * x).sum() ** 2,
    "held": lambda x, case: (case["c"] * x * x.detach()).sum(),
    "bowl": lambda x, case: (case["c"] * (x - case["m"]) ** 2).sum(),
    "valleys": lambda x, case: (x**4 / 4 - case["c"] * x**2 / 2).sum(),
}


def _function(case: dict) -> Callable[[Tensor], Tensor]:
    """Build the scalar function of one tensor that a case names."""
    formula = _FUNCTIONS[case["function"]]
    return lambda x: formula(x, case)


def _call_uncopied(function: object, *arguments: object) -> Plain:
    """Call without copying: a copy of a tensor loses its .grad and its graph."""
    result, failure = attempt(function, *arguments)
    if failure is None:
        result, failure = attempt(plain, result)
    return failure or {"value": result}


def gradient_inputs(seed: int) -> Plain:
    """Make cases: a function's name and numbers, x, and the state that x is in."""
    g = generator(seed)

    def case(function: str, *shape: int, asks: bool = False, old: bool = False) -> dict:
        sign = torch.randint(0, 2, shape, generator=g) * 2 - 1
        return {
            "function": function,
            "c": torch.rand(shape, generator=g) + 0.5,
            "x": sign * (torch.rand(shape, generator=g) + 0.5),
            "requires_grad": asks,
            "grad": torch.rand(shape, generator=g) + 1 if old else None,
        }

    small = case("squares", 3)
    small["x"] = torch.randperm(4, generator=g)[:3] + 1.0
    # Not 3: a mean over three values would undo it.
    small["c"] = torch.tensor([2.0, 4, 5])[torch.randint(3, (), generator=g)]
    return [
        small,
        case("sines", 2, 4, 3),
        case("cubes"),
        # Not four values: for them x / 2 would be right.
        case("mean", int(torch.randint(5, 9, (), generator=g))),
        # Here the derivative at one entry depends on all the others.
        case("product", 4, 2),
        # Differences of values in float64 are exact enough for all other functions.
        case("held", 5),
        case("squares", 3, asks=True),
        # The older gradient must neither go, nor grow, nor come back in the result.
        case("sines", 2, 3, asks=True, old=True),
    ]


def gradient_observed(gradient: object, inputs: Plain) -> Plain:
    """Call the learner's gradient on every case; look at x before it goes."""
    return [_gradient_observed(gradient, case) for case in inputs]


def _gradient_observed(gradient: object, case: dict) -> Plain:
    x = case["x"].clone().requires_grad_(case["requires_grad"])
    x.grad = None if case["grad"] is None else case["grad"].clone()
    outcome = _call_uncopied(gradient, _function(case), x)
    after = {"x": plain(x), "requires_grad": x.requires_grad, "grad": plain(x.grad)}
    return outcome | {"after": after}


def descend_inputs(seed: int) -> Plain:
    """Make cases: a function's name and numbers, x0, lr and steps."""
    g = generator(seed)

    def case(function: str, shape: tuple, lr: float, steps: int) -> dict:
        sign = torch.randint(0, 2, shape, generator=g) * 2 - 1
        return {
            "function": function,
            "c": torch.rand(shape, generator=g) + 0.5,
            "m": torch.rand(shape, generator=g) - 2,
            "x0": sign * (torch.rand(shape, generator=g) + 0.7),
            "lr": lr,
            "steps": steps,
        }

    # One number, c = 1 and round values: each step of it can be worked out by hand.
    lr = float(torch.randint(1, 4, (), generator=g)) / 10
    small = case("bowl", (), lr, 3)
    small["c"] = torch.tensor(1.0)
    small["m"] = torch.randint(1, 4, (), generator=g).float()
    small["x0"] = small["m"] + small["x0"].sign() * 4
    return [
        small,
        case("bowl", (3,), 0.1, 5),
        # No parabola: its slope is no multiple of the way to the lowest point.
        case("valleys", (2, 2), 0.05, 12),
        # No step at all: the list holds x0 alone, unchanged and without a graph.
        case("bowl", (2,), 0.1, 0),
    ]


def descend_observed(descend: object, inputs: Plain) -> Plain:
    """Call the learner's descend on every case; look at x0 and at the points."""
    return [_descend_observed(descend, case) for case in inputs]


def _descend_observed(descend: object, case: dict) -> Plain:
    x0 = case["x0"].clone()
    # Graphs are looked at on the points themselves: plain data has none.
    points, failure = attempt(descend, _function(case), x0, case["lr"], case["steps"])
    value, failure = (None, failure) if failure else attempt(plain, points)
    after = {"x": plain(x0), "requires_grad": x0.requires_grad, "grad": plain(x0.grad)}
    return (failure or {"value": value}) | {"after": after, "graph": _graphs(points)}


def _graphs(points: object) -> Plain:
    """Return for each point whether a graph hangs on it."""
    if isinstance(points, Tensor):
        points = [points]
    if not isinstance(points, list | tuple):
        return []
    # The longest list that is right holds 13 points; a wrong one may hold millions.
    return [isinstance(p, Tensor) and p.grad_fn is not None for p in points[:100]]


_UNARY: dict[str, Callable[[Tensor], Tensor]] = {
    name: getattr(torch, name)
    for name in ("sin", "cos", "exp", "tanh", "sigmoid", "neg", "sum")
}
_BINARY = {"add": torch.add, "mul": torch.mul, "sub": torch.sub}


def graph_path_inputs(seed: int) -> Plain:
    """Make recipes of graphs: operations on x, on w, the one that joins, and after."""
    g = generator(seed)

    def pick(names: list[str], count: int) -> list[str]:
        """Return names in a random order, each again only after all the others."""
        rounds = [torch.randperm(len(names), generator=g) for _ in range(count)]
        return [names[i] for order in rounds for i in order.tolist()][:count]

    def recipe(first: int, second: int = -1) -> dict:
        join = pick(sorted(_BINARY), 1)[0] if second >= 0 else None
        # No name of one branch is in the other, so a walk shows where it went.
        other = pick(["exp", "sigmoid"], max(second, 0))
        chain = pick(["sin", "cos", "tanh", "neg"], first)
        return {"chain": chain, "join": join, "other": other, "after": ["sum"]}

    length = int(torch.randint(6, 9, (), generator=g))
    long = recipe(length)
    # Equal neighbours too, for answers that leave out repeated names.
    long["chain"][2:4] = ["sin", "sin"]
    return [
        recipe(3),
        long,
        # The first branch is once the shorter and once the longer one; in the third
        # graph it is the leaf itself, and the root is where the branches join.
        recipe(1, 4),
        recipe(4, 1),
        recipe(0, 2) | {"after": []},
        # Neither has a grad_fn, though one asks for gradients.
        {"leaf": True},
        {"leaf": False},
    ]


def graph_path_observed(graph_path: object, inputs: Plain) -> Plain:
    """Call the learner's graph_path on the tensor at each graph's root."""
    return [_call_uncopied(graph_path, _graph(recipe)) for recipe in inputs]


def _graph(recipe: dict) -> Tensor:
    """Compute along a recipe and return the result with its graph."""
    if "leaf" in recipe:
        return torch.ones(2, requires_grad=recipe["leaf"])
    y = torch.ones(3, requires_grad=True)
    for name in recipe["chain"]:
        y = _UNARY[name](y)
    if recipe["join"]:
        other = torch.ones(3, requires_grad=True)
        for name in recipe["other"]:
            other = _UNARY[name](other)
        y = _BINARY[recipe["join"]](y, other)
    for name in recipe["after"]:
        y = _UNARY[name](y)
    return y
