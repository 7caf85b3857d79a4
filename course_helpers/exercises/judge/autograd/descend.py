"""Judge descend: the points that gradient descent visits."""

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import Tensor

from course_helpers.check.compare import (
    alike,
    call_problem,
    describe,
    first,
    numbers,
    outcomes,
    same,
    tensor_of,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.explain.miniature import Case, Formula, likely_mistake
from course_helpers.check.plain import Plain

# Each function of x, c and m: how it is written, its value, its derivative. Written
# again: judges share nothing with what runs beside learners' code.
_FUNCTIONS: dict[str, tuple[str, Callable, Callable]] = {
    "bowl": (
        "(c * (x - m) ** 2).sum()",
        lambda x, c, m: (c * (x - m) ** 2).sum(),
        lambda x, c, m: 2 * c * (x - m),
    ),
    "valleys": (
        "(x ** 4 / 4 - c * x ** 2 / 2).sum()",
        lambda x, c, m: (x**4 / 4 - c * x**2 / 2).sum(),
        lambda x, c, m: x**3 - c * x,
    ),
}


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the steps, the list that they come in, and the state of x0."""
    results = outcomes(observed, len(inputs))
    pairs = list(zip(inputs, results, strict=True))
    steps = [step for pair in pairs for step in _steps(*pair)]
    formula = Formula(("x - lr * gradient",), steps)
    problems = [_points_problem(*pair, formula) for pair in pairs]
    # A list without x0 begins with the first step; the rest costs other criteria.
    second = _path(inputs[0])[1]
    stepped = any(alike(point, second) for point in _points(*pairs[0])[:2])
    step = "" if stepped else problems[0]
    lists = first(_list_problem(*pair) for pair in pairs)
    changes = first(_change_problem(*pair) for pair in pairs)
    graphs = first(map(_graph_problem, results))
    return [
        Criterion("the first step", 0.2, step),
        Criterion("every point in a small example", 0.25, problems[0]),
        Criterion("x0 of any shape, any curve", 0.25, first(problems[1:])),
        Criterion("a list of steps + 1 tensors", 0.1, lists),
        # An answer that does nothing changes nothing, so these two need a step. They
        # are seen beside the answer's code, which could fake them: below a quarter.
        Criterion("x0 is left as it was", 0.1, step or changes),
        Criterion("points without a graph", 0.1, step or graphs),
    ]


def _path(case: dict, lr: float = 0, memory: float = 0, frozen: bool = False) -> list:
    """Return the points that are visited, on the right way or on a wrong one.

    Args:
        case: the function, x0, lr and steps.
        lr: a learning rate to use instead of the case's, if not 0.
        memory: share of the older gradients that is added to each new one.
        frozen: whether every step uses the gradient at x0.
    """
    c, m, x = (case[name].double() for name in ("c", "m", "x0"))
    slope = _FUNCTIONS[case["function"]][2]
    path, total = [x], torch.zeros_like(x)
    for _ in range(case["steps"]):
        total = memory * total + slope(path[0] if frozen else path[-1], c, m)
        path.append(path[-1] - (lr or case["lr"]) * total)
    return path


def _mistakes(case: dict) -> list[tuple[list[Tensor], str]]:
    """Return lists of points that known mistakes give, and what to say of each."""
    want, lr = _path(case), case["lr"]
    c, m, value = case["c"], case["m"], _FUNCTIONS[case["function"]][1]
    # One tensor all along, with x0 in the list and without it.
    together = "all points are one tensor, changed in place. Each needs a copy."
    return [
        (want[1:], "x0 itself is missing: it is the first point."),
        (want[:-1], "the last point is missing: one more than there are steps."),
        (_path(case | {"steps": case["steps"] + 1}), "one step too many."),
        (want[-1:], "only the last point came back. Keep each one on the way."),
        ([want[-1]] * len(want), together),
        ([want[-1]] * case["steps"], together),
        ([want[0]] * len(want), "all points equal x0. Where do you change x?"),
        (_path(case, lr=-lr), "you walk uphill. Which way does the gradient point?"),
        (_path(case, lr=1), "lr is not used: how long is a step?"),
        (_path(case, memory=1), "gradients add up from step to step. Reset them."),
        (_path(case, frozen=True), "each step uses the gradient at x0. Where are you?"),
        ([value(x, c, m) for x in want], "you keep f's values. Keep the points."),
        (want[::-1], "the points come in reverse order. x0 is the first."),
    ]


def _points_problem(case: dict, result: dict, formula: Formula) -> str:
    problem = call_problem("descend", result)
    if "NoneType" in str(result.get("text")):
        problem += " A .grad is None for all but leaves that require grad."
    if problem:
        return problem
    got, want = _points(case, result), _path(case)
    if _agree(got, want):
        return ""
    # Mistakes before the length: "x0 is missing" helps more than a count.
    for wrong, message in _mistakes(case):
        if _agree(got, wrong):
            return f"descend: {message}"
    if len(got) != len(want) or None in got:
        return _list_problem(case, result)
    k = [alike(*pair) for pair in zip(got, want, strict=True)].index(False)
    likely = likely_mistake(formula)
    point = describe(got[k]) if got[k].numel() > 6 else numbers(got[k])
    return (
        f"descend: for {_formula(case)} and lr = {case['lr']:g}, point {k} should be "
        f"{numbers(want[k])}; got {point}. "
        f"{likely} Work out this step by hand.".replace("  ", " ")
    )


def _steps(case: dict, result: dict) -> list[Case]:
    """Return each step that was made, from where it began: one wrong step moves all."""
    got = _points(case, result)
    c, m = (case[name].double() for name in ("c", "m"))
    _, value, slope = _FUNCTIONS[case["function"]]
    lr = torch.tensor(case["lr"]).double()
    fitting = [x is not None and x.shape == case["x0"].shape for x in got]
    return [
        (
            {
                **{"x": x, "lr": lr, "gradient": slope(x, c, m)},
                **{"value_of_f": value(x, c, m), "step": lr * 0 + number},
            },
            after,
        )
        for number, (x, after) in enumerate(pairwise(got if all(fitting) else []), 1)
    ]


def _formula(case: dict) -> str:
    # Only the small example has numbers that are easily reckoned with.
    if case["x0"].dim():
        return f"f(x) = {_FUNCTIONS[case['function']][0]}"
    return f"f(x) = (x - {case['m']:g}) ** 2, x0 = {case['x0']:g}"


def _points(case: dict, result: dict) -> list[Tensor | None]:
    """Return what came as float64 tensors; arrays, numbers and a stack count too.

    Which type they are of is judged by itself.
    """
    value, depth = result.get("value"), case["x0"].dim() + 1
    if isinstance(value, Tensor) and value.dim() == depth:
        value = list(value)
    return [_point(item) for item in value] if isinstance(value, list) else []


def _point(item: Plain) -> Tensor | None:
    item = item.get("tensor") if isinstance(item, dict) else item
    # Python's integers may be larger than any float.
    if isinstance(item, int | float) and abs(item) < 2**63:
        item = torch.tensor(float(item))
    return tensor_of({"value": item})


def _agree(got: list[Tensor | None], want: list[Tensor]) -> bool:
    return len(got) == len(want) and all(map(alike, got, want))


def _list_problem(case: dict, result: dict) -> str:
    problem = call_problem("descend", result)
    if problem:
        return problem
    value, count = result["value"], case["steps"] + 1
    expected = f"expected a list of {count} tensors for {case['steps']} steps"
    if not isinstance(value, list):
        return f"descend: {expected}; got {describe(value)}. Collect them in a list."
    if len(value) != count:
        return f"descend: {expected}; got {len(value)} items. Count x0 too."
    shape = case["x0"].shape
    # Not isinstance: a complex tensor of the right shape is no point either.
    points = [tensor_of({"value": item}) for item in value]
    odd = [
        item
        for item, point in zip(value, points, strict=True)
        if point is None or point.shape != shape
    ]
    if odd:
        return (
            f"descend: {expected}, each of x0's shape; one is {describe(odd[0])}. "
            "Append tensors, as they are."
        )
    return ""


def _change_problem(case: dict, result: dict) -> str:
    """Say how x0 was changed by the learner's function; empty if it was not."""
    after = result.get("after")
    after = after if isinstance(after, dict) else {}
    if not same(tensor_of({"value": after.get("x")}), case["x0"]):
        return "descend: x0 has other values after your call. Walk with a copy of it."
    if after.get("requires_grad") is not False or after.get("grad", 0) is not None:
        return (
            "descend: x0 should not require grad or hold a .grad after your call; "
            "it does. Walk with a copy of it."
        )
    return ""


def _graph_problem(result: dict) -> str:
    graphs, value = result.get("graph"), result.get("value")
    points = len(value[:100]) if isinstance(value, list) else 0
    # `is`, not `in`: anything may stand in the list, and tensors compare to tensors.
    graphs = graphs if isinstance(graphs, list) else []
    hanging = [graph is not False for graph in graphs]
    # A point of which nothing was noted has not shown that it is without a graph.
    hanging += [True] * (points - len(hanging))
    if not any(hanging):
        return ""
    return (
        f"descend: a point is a plain tensor; point {hanging.index(True)} still hangs "
        "on a graph. How do you take a tensor out of its graph?"
    )
