"""Judge log_softmax_model: the model and the criterion, by behaviour only."""

import math

import torch
import torch.nn.functional as F

from course_helpers.check.compare import (
    Outcome,
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
from course_helpers.exercises.judge.losses._activations import (
    NO_ACTIVATIONS,
    references,
)
from course_helpers.exercises.judge.losses._mistakes import (
    criterion_mistakes,
    output_mistakes,
)

NAME = "log_softmax_model"
SIZES = "784-128-64-10"


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the model's output for known weights, and the criterion's value."""
    observed = observed if isinstance(observed, dict) else {}
    pair, model = _pair_problem(observed), _part_problem(observed, 0, "model")
    output = pair or model or _log_probs_problem(inputs, observed)
    layers = pair or model or _layers_problem(inputs, observed)
    criterion = _part_problem(observed, 1, "criterion")
    loss = pair or criterion or _loss_problem(inputs, observed)
    remark = "" if output or loss else _twice(inputs, observed)
    # Each part may be right without the others, so they weigh about the same.
    return [
        Criterion("the model gives log-probabilities", 0.35, output),
        Criterion(f"the layers are {SIZES}", 0.3, layers),
        Criterion("the criterion fits", 0.35, loss),
        # A log-softmax of log-probabilities changes nothing: the value is right.
        Criterion("one log-softmax is enough", 0, remark),
    ]


def _pair_problem(observed: Outcome) -> str:
    if "error" in observed:
        return call_problem(NAME, observed)
    if "kinds" in observed:
        return ""
    outcome = entry(observed, "pair")
    return call_problem(NAME, outcome) or (
        f"{NAME}: expected two things, (model, criterion); got "
        f"{describe(outcome['value'])}. What should stand after return?"
    )


def _part_problem(observed: Outcome, place: int, part: str) -> str:
    """Say what is wrong with the object in one place of the pair."""
    kinds = observed.get("kinds")
    kinds = kinds if isinstance(kinds, list) and len(kinds) == 2 else [{}, {}]
    names = [str(k.get("name"))[:60] if isinstance(k, dict) else "" for k in kinds]
    kind = kinds[place] if isinstance(kinds[place], dict) else {}
    # Both places at once, before one is called no model and the other no criterion.
    if names[0].endswith("Loss"):
        order = f"({names[0]}, {names[1]})"
        return f"{NAME}: expected (model, criterion); got {order}. Look at the order."
    if kind.get("class") is not False:
        return (
            f"{NAME}: expected the {part} itself; got the class {names[place]}. "
            "How do you make an object from its class?"
        )
    if part == "model" and observed.get("forward") is False:
        return (
            f"{NAME}: the model needs a method forward; {names[0]} has none. "
            "Look at its spelling and its indentation."
        )
    if part == "model" and kind.get("module") is not True:
        return f"{NAME}: expected an nn.Module as model; got {names[0]}, which is none."
    return ""


def _log_probs_problem(inputs: Plain, observed: Outcome) -> str:
    outcome = entry(observed, "output")
    if outcome.get("value", outcome) is None:
        return f"{NAME}: the model gives None. Does its forward end with return?"
    shape = (len(inputs["images"]), 10)
    problem = shape_problem(NAME, outcome, shape, "Ten numbers for each image.")
    if problem:
        return problem
    got = tensor_of(outcome)
    # First, for rows sum to 1 with dropout, too.
    rows = got[inputs["secret"]["order"]]
    if not same(rows, tensor_of(entry(observed, "again"))):
        return (
            f"{NAME}: in eval mode, the same images should give the same output; two "
            "calls gave different ones. Is dropout still on?"
        )
    if same(rows, got):
        return (
            f"{NAME}: other images should give other log-probabilities; got the same "
            "for all of them. Does forward use the images that it is given?"
        )
    sums = got.exp().sum(dim=1)
    if _ones(sums):
        return ""
    mistake = first(text for wrong, text in output_mistakes(got) if _ones(wrong))
    return f"{NAME}: " + (
        mistake
        or f"exp of each row should sum to 1; row 0's sums to {numbers(sums[0])}. "
        "Your model seems to give logits. What turns them into log-probabilities?"
    )


def _ones(sums: torch.Tensor) -> bool:
    return torch.allclose(sums, torch.ones_like(sums), rtol=0, atol=1e-3)


def _layers_problem(inputs: Plain, observed: Outcome) -> str:
    outcome = entry(observed, "output")
    problem = _shapes_problem(inputs, observed) or call_problem(NAME, outcome)
    got = tensor_of(outcome)
    shape = (len(inputs["images"]), 10)
    if problem or got is None or got.shape != shape:
        return problem or shape_problem(NAME, outcome, shape)
    # Logits and probabilities are made log-probabilities: that the model gives others
    # has cost its points already.
    log_probs = F.log_softmax(got.log() if (got > 0).all() else got, dim=1)
    sizes = {math.prod(shape) for shape in _shapes(observed)}
    network = inputs["weights"], inputs["images"], sizes
    if any(same(log_probs, want) for want in references(*network)):
        return ""
    for function, text in NO_ACTIVATIONS:
        if any(same(log_probs, wrong) for wrong in references(*network, function)):
            return f"{NAME}: {text}"
    return (
        f"{NAME}: with known weights the output is not that of {SIZES} with an "
        "activation after each hidden layer. Print the model: what follows what?"
    )


def _shapes_problem(inputs: Plain, observed: Outcome) -> str:
    """Say so if the model's weight matrices are not the three that are wanted."""
    if "shapes" not in observed:
        return call_problem(NAME, entry(observed, "output"))
    # A bias may be (1, out). Sorted, for the order, and a weight may be (in, out).
    got = [s for s in _shapes(observed) if len(s) == 2 and min(s) > 1]
    want = [list(weight.shape) for weight in inputs["weights"][::2]]
    if sorted(map(sorted, got)) == sorted(map(sorted, want)):
        return ""
    return (
        f"{NAME}: expected three Linear layers with weights {want}; got {got[:6]}. "
        "A layer's weight has the shape (outputs, inputs)."
    )


def _shapes(observed: Outcome) -> list[list[int]]:
    shapes = observed.get("shapes")
    return [
        shape
        for shape in (shapes if isinstance(shapes, list) else [])
        if isinstance(shape, list) and all(type(size) is int for size in shape)
    ]


def _loss_problem(inputs: Plain, observed: Outcome) -> str:
    log_probs, labels = inputs["log_probs"], inputs["labels"]
    outcome = number_as_tensor(entry(observed, "loss"))
    if "error" in outcome:
        return (
            f"{NAME}: the criterion should take log-probabilities (N, 10) and labels "
            f"(N,); got {str(outcome['error'])[:60]}. Which loss takes these two?"
        )
    want = F.nll_loss(log_probs, labels)
    mistakes = criterion_mistakes(log_probs, labels)
    sample = "the criterion and known log-probabilities"
    return value_problem(NAME, outcome, want, mistakes, sample)


def _twice(inputs: Plain, observed: Outcome) -> str:
    """Remark that the criterion would have taken logits."""
    # Of log-probabilities both criteria give the same; of logits only one is right.
    got = tensor_of(number_as_tensor(entry(observed, "loss_of_scores")))
    if not same(got, F.cross_entropy(inputs["scores"], inputs["labels"]).double()):
        return ""
    return (
        "nn.CrossEntropyLoss takes a log-softmax of its own. On log-probabilities that "
        "changes nothing, so your pair is right; nn.NLLLoss does without it."
    )
