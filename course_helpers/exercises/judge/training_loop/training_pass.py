"""Judge training_pass by the weights that each pass leaves, and its loss."""

from course_helpers.check.compare import call_problem, describe, first, outcomes
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import batches_of, close
from course_helpers.exercises.judge.results import one_or_more
from course_helpers.exercises.judge.trained_weights import (
    error_problem,
    moved_by,
    same_weights,
    unmoved,
)
from course_helpers.exercises.judge.training_loop._numbers import plain_problem
from course_helpers.exercises.judge.training_loop._runs import (
    EVAL_MODE,
    Run,
    Weights,
    batch_slips,
    one_pass,
    run,
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge one step per batch, by the weights after it, and the batch's loss."""
    name = "training_pass"
    runs = observed if isinstance(observed, list) and observed else [observed]
    # An error that stands for all, or a list too short, is filled up for every case.
    runs = [*runs, *runs[-1:] * len(inputs)]
    passes = [
        outcomes(result, len(batches_of(case)))
        for case, result in zip(inputs, runs, strict=False)
    ]
    right = [run(case, one_pass(case)) for case in inputs]
    images, flat = map(_first_problem, inputs, right, passes)
    # Where flat images are not served, or in another mode, that has cost its points.
    loss = _loss_problem(right[0], passes[0])
    loss = loss or ("" if 0 in flat else _loss_problem(right[1], passes[1]))
    ran = [r for rows in passes for r in rows if "error" not in r] or passes[0][:1]
    # Each pass starts where the one before ended: after a wrong one nothing is known.
    # The second data set shows at its first batch who flattens, at its second momentum.
    return [
        Criterion("one step on the first batch", 0.35, images.get(0, "")),
        Criterion("every batch after it", 0.25, first([*images.values(), flat.get(1)])),
        Criterion("a model that takes flat images", 0.2, flat.get(0, "")),
        Criterion("the batch's loss", 0.15, loss),
        Criterion("a plain number", 0.05, first(plain_problem(name, r) for r in ran)),
    ]


def _first_problem(case: Plain, right: Run, passes: list[Plain]) -> dict[int, str]:
    """Return the first pass after which the weights are not right, and why."""
    before = case["weights"]
    for index, (result, want) in enumerate(zip(passes, right.weights, strict=True)):
        if "error" in result:
            return {index: error_problem("training_pass", result)}
        if not same_weights(result, want):
            problem = _pass_problem(case, result, before, want, index)
            return {index: f"training_pass: {problem}"}
        before = want
    return {}


def _pass_problem(
    case: Plain, result: Plain, before: Weights, want: Weights, index: int
) -> str:
    problem = unmoved(result, before)
    # A slip is tried as a whole run: it began with the first batch.
    for slip, message in () if problem else batch_slips(one_pass(case)):
        if same_weights(result, run(case, slip).weights[index]):
            return message
    in_eval_mode = case["modes"] and run(case, one_pass(case), in_eval_mode=True)
    if in_eval_mode and same_weights(result, in_eval_mode.weights[index]):
        return EVAL_MODE
    forgets = run(case | {"momentum": 0.0}, one_pass(case))
    if case["momentum"] and same_weights(result, forgets.weights[index]):
        return (
            "the weights moved as by an optimizer that knows nothing of earlier "
            "batches. Do you make a new one for each batch?"
        )
    return problem or moved_by(result, before, want)


def _loss_problem(right: Run, passes: list[Plain]) -> str:
    """Judge each loss for which the weights before it were right."""
    for index, result in enumerate(passes):
        if "error" in result or result.get("value") is None:
            return call_problem("training_pass", result)
        got, want = one_or_more(result["value"]), right.losses[index]
        if len(got) != 1:
            return (
                "training_pass: the loss should be one number; "
                f"got {describe(result['value'])}."
            )
        if not close(got[0], want):
            return (
                f"training_pass: the loss of batch {index + 1} should be {want:.4f}; "
                f"got {got[0]:.4f}. {_loss_hint(right, got[0], index)}"
            )
        # From here on the losses are those of other weights, which cost points already.
        if not same_weights(result, right.weights[index]):
            return ""
    return ""


def _loss_hint(right: Run, got: float, index: int) -> str:
    if close(got, right.after[index]):
        return "That is the loss after the step; return the one you stepped by."
    if close(got, sum(right.losses[: index + 1])):
        return "Do you add up earlier batches? Return this batch's loss alone."
    return "Is it the value that the criterion gives for these images and labels?"
