"""Judge gradient_norms: a Euclidean norm for each parameter, None without gradient."""

from collections.abc import Callable, Iterator

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    entry,
    first,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import close
from course_helpers.exercises.judge.debugging._untouched import (
    mode_problem,
    parts_remark,
    tensor_problem,
)
from course_helpers.exercises.judge.results import number

_NAME = "gradient_norms"
_NAMES = "Which method of a model gives each parameter together with its name?"
# Words of Python's own messages.
_ERRORS = {
    "'NoneType' object": "Some parameters have no gradient: what is their .grad then?",
    "too many values to unpack": _NAMES,
    "input must be 1": "A gradient may have four dimensions. How do all its numbers "
    "come into one row?",
    "changed size during iteration": "A dict must not grow while it is walked through.",
}


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the norms of three models, and what is left of each model."""
    results = {kind: entry(observed, kind) for kind in inputs}
    norms = {kind: _norms_problem(kind, inputs[kind], results[kind]) for kind in inputs}
    gaps = inputs["gaps"], results["gaps"]
    ran = [kind for kind in inputs if "error" not in results[kind]] or ["small"]
    # An answer that computes nothing at all leaves everything as it was.
    idle = norms["small"] if all(norms.values()) else ""
    # An error at a parameter without gradient costs points for that, no others.
    gapped = "" if "error" in gaps[1] else norms["gaps"]
    left = [_left_problem(inputs[kind], results[kind]) for kind in ran]
    return [
        Criterion("the norm of each gradient", 0.35, norms["small"]),
        Criterion(
            "gradients of any shape, in any module", 0.2, norms["nested"] or gapped
        ),
        Criterion("0.0 for a zero gradient", 0.15, _zero_problem(*gaps, idle)),
        Criterion("None without a gradient", 0.15, _none_problem(*gaps, idle)),
        # Noted beside the learner's code, which could forge it.
        Criterion("the model as it was", 0.15, idle or first(left)),
    ]


def _raised(result: Outcome) -> str:
    problem = call_problem(_NAME, result)
    text = str(result.get("text")) if "error" in result else ""
    hint = first(hint for words, hint in _ERRORS.items() if words in text)
    return f"{problem} {hint}".strip()


def _form_problem(case: Plain, result: Outcome) -> str:
    """Say why there is no dict with the parameters' names; empty if there is."""
    problem = _raised(result)
    if problem:
        return problem
    got, names = result["value"], list(case["before"]["gradients"])
    if not isinstance(got, dict) or "type" in got:
        return (
            f"{_NAME}: expected a dict from names to norms; got {describe(got)}. "
            + (_NAMES if isinstance(got, list) else "One norm for each parameter.")
        )
    missing = [name for name in names if name not in got]
    extra = [name for name in got if name not in names]
    if missing and extra:
        return (
            f"{_NAME}: expected the name {missing[0]!r}; got the name "
            f"{extra[0][:40]!r}. {_NAMES}"
        )
    if missing:
        return f"{_NAME}: no entry for {missing[0]!r}. {_missing_hint(case, missing)}"
    if extra:
        return (
            f"{_NAME}: expected no entry for {extra[0][:40]!r}, which "
            f"model.named_parameters() does not list. {_NAMES}"
        )
    return ""


def _missing_hint(case: Plain, missing: list[str]) -> str:
    gradients = case["before"]["gradients"]
    if all(gradients[name] is None for name in missing):
        return "A parameter without a gradient has one too: None."
    if all("bias" in name for name in missing):
        return "Biases are parameters too."
    return "Which loop reaches parameters of every module, however deep it lies?"


def _norms_problem(kind: str, case: Plain, result: Outcome) -> str:
    """Judge the norms of the gradients that are there and not zero."""
    problem = _form_problem(case, result)
    if problem and not _only_gaps(case, result):
        return problem
    got, before = result["value"], case["before"]
    steep = {
        name: gradient.double()
        for name, gradient in before["gradients"].items()
        if gradient is not None and gradient.any()
    }
    wants = {name: float(gradient.norm()) for name, gradient in steep.items()}
    wrong = [name for name in wants if not close(number(got.get(name)), wants[name])]
    if not wrong:
        return ""
    for name in wrong:
        if number(got.get(name)) is None:
            return (
                f"{_NAME}: the norm of {name!r} should be a number; got "
                f"{describe(got.get(name))}. All entries of a gradient make one norm."
            )
    # A slip has to explain each norm: of a single entry many things are the same.
    for slip, message in _slips():
        other = {n: slip(g, before["state"][n].double()) for n, g in steep.items()}
        if all(close(number(got[n]), other[n]) for n in steep):
            return f"{_NAME}: {message}"
    total = sum(want**2 for want in wants.values()) ** 0.5
    if all(close(number(got[n]), total) for n in steep):
        return f"{_NAME}: each entry is the norm of all gradients together."
    name = wrong[0]
    shown = f", with gradient {steep[name].tolist()}," if kind == "small" else ""
    return (
        f"{_NAME}: the norm of {name!r}{shown} should be {wants[name]:.4f}; got "
        f"{number(got[name]):.4f}. Work out this step by hand: square, add, root."
    )


