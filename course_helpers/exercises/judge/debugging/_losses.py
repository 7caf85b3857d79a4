"""Lesson 10: the list of losses that a repaired training should return."""

from course_helpers.check.compare import call_problem, describe
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import all_close, close
from course_helpers.exercises.judge.debugging._runs import Training
from course_helpers.exercises.judge.results import numbers


def same_losses(result: Plain, trained: Training) -> bool:
    """Whether plain numbers came back, and they are a run's losses."""
    return not losses_problem("", result, trained)


def losses_problem(name: str, result: Plain, trained: Training) -> str:
    """Say why the returned losses are not those of a run; empty if they are.

    Args:
        name: of the learner's function.
        result: what it returned.
        trained: the run that leads to the same weights.
    """
    problem = call_problem(name, result)
    if problem:
        return problem
    value, count = result["value"], len(trained.losses)
    got = numbers(value)
    wrong = _mistake(got, trained)
    if wrong:
        return f"{name}: {wrong}"
    length = len(value) if isinstance(value, list) else len(got)
    if length != count or len(got) != count:
        return (
            f"{name}: expected a list of {count} numbers, one for each batch; got "
            f"{describe(value)}."
        )
    for index, (number, want) in enumerate(zip(got, trained.losses, strict=True)):
        if not close(number, want):
            return (
                f"{name}: the loss of batch {index + 1} should be {want:.4f}; got "
                f"{number:.4f}. Return the very loss that you stepped by."
            )
    # Not `is True`: what an observation lacks must never count as right.
    if result.get("graph") is not False:
        return (
            f"{name}: expected plain numbers; got tensors that still hold their graph. "
            "Which method of a tensor gives a Python number?"
        )
    return ""


def _mistake(got: list[float], trained: Training) -> str:
    losses, count = trained.losses, len(trained.losses)
    sums = [sum(losses[: i + 1]) for i in range(count)]
    means = [total / (i + 1) for i, total in enumerate(sums)]
    if len(got) == count > 1 and all(number == got[0] for number in got):
        return "one and the same loss came back for every batch."
    mistakes = [
        (trained.after, "these are the losses after each step; return those before."),
        (
            trained.probabilities,
            "the weights are right, but the losses that come back still have softmax "
            "before them.",
        ),
        (sums, "the losses are added up from batch to batch; return each by itself."),
        (means, "these are running means; return each batch's loss by itself."),
        ([loss / count for loss in losses], f"each loss is divided by {count}."),
        (losses[-1:], "only the last batch's loss came back."),
        (losses[:-1], "the last batch's loss is missing. Where do you append?"),
        (losses[1:], "the first batch's loss is missing. Where do you append?"),
        (losses[::-1], "the losses come in the wrong order."),
    ]
    for wrong, message in mistakes if count > 1 else ():
        if all_close(got, wrong) and not all_close(wrong, losses):
            return message
    return ""
