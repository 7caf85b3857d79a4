"""Judge graph_path: the names of the nodes from the root down to the leaf."""

import torch

from course_helpers.check.compare import call_problem, describe, first, outcomes
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the class names, in short graphs, a long one and branched ones."""
    results = outcomes(observed, len(inputs))
    problems = [
        _path_problem(recipe, result)
        for recipe, result in zip(inputs, results, strict=True)
    ]
    empty = first(problems[5:])
    # A function that always returns [] has not shown that it looks for a grad_fn.
    empty = empty or (problems[0] if all(problems[:5]) else "")
    return [
        Criterion("the names in a small graph", 0.3, problems[0]),
        Criterion("a long graph", 0.3, problems[1]),
        Criterion("the first branch of several", 0.3, first(problems[2:5])),
        Criterion("[] for a tensor without grad_fn", 0.1, empty),
    ]


def _path_problem(recipe: dict, result: dict) -> str:
    problem = call_problem("graph_path", result)
    if problem:
        return problem
    want, last_branch = _names(recipe)
    got = result["value"]
    if not isinstance(got, list):
        return f"graph_path: expected a list of names; got {describe(got)}."
    if got == want:
        return ""
    mistakes = [
        (want[:-1], "the last node is missing: the leaf has one of its own."),
        (want[1:], "the first node is missing: the walk begins at y.grad_fn."),
        (want[::-1], "the order is reversed: the walk begins at y.grad_fn."),
        (last_branch, "this is another branch. Follow the first next_function."),
        (list(dict.fromkeys(want)), "each node counts, also with the same name."),
        # node.name() equals the name of the class everywhere but at the leaf.
        (
            [*want[:-1], "torch::autograd::AccumulateGrad"],
            "the last name is torch's inner one. Take the name of the node's class.",
        ),
    ]
    message = next((text for wrong, text in mistakes if got == wrong), "")
    message = message or _item_problem(got, want)
    return f"graph_path: {message} Expected {want}; got {_cut(got)}."


def _item_problem(got: list, want: list[str]) -> str:
    # Items first: what follows may then take each of them for a text.
    odd = next((item for item in got if not isinstance(item, str)), "")
    if odd != "":
        return f"every item should be a class's name; one is {describe(odd)}."
    if any(item.startswith("<") for item in got):
        return "the text of an object is not its class's name."
    if not want:
        return "a tensor without grad_fn has no path."
    if got[: len(want)] == want:
        return "the list goes on after the leaf. Where does the walk end?"
    if want[: len(got)] == got:
        return "the walk stops too early. How long is it in a larger graph?"
    return "the names differ."


def _cut(got: list) -> list:
    """Return the items as a message can show them: few, short, without tensors."""
    return [i[:60] if isinstance(i, str) else describe(i) for i in got[:12]]


def _names(recipe: dict) -> tuple[list[str], list[str]]:
    """Return the names along the first branch, and along the last one."""
    if "leaf" in recipe:
        return [], []
    # A recipe runs from the leaf to the root, the walk from the root to the leaf.
    top = recipe["after"][::-1] + ([recipe["join"]] if recipe["join"] else [])
    below = recipe["chain"], recipe["other"] if recipe["join"] else recipe["chain"]
    paths = ([*map(_name, top + ops[::-1]), "AccumulateGrad"] for ops in below)
    first_path, last_path = paths
    return first_path, last_path


def _name(operation: str) -> str:
    """Return the class name that torch gives to an operation's node.

    From torch itself: a table of names could be that of another version.
    """
    count = 2 if operation in ("add", "mul", "sub") else 1
    with torch.enable_grad():
        leaf = torch.ones(2, requires_grad=True)
        return type(getattr(torch, operation)(*[leaf] * count).grad_fn).__name__
