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
# Parts of the errors that torch and Python raise, and where to look. The first that
# fits counts, so longer ones stand before those that they contain.
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
    observed = observed if isinstance(observed, dict) else {}
    if "made" in observed:
        kinds = {
            type(None): "Does it end with return?",
            list: "What joins them to one?",
        }
        model = observed["made"]
        hint = kinds.get(type(model), "Which class does it build on?")
        return f"{name}: expected an nn.Module; got {describe(model)}. {hint}"
    if "methods" in observed:
        # Their names show what became of forward: foward, or none at all.
        return (
            f"{name}: expected a method forward; got {_words(observed, 'methods')}. "
            "Look at its spelling, and at how far it is indented."
        )
    failed = "error" in observed
    outcome = observed if failed else outcomes(listed(observed, "outputs"), 1)[0]
    if "value" in outcome and outcome["value"] is None:
        return f"{name}: expected a tensor; got None. Does forward end with return?"
    text = str(outcome.get("text"))
    hint = first(hint for part, hint in _HINTS if part in text)
    problem = call_problem(name, outcome)
    return f"{problem} {hint}".strip() if problem else ""


def listed(observed: Plain, key: str) -> list[Plain]:
    """Return one named list of what was observed; an empty one if it is none."""
    items = observed.get(key) if isinstance(observed, dict) else None
    return items if isinstance(items, list) else []


def _words(observed: Plain, key: str) -> str:
    # A class may have hundreds of methods with names as long as it likes.
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
    # The output before the parameters: a layer that stays unused leaves it right.
    for scores, hidden in scores_of(layers, batch.double()):
        for function, output in OUTPUTS:
            if same(got, function(scores)):
                random = _random_problem(name, result, again)
                output = output and f"{name}: {_row_sum(got)} {output}"
                hidden = hidden and f"{name}: {hidden}"
                hidden = hidden or _shared_problem(name, layers, observed)
                return random or hidden, random or output
    want = torch.softmax(next(scores_of(layers, batch.double()))[0], dim=1)
    # From the cause to the number: wrong sizes, then chance, then what differs.
    problem = first(
        (
            _parameters_problem(name, layers, observed),
            _random_problem(name, result, again),
            value_problem(name, result, want, hint=_unused(observed)),
        )
    )
    return problem, problem


def rows_problem(name: str, batches: list[torch.Tensor], observed: Plain) -> str:
    """Say so if images give another row in a smaller batch; empty if they do not.

    Args:
        name: the exercise, with which the message begins.
        batches: all images twice; image 0 by itself; the images after it, up to some.
        observed: what the network returned for each of them.
    """
    results = outcomes(listed(observed, "outputs"), len(batches))
    whole, again, *parts = map(tensor_of, results)
    # A network that gives random rows has lost points for that already.
    if whole is None or not same(whole, again):
        return ""
    places = slice(0, 1), slice(1, 1 + len(batches[-1]))
    for batch, part, place in zip(batches[2:], parts, places, strict=True):
        # Rounding may tip the scale where a network was given very large weights.
        if not same(part, whole[place], tolerance=0.01):
            return (
                f"{name}: expected the same row for an image in a batch of "
                f"{len(batches[0])} and of {len(batch)}; got different ones. Each "
                "image is to be read by itself."
            )
    return ""


def _shared_problem(name: str, layers: Layers, observed: Plain) -> str:
    """Say so if there are fewer parameters than layers ask for."""
    _, missing = _matched(layers, observed)
    if not missing:
        return ""
    return (
        f"{name}: expected a layer of its own for each hidden size; got one parameter "
        f"of shape {missing[0]} too few. Does one nn.Linear stand in two places?"
    )


def surplus(layers: Layers, observed: Plain) -> str:
    """Name the shapes of parameters beyond the expected ones; empty if none."""
    rest, _ = _matched(layers, observed)
    return ", ".join(map(str, rest[:6]))


def _matched(layers: Layers, observed: Plain) -> tuple[list, list]:
    """Return the shapes of parameters too many, and those of missing ones."""
    rest, missing = _shapes(observed), []
    for shape in (tuple(value.shape) for layer in layers for value in layer):
        # Sorted: a weight of the learner's own may well be (in, out).
        sizes = [tuple(sorted(other)) for other in rest]
        if tuple(sorted(shape)) in sizes:
            del rest[sizes.index(tuple(sorted(shape)))]
        else:
            missing.append(shape)
    return rest, missing


def _shapes(observed: Plain) -> list[tuple[int, ...]]:
    # Without sizes of 1: a bias of the learner's own may well be (1, out).
    shapes = [shape for shape in listed(observed, "shapes") if isinstance(shape, list)]
    return [tuple(n for n in s if isinstance(n, int) and n != 1) for s in shapes]


def _parameters_problem(name: str, layers: Layers, observed: Plain) -> str:
    shapes = _shapes(observed)
    if not shapes:
        return (
            f"{name}: expected weights and biases in model.parameters(); got none. "
            "A layer counts if self has it, not hidden in a list or a local name."
        )
    sizes = [tuple(sorted(shape)) for shape in shapes]
    for shape in (tuple(value.shape) for layer in layers for value in layer):
        if tuple(sorted(shape)) not in sizes:
            return (
                f"{name}: expected a parameter of shape {shape}; got "
                f"{', '.join(map(str, shapes[:8]))}. Look at the sizes of your layers."
            )
    extra = surplus(layers, observed)
    problem = f"{name}: expected {len(layers)} layers; got more parameters: {extra}."
    return f"{problem} Which layer is too many?" if extra else ""


def _random_problem(name: str, result: dict, again: dict) -> str:
    got = tensor_of(result)
    if got is None or same(got, tensor_of(again)):
        return ""
    if problem := call_problem(name, again):
        return problem
    return (
        f"{name}: expected the same output for the same inputs; got another at each "
        "call. Is anything random, or a layer made anew, in forward?"
    )


def _unused(observed: Plain) -> str:
    names = _words(observed, "unused")
    return "" if names == "none" else f"Made but never used in forward: {names}."


def _row_sum(got: torch.Tensor) -> str:
    total = float(got[0].sum())
    # Any nearer to 1, it would be shown as 1.00.
    if abs(total - 1) < 5e-3:
        return "expected other probabilities, though row 0 sums to 1."
    return f"expected rows that sum to 1; row 0 of your output sums to {total:.2f}."
