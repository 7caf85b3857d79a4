"""Lesson 09: the judge of train_classifier, by what the trained network reads right."""

import torch

from course_helpers.check.catalogue import exercises
from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    entry,
    number_of,
    shape_problem,
    tensor_of,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain

NAME = "train_classifier"
STEPS = ((0.70, 0.4), (0.80, 0.3), (0.85, 0.3))
"""Accuracies to reach, each with its share of the points, as the task names them."""
_BEFORE = (
    "The check gives the classes other numbers, in both loaders; yours has the usual "
    "ones. Train a new network in the function, on train_loader's labels."
)
LIMIT = exercises()["train_classifier"].seconds


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the share of altered images that the trained network reads right."""
    labels, data = inputs["secret"]["labels"], inputs["data"]
    notes = observed if isinstance(observed, dict) else {}
    outcome = entry(notes, "outputs")
    broken = _training_problem(notes) or _outputs_problem(outcome, len(labels))
    outputs = torch.zeros(len(labels), 10) if broken else tensor_of(outcome)
    guesses = outputs.argmax(dim=1)
    share = float((guesses == labels).double().mean())
    # By the data set's own numbers it may be right: then it learned from other labels.
    before = float((inputs["numbers"][guesses] == labels).double().mean())

    def problem(step: float) -> str:
        if broken or share >= step:
            return broken
        return (
            f"{NAME}: expected {step:.0%} of {len(labels):,} altered "
            f"{inputs['part']} images ({data}) read right; got {share:.1%}. "
            + (_BEFORE if before > 0.5 else _hint(share, outputs))
        )

    steps = [
        Criterion(f"{s:.0%} read right", weight, problem(s)) for s, weight in STEPS
    ]
    # A remark: other machines take other times, and grading itself ends what is late.
    return [*steps, Criterion("the time it took", 0, _time_remark(data, notes))]


def _training_problem(notes: Outcome) -> str:
    """Say why there is no trained network; empty if there is one."""
    if "error" in notes:
        return call_problem(NAME, notes)
    if "made" not in notes:
        return _witness_problem(notes) if "outputs" in notes else ""
    result = notes["made"]
    # A class as plain data; `describe` would call it an object of type type.
    if str(result) == str({"type": "type"}):
        return f"{NAME}: expected a trained network; got a class. Which object learned?"
    hint = "Return the network that you trained, nothing beside it."
    hint = "Does it end with return?" if result is None else hint
    return f"{NAME}: expected a trained network; got {describe(result)}. {hint}"


def _witness_problem(notes: Outcome) -> str:
    """Say so if the network was not trained in the call; empty if it may have been."""
    # Not a list of what is wrong: what an observation lacks must never count as right.
    if notes.get("training") == "seen":
        return ""
    what = (
        "one from before it, with its weights untouched"
        if notes.get("training") == "before"
        else "one that learned nothing in it: no batch was read, no optimizer stepped"
    )
    return (
        f"{NAME}: expected a network that was trained in this call; got {what}. Make "
        "a new network in the function, and train it there on train_loader."
    )


def _outputs_problem(outcome: Outcome, count: int) -> str:
    problem = shape_problem(NAME, outcome, (count, 10), "A row of ten for each image.")
    if problem:
        return f"{problem} Your network was given images (500, 1, 28, 28)."
    if tensor_of(outcome).isfinite().all():
        return ""
    return (
        f"{NAME}: expected finite log-probabilities; got nan or inf. Did the training "
        "run away? Look at the learning rate."
    )


def _hint(share: float, outputs: torch.Tensor) -> str:
    if len(outputs.argmax(dim=1).unique()) == 1:
        return "Every image gets the same class. Does the loss fall?"
    if share < 0.2:
        return (
            "That is guessing. Does the optimizer hold the parameters of the network "
            "that you return, and does every batch make a step?"
        )
    if share < STEPS[1][0]:
        return "Print the mean loss of each epoch: does it fall?"
    return "Does the validation accuracy still rise in your last epoch?"


def _time_remark(data: str, notes: Outcome) -> str:
    seconds = number_of({"value": notes.get("seconds")})
    if seconds is None or not 0 <= seconds < 1e6 or "outputs" not in notes:
        return ""
    # Where it was trained there may be another data set than where it is judged.
    if notes.get("data") != data:
        data = f"{str(notes.get('data'))[:40]} (judged on {data})"
    remark = f"training on {data} took {seconds:.0f} s on one thread; the limit in "
    remark += f"grading is {LIMIT} s."
    return remark + " Train a smaller network, or less long." * (seconds > LIMIT)
