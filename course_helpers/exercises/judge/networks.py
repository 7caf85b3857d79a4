"""What judges need to say about a network that ran under given weights.

The output is compared with those of every pair of (right or mistaken) scores and
(right or mistaken) output function, so that each half is judged by itself.
"""

import torch

from course_helpers.check.compare import (
    call_problem,
    describe,
    first,
    outcomes,
    same,
    tensor_of,
    value_problem,
)
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.network_mistakes import OUTPUTS, Layers, scores_of

_STAR = "nn.Sequential takes its layers one by one, not as a list."
_HINTS = (
    ("before Module.__init__()", "Is super().__init__() the first line of __init__?"),
    ("__init__() missing", "The check gives no arguments. Do yours have defaults?"),
    (
        "object has no attribute",
        "Did __init__ give it to self, under exactly this name?",
    ),
    ("is not defined", "What __init__ makes is gone afterwards, unless self keeps it."),
    ("argument but 2 were", "Is self the first parameter of forward?"),
    ("list is not a Module", _STAR),
    ("is not a Module", "nn.Sequential joins Modules. Which Module does the same?"),
    ("takes from 1 to 2 positional", _STAR),
    ("shapes cannot be multiplied", "Which sizes must two neighbours share?"),
)


def network_problem(name: str, observed: Plain) -> str:
    """Say why a network could not be made or run; empty if it could."""
    seen = observed if isinstance(observed, dict) else {}
    if "made" in seen:
        kinds = {
            type(None): "Does it end with return?",
            list: "What joins them to one?",
        }
        hint = kinds.get(type(seen["made"]), "Which class does it build on?")
        return f"{name}: expected an nn.Module; got {describe(seen['made'])}. {hint}"
    if "methods" in seen:
        return (
            f"{name}: expected a method forward; got {_words(seen, 'methods')}. "
            "Look at its spelling, and at how far it is indented."
        )
    outcome = seen if "error" in seen else outcomes(listed(seen, "outputs"), 1)[0]
    if "value" in outcome and outcome["value"] is None:
        return f"{name}: expected a tensor; got None. Does forward end with return?"
    text = str(outcome.get("text"))
    hint = first(hint for known, hint in _HINTS if known in text)
    problem = call_problem(name, outcome)
    return f"{problem} {hint}".strip() if problem else ""


def listed(observed: Plain, key: str) -> list[Plain]:
    """Return one named list of what was observed; an empty one if it is none."""
    found = observed.get(key) if isinstance(observed, dict) else None
    return found if isinstance(found, list) else []


def _words(observed: Plain, key: str) -> str:
    words = [w[:40] for w in listed(observed, key) if isinstance(w, str)]
    return ", ".join(words[:5]) or "none"


def network_problems(
    name: str, layers: Layers, batch: torch.Tensor, observed: Plain
) -> tuple[str, str]:
    """Say what is wrong with the scores of a ReLU network, and what with its softmax.

    Args:
        name: the exercise, or its call, with which the messages begin.
        layers: [weight, bias] for each layer, weight (out, in).
        batch: the inputs, (N, in), of the first two outputs observed.
        observed: what the network consists of and what it returned.
    """
    broken = network_problem(name, observed)
    if broken:
        return broken, broken
    result, again = outcomes(listed(observed, "outputs"), 2)
    got = tensor_of(result)
    layers = [[value.double() for value in layer] for layer in layers]
    for scores, hidden in scores_of(layers, batch.double()):
        for function, output in OUTPUTS:
            if same(got, function(scores)):
                output = output and f"{name}: {_row_sum(got)} {output}"
                return hidden and f"{name}: {hidden}", output
    want = torch.softmax(next(scores_of(layers, batch.double()))[0], dim=1)
    problem = first(
        (
            _parameters_problem(name, layers, observed),
            _random_problem(name, result, again),
            value_problem(name, result, want, hint=_unused(observed)),
        )
    )
    return problem, problem


def surplus(layers: Layers, observed: Plain) -> str:
    """Name the shapes of parameters beyond the expected ones; empty if none."""
    found = _shapes(observed)
    for shape in (tuple(value.shape) for layer in layers for value in layer):
        sizes = [tuple(sorted(other)) for other in found]
        if tuple(sorted(shape)) in sizes:
            del found[sizes.index(tuple(sorted(shape)))]
    return ", ".join(map(str, found[:6]))


def _shapes(observed: Plain) -> list[tuple[int, ...]]:
    shapes = [shape for shape in listed(observed, "shapes") if isinstance(shape, list)]
    return [tuple(n for n in s if isinstance(n, int) and n != 1) for s in shapes]


def _parameters_problem(name: str, layers: Layers, observed: Plain) -> str:
    found = _shapes(observed)
    if not found:
        return (
            f"{name}: expected weights and biases in model.parameters(); got none. "
            "A layer counts if self has it, not hidden in a list or a local name."
        )
    sizes = [tuple(sorted(shape)) for shape in found]
    for shape in (tuple(value.shape) for layer in layers for value in layer):
        if tuple(sorted(shape)) not in sizes:
            return (
                f"{name}: expected a parameter of shape {shape}; got "
                f"{', '.join(map(str, found[:8]))}. Look at the sizes of your layers."
            )
    extra = surplus(layers, observed)
    wanted = f"{name}: expected {len(layers)} layers; got more parameters: {extra}."
    return f"{wanted} Which layer is too many?" if extra else ""


def _random_problem(name: str, result: dict, again: dict) -> str:
    got, other = tensor_of(result), tensor_of(again)
    if got is None or other is None or same(got, other):
        return ""
    return (
        f"{name}: expected the same output for the same inputs; got another at each "
        "call. Is anything random, or a layer made anew, in forward?"
    )


def _unused(observed: Plain) -> str:
    found = _words(observed, "unused")
    return "" if found == "none" else f"Made but never used in forward: {found}."


def _row_sum(got: torch.Tensor) -> str:
    total = float(got[0].sum())
    if abs(total - 1) < 5e-3:
        return "expected other probabilities, though row 0 sums to 1."
    return f"expected rows that sum to 1; row 0 of your output sums to {total:.2f}."