def _only_gaps(case: Plain, result: Outcome) -> bool:
    """Whether just entries of parameters without gradient are missing."""
    got = result.get("value")
    if "error" in result or not isinstance(got, dict):
        return False
    gradients = case["before"]["gradients"]
    missing = [name for name in gradients if name not in got]
    no_others = all(name in gradients for name in got)
    return no_others and all(gradients[name] is None for name in missing)


Slip = Callable[[torch.Tensor, torch.Tensor], float]


def _slips() -> Iterator[tuple[Slip, str]]:
    """Yield what known slips make of a gradient and its weights, and a message."""
    yield (
        lambda g, w: float(w.norm()),
        "these are norms of the weights. Where does backward put a gradient?",
    )
    yield (
        lambda g, w: float(g.square().sum()),
        "these are sums of squares. What is left to do for a Euclidean norm?",
    )
    yield (
        lambda g, w: float(g.abs().sum()),
        "these are sums of absolute values; a Euclidean norm adds squares.",
    )
    largest = "these are the largest entries; a Euclidean norm adds squares of all."
    yield lambda g, w: float(g.abs().max()), largest
    yield lambda g, w: float(g.max()), largest
    yield (
        lambda g, w: float(g.norm() / g.numel()),
        "the norms are divided by the number of entries.",
    )
    root = "a mean is taken on the way: it makes large tensors look like small ones."
    yield lambda g, w: float(g.square().mean().sqrt()), root
    yield lambda g, w: float(g.square().mean()), root
    yield lambda g, w: float(g.abs().mean()), root
    yield lambda g, w: float(g.mean()), root
    yield lambda g, w: float(g.sum()), "these are sums, in which signs cancel."
    yield (
        _matrix_norm,
        "for a matrix this function gives its largest singular value. What does it "
        "give for all entries in one row?",
    )
    yield (
        lambda g, w: float(g.norm() / w.norm()),
        "the norms are divided by those of the weights.",
    )
    yield (
        lambda g, w: float((w - g).norm()),
        "these are norms after a step. Take the gradients alone.",
    )


def _matrix_norm(gradient: torch.Tensor, _: torch.Tensor) -> float:
    if gradient.dim() < 2:
        return float(gradient.norm())
    return float(torch.linalg.matrix_norm(gradient.flatten(1), 2))


def _named(case: Plain, of: Callable[[Plain], bool]) -> list[str]:
    gradients = case["before"]["gradients"]
    return [name for name, gradient in gradients.items() if of(gradient)]


def _zero_problem(case: Plain, result: Outcome, idle: str) -> str:
    problem = _raised(result) or idle
    if problem or not isinstance(result["value"], dict):
        return problem or _form_problem(case, result)
    for name in _named(case, lambda g: g is not None and not g.any()):
        got = result["value"].get(name, "missing")
        if number(got) != 0:
            return (
                f"{_NAME}: {name!r} has a gradient, all zeros: expected 0.0; got "
                f"{_said(got)}. To be there and to be zero are two things."
            )
    return ""


def _none_problem(case: Plain, result: Outcome, idle: str) -> str:
    problem = _raised(result) or idle
    if problem or not isinstance(result["value"], dict):
        return problem or _form_problem(case, result)
    for name in _named(case, lambda g: g is None):
        got = result["value"].get(name, "missing")
        if got is not None:
            return (
                f"{_NAME}: .grad of {name!r} is None: expected None; got {_said(got)}. "
                "Nothing was computed for it, which a 0 would hide."
            )
    return ""


def _said(got: Plain) -> str:
    return "no entry" if got == "missing" and isinstance(got, str) else describe(got)


def _left_problem(case: Plain, result: Outcome) -> str:
    if "error" in result:
        return _raised(result)
    problem = tensor_problem(_NAME, case, result) or mode_problem(_NAME, case, result)
    # Whoever only reads gradients has no reason to touch the mode of any module.
    lost = parts_remark(case, result)
    return problem or (f"{_NAME}: {lost}" if lost else "")
