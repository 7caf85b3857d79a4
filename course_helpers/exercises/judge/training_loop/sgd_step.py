"""Lesson 06: the judge of sgd_step."""

import torch

from course_helpers.check.compare import (
    call_problem,
    describe,
    first,
    numbers,
    outcomes,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.explain.miniature import Formula
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.trained_weights import error_problem, tensors


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge weight - lr * gradient, in place, and the gradients afterwards."""
    results = outcomes(observed, len(inputs))
    steps = [
        _step_problem(case, result)
        for case, result in zip(inputs, results, strict=True)
    ]
    # What fails at the gap or at the iterator lost points for that: the rest counts.
    some = list(zip(inputs, results, strict=True))[: 3 if steps[3] else None]
    pairs = [pair for pair in some if "error" not in pair[1]] or some[:1]
    ran = [result for _, result in pairs]
    return [
        Criterion("each tensor takes its step", 0.45, steps[0] or steps[1]),
        Criterion("an iterator of tensors will do", 0.15, steps[2]),
        Criterion("a tensor without gradient is skipped", 0.15, steps[3]),
        Criterion("the gradients are reset", 0.15, _reset_problem(pairs)),
        # Tensors that never moved are leaves still: without a step nothing is earned.
        Criterion(
            "the same leaf tensors as before",
            0.1,
            steps[0] or first(map(_leaf_problem, ran)),
        ),
        # Harmless, as long as the tensors changed in place.
        Criterion("returns None", 0, _returned_problem(results[0])),
    ]


def _step_problem(case: Plain, result: Plain) -> str:
    if "error" in result:
        return _step_error(case, result)
    got = tensors(result.get("tensors"), len(case["tensors"]))
    wants = [
        w if g is None else w - case["lr"] * g
        for w, g in zip(case["tensors"], case["gradients"], strict=True)
    ]
    problems = [
        value_problem(
            "sgd_step",
            {"value": after},
            want,
            _step_mistakes(before, gradient, case["lr"], result),
            _given(before, gradient, case["lr"]),
            "It has no gradient, so it stays as it was." if gradient is None else "",
            _formula(case, got),
        )
        for after, want, before, gradient in zip(
            got, wants, case["tensors"], case["gradients"], strict=True
        )
    ]
    # Of the others it would be said that they did not move: true, but no help.
    if not problems[0] and all(problems[1:]) and len(problems) > 1:
        return (
            "sgd_step: only the first tensor takes its step. "
            "Where does your loop end, and what is inside it?"
        )
    return first(problems)


def _formula(case: Plain, got: list[torch.Tensor | None]) -> Formula:
    """Return the step, with all tensors that have a gradient as its cases."""
    count = torch.tensor(float(len(case["tensors"]))).double()
    lr = torch.tensor(case["lr"]).double()
    trios = zip(case["tensors"], case["gradients"], got, strict=True)
    cases = [
        (
            {
                **{"weight": w.double(), "gradient": g.double(), "lr": lr},
                **{
                    "number_of_tensors": count,
                    "number_of_weights": count * 0 + w.numel(),
                },
            },
            None if after is None else after.double(),
        )
        for w, g, after in trios
        if g is not None
    ]
    return Formula(("weight - lr * gradient",), cases)


def _given(weight: torch.Tensor, gradient: torch.Tensor | None, lr: float) -> str:
    if gradient is None or weight.numel() > 2:
        return ""
    return f"weight {numbers(weight)}, gradient {numbers(gradient)} and lr {lr}"


def _step_mistakes(
    weight: torch.Tensor, gradient: torch.Tensor | None, lr: float, result: Plain
) -> list[tuple[torch.Tensor, str]]:
    if gradient is None:
        return []
    still = "the tensors did not move. "
    # Gradients that are left tell a lost result from gradients reset too early.
    if not all(map(_is_reset, _gradients(result))):
        still += "A result under the same name is a new tensor: change the old one."
    else:
        still += "Are the gradients reset before they are used?"
    return [
        (weight, still),
        (
            weight + lr * gradient,
            "the tensors moved the wrong way: up the gradient, so the loss grows.",
        ),
        (weight - gradient, "lr plays no part in your step."),
        (weight - 2 * lr * gradient, "the tensors took the step twice."),
        (-lr * gradient, "the weights were replaced by the step alone."),
        (weight - lr * torch.sign(gradient), "only the gradient's sign is used."),
        (
            weight - lr * gradient / gradient.norm(),
            "the gradient was scaled to length 1. Use it as it is.",
        ),
        (weight - lr * weight, "you subtract lr times the weight, not its gradient."),
    ]


def _step_error(case: Plain, result: Plain) -> str:
    problem = call_problem("sgd_step", result)
    # Two mistakes meet a None: a gradient that is missing, and a new tensor's .grad.
    if "NoneType" not in str(result.get("text")):
        return error_problem("sgd_step", result)
    if None in case["gradients"]:
        return f"{problem} A .grad may be None: that tensor has nothing to step by."
    return (
        f"{problem} Here every tensor came with a gradient; a result under the same "
        "name is a new tensor, without one."
    )


def _reset_problem(pairs: list[tuple[Plain, Plain]]) -> str:
    for case, result in pairs:
        if "error" in result:
            return call_problem("sgd_step", result)
        left = [g for g in _gradients(result) if not _is_reset(g)]
        # In an iterator a second walk, for the reset, finds nothing.
        if left and not case["iterator"]:
            return (
                "sgd_step: every .grad should be None or zero afterwards; got "
                f"{_shown(left[0])}. The next backward adds to what is left there."
            )
        if left:
            return (
                "sgd_step: from an iterator the gradients should be reset too; got "
                f"{_shown(left[0])}. An iterator ends after one walk."
            )
    return ""


def _gradients(result: Plain) -> list[Plain]:
    gradients, tensors = result.get("gradients"), result.get("tensors")
    gradients = gradients if isinstance(gradients, list) else []
    # One that is missing was never seen to be reset.
    count = len(tensors) if isinstance(tensors, list) else 1
    return gradients + ["nothing"] * (count - len(gradients))


def _is_reset(gradient: Plain) -> bool:
    if gradient is None:
        return True
    return isinstance(gradient, torch.Tensor) and not bool(gradient.any())


def _shown(value: Plain) -> str:
    small = isinstance(value, torch.Tensor) and value.numel() <= 6
    return numbers(value) if small else describe(value)


def _leaf_problem(result: Plain) -> str:
    leaves, tensors = result.get("leaves"), result.get("tensors")
    if "error" in result:
        return call_problem("sgd_step", result)
    count = len(tensors) if isinstance(tensors, list) else 1
    # Not all(): of a list that is too short, or empty, it would be true.
    if isinstance(leaves, list) and [leaf is True for leaf in leaves] == [True] * count:
        return ""
    return (
        "sgd_step: each tensor should still be a leaf that requires grad; got one that "
        "is not. Change its values only, and leave its settings as they were."
    )


def _returned_problem(result: Plain) -> str:
    if "error" in result or result.get("value") is None:
        return ""
    return (
        f"sgd_step: expected no result; got {describe(result['value'])}. "
        "The tensors change in place, so nothing needs to come back."
    )
