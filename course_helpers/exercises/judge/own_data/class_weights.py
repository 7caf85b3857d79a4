"""Judge class_weights: inverse to the counts, mean 1 over the samples, 0 if absent."""

from collections.abc import Iterator

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    entry,
    first,
    numbers,
    same,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain

_NAME = "class_weights"
_COUNTS = "How many samples has each class, and which of the classes weighs more?"
# Words of torch's and Python's own messages.
_ERRORS = {
    "has no attribute": "Labels may be a tensor or a list: which call makes one of it?",
    "division by zero": "A class may be absent: what is its weight then?",
}


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the weights of present classes, those of absent ones, and their form."""
    cases = [(case, entry(observed, kind)) for kind, case in inputs.items()]
    *full, absent = cases
    # Whoever reads lists only, or tensors only, loses the points for that alone.
    ran = [case for case in cases if not _values(*case)[1]] or full
    ratios = first(_ratio_problem(*case) for case in ran)
    scales = first(_scale_problem(*case) for case in ran)
    return [
        Criterion("inversely proportional to the counts", 0.35, ratios),
        Criterion("mean 1 over the samples", 0.2, ratios or scales),
        Criterion("0 for absent classes", 0.2, ratios or _absent_problem(*absent)),
        Criterion(
            "labels in a tensor or in a list",
            0.1,
            first(_values(*case)[1] for case in full),
        ),
        Criterion(
            "a float32 tensor, one weight a class",
            0.15,
            first(_form_problem(*case) for case in ran),
        ),
    ]


def _counts(case: Plain) -> torch.Tensor:
    labels = torch.as_tensor(case["labels"])
    return labels.bincount(minlength=case["classes"]).double()


def _weights(case: Plain) -> torch.Tensor:
    """Return the right weights, float64 (K,)."""
    counts = _counts(case)
    present = counts > 0
    total = counts.sum() / present.sum()
    return torch.where(present, total / counts.clamp(min=1), 0.0)


def _values(case: Plain, result: Outcome) -> tuple[torch.Tensor | None, str]:
    """Return a weight for each class, in whichever form they came, or say why not."""
    problem = call_problem(_NAME, result)
    if problem:
        text = str(result.get("text"))
        hint = first(hint for words, hint in _ERRORS.items() if words in text)
        return None, f"{problem} {hint}".strip()
    value = result["value"]
    if isinstance(value, dict):
        value = value.get("tensor")
    if isinstance(value, list) and all(isinstance(w, int | float) for w in value):
        value = torch.tensor([float(w) for w in value], dtype=torch.float64)
    if isinstance(value, torch.Tensor) and not value.is_complex():
        value = value.double().squeeze()
        if value.shape == (case["classes"],):
            return value, ""
    wanted = f"{case['classes']} weights, one for each class"
    got = describe(result["value"])
    return None, f"{_NAME}: expected {wanted}; got {got}. {_shape_hint(case, value)}"


def _shape_hint(case: Plain, value: Plain) -> str:
    if not isinstance(value, torch.Tensor):
        return "Which form does the weight of a criterion have?"
    if value.shape == (len(case["labels"]),):
        return "Is that one for each sample?"
    if value.shape == (int((_counts(case) > 0).sum()),):
        return "Does an absent class have its place, too?"
    return "How many are there?"


def _ratio_problem(case: Plain, result: Outcome) -> str:
    """Say why the present classes' weights are not inverse to their counts."""
    got, problem = _values(case, result)
    if problem:
        return problem
    counts = _counts(case)
    present = counts > 0
    # For inverse weights this is the same number for every class.
    products = got[present] * counts[present]
    if same(products / products[0], torch.ones_like(products)) and products[0] > 0:
        return ""
    for wrong, message in _slips(counts):
        if same(got[present] / got[present].sum(), wrong[present] / wrong.sum()):
            return f"{_NAME}: {message}"
    return (
        f"{_NAME}: for {_said(counts)} expected {numbers(_weights(case))}; got "
        f"{numbers(got)}. {_COUNTS}"
    )


def _said(counts: torch.Tensor) -> str:
    return f"classes with {counts.int().tolist()} samples"


def _slips(counts: torch.Tensor) -> Iterator[tuple[torch.Tensor, str]]:
    """Yield weights, up to a factor, of known slips, and a message for each."""
    present = (counts > 0).double()
    inverse = present / counts.clamp(min=1)
    yield counts, "a class with more samples weighs more here. Turn it the other way."
    yield (
        present,
        "all classes weigh the same here, however many samples each of them has.",
    )
    yield (
        (counts.sum() - counts) * present,
        "these are shares of all other samples. Inversely proportional: twice as many "
        "samples, half the weight.",
    )
    yield (
        inverse.sqrt(),
        "a root of the counts is taken. Twice as many samples, half the weight.",
    )
    yield (
        inverse.square(),
        "the counts are squared. Twice as many samples, half the weight.",
    )
    yield (
        present / (counts + 1),
        "the counts are larger by 1 than they should be. Absent classes need another "
        "way.",
    )
    yield (
        present * (-counts).exp(),
        "an exponential of the counts is taken. Twice as many samples, half the "
        "weight.",
    )
    log = present * -(counts.clamp(min=1) / counts.sum()).log()
    yield log, "a logarithm is taken. Twice as many samples, half the weight."


def _scale_problem(case: Plain, result: Outcome) -> str:
    """Judge the mean over the samples of their classes' weights."""
    got, problem = _values(case, result)
    if problem:
        return problem
    counts = _counts(case)
    present = counts > 0
    mean = float((got[present] * counts[present]).sum() / counts.sum())
    if abs(mean - 1) < 1e-3:
        return ""
    return (
        f"{_NAME}: give each of the {int(counts.sum())} samples its class's weight: "
        f"their mean should be 1; got {mean:.4g}. {_scale_hint(got, counts)}"
    )


def _scale_hint(got: torch.Tensor, counts: torch.Tensor) -> str:
    present = int((counts > 0).sum())
    total = float(got[counts > 0].sum())
    if abs(total - 1) < 1e-3:
        return "These weights sum to 1, which is something else."
    if abs(total / present - 1) < 1e-3 or abs(total / len(counts) - 1) < 1e-3:
        return "The mean over the classes is something else."
    if present < len(counts):
        return "How many classes share the samples?"
    return "What is the sum of all samples' weights before you scale them?"


def _absent_problem(case: Plain, result: Outcome) -> str:
    got, problem = _values(case, result)
    if problem:
        return problem
    absent = (_counts(case) == 0).nonzero().flatten().tolist()
    wrong = [c for c in absent if got[c] != 0]
    if not wrong:
        return ""
    return (
        f"{_NAME}: class {wrong[0]} has no sample, so its weight should be 0; got "
        f"{float(got[wrong[0]]):.4g}. What does 1 / 0 give?"
    )


def _form_problem(case: Plain, result: Outcome) -> str:
    got, problem = _values(case, result)
    if problem:
        return problem
    value = result["value"]
    if not isinstance(value, torch.Tensor) or value.shape != (case["classes"],):
        return (
            f"{_NAME}: expected a tensor of shape ({case['classes']},); got "
            f"{describe(value)}. A criterion takes its weights as such a tensor."
        )
    if value.dtype is not torch.float32:
        kind = str(value.dtype).removeprefix("torch.")
        return (
            f"{_NAME}: expected float32, as the logits are; got {kind}. Which dtype "
            "has the tensor that you start from?"
        )
    return ""
