"""Lesson 07: the lists that fit returns, compared with a training of our own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from course_helpers.check.compare import describe
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import close
from course_helpers.exercises.judge.trained_weights import error_problem
from course_helpers.exercises.judge.validation._averages import (
    Slips,
    accuracy_slips,
    loss_slips,
)
from course_helpers.exercises.judge.validation._fit_runs import (
    Epoch,
    Run,
    run,
    same_state,
    slips,
)
from course_helpers.exercises.judge.validation._measures import weighted
from course_helpers.exercises.judge.validation.evaluate import numbers_of

KEYS = ("train_loss", "valid_loss", "valid_accuracy")
_STEPS = "Add up the losses of train_loader's batches; step with the given optimizer."
_MODES = "Was the model in eval mode, and was it the validation data?"


@dataclass
class Lists:
    """What came back from one training, and what is wrong with each list.

    Attributes:
        result: the outcome as it was observed.
        run: the training that leads to the learner's weights, as far as known.
        slip: what is wrong with that training; empty if nothing is known.
        problem: why there is no dict with lists at all.
        losses: the validation losses that came back.
        lengths: how long each list is.
        trusted: whether the validation losses were measured, if not quite rightly.
    """

    result: dict[str, Any]
    run: Run
    slip: str = ""
    problem: str = ""
    train_loss: str = ""
    valid_loss: str = ""
    valid_accuracy: str = ""
    value: dict[str, Any] = field(default_factory=dict)
    losses: list[float] = field(default_factory=list)
    lengths: dict[str, int] = field(default_factory=dict)
    trusted: bool = False


def read_lists(case: Plain, result: dict[str, Any]) -> Lists:
    """Compare the lists of one training with a training of our own."""
    found = Lists(result, run(case))
    found.problem = _problem(result)
    if found.problem:
        found.train_loss = found.valid_loss = found.valid_accuracy = found.problem
        return found
    found.value = result["value"]
    lists = {key: numbers_of(found.value.get(key)) for key in KEYS}
    found.losses = lists["valid_loss"]
    found.lengths = {key: len(numbers) for key, numbers in lists.items()}
    _recognise(case, found)
    for key, wanted, wrong in (
        ("train_loss", _train_means, _train_slips),
        ("valid_loss", lambda e: [e.valid.loss], _valid_slips),
        ("valid_accuracy", lambda e: [e.valid.accuracy], _accuracy_slips),
    ):
        message, known = _compared(found, key, lists[key], wanted, wrong)
        setattr(found, key, message)
        found.trusted |= key == "valid_loss" and known
    if found.slip:
        found.train_loss = f"fit: {found.slip}"
    elif result.get("graph") is not False and not found.train_loss:
        found.train_loss = (
            "fit: expected plain numbers; got a tensor that still holds its graph. "
            "Which method of a tensor gives a Python number?"
        )
    return found


def _problem(result: dict[str, Any]) -> str:
    problem = error_problem("fit", result)
    value = result.get("value")
    if problem or (isinstance(value, dict) and set(KEYS) & set(value)):
        return problem
    hint = " Does your function end with return?" if value is None else ""
    keys = ", ".join((*KEYS, "best_epoch"))
    return f"fit: expected a dict with {keys}; got {describe(value)}.{hint}"


def _recognise(case: Plain, found: Lists) -> None:
    """Find the training that leads to the learner's weights, or to the losses."""
    state = found.result.get("state")
    if same_state(state, case["state"]):
        found.slip = "the weights never moved. Are there both a backward and a step?"
        return
    runs = [(found.run, "")]
    if not (_leads_to(found.run, state) and _gives(found.run, found.losses)):
        runs += slips(case)
    found.run, found.slip = max(
        runs, key=lambda p: 2 * _leads_to(p[0], state) + _gives(p[0], found.losses)
    )


def _leads_to(run: Run, state: Plain) -> bool:
    return any(same_state(state, epoch.state) for epoch in run)


def _gives(run: Run, losses: list[float]) -> bool:
    pairs = list(zip(losses, run, strict=False))
    return bool(pairs) and all(close(loss, e.valid.loss) for loss, e in pairs)


def _compared(
    found: Lists,
    key: str,
    got: list[float],
    wanted: Callable[[Epoch], list[float]],
    wrong: Callable[[Epoch], Slips],
) -> tuple[str, bool]:
    """Return what is wrong with a list, and whether it was measured at all."""
    value = found.value.get(key)
    if not got or (isinstance(value, list) and len(value) != len(got)):
        return f"fit: {key} should be a list of numbers; got {describe(value)}.", False
    run = found.run[: len(got)]
    if any(_all_close(got, column) for column in zip(*map(wanted, run), strict=True)):
        return "", True
    for slip in zip(*(list(wrong(epoch)) for epoch in run), strict=True):
        if _all_close(got, [value for value, _ in slip]):
            return f"fit: {key}: {slip[0][1]}", True
    if any(
        _all_close(got, list(accumulate(column)))
        for column in zip(*map(wanted, run), strict=True)
    ):
        return (
            f"fit: {key} goes on from epoch to epoch. Where is its sum set to 0?",
            True,
        )
    pairs = [
        (wanted(epoch)[0], number) for epoch, number in zip(run, got, strict=False)
    ]
    index = next(i for i, (want, number) in enumerate(pairs) if not close(number, want))
    hint = _STEPS if key == "train_loss" else _MODES
    return (
        f"fit: {key}[{index}] should be {pairs[index][0]:.4f}; "
        f"got {pairs[index][1]:.4f}. {hint}",
        False,
    )


def _all_close(got: list[float], wanted: tuple[float, ...] | list[float]) -> bool:
    return all(close(number, want) for number, want in zip(got, wanted, strict=False))


def _train_means(epoch: Epoch) -> list[float]:
    """Return the accepted means: over batches, over samples, and after the epoch."""
    sizes = epoch.train.sizes
    return [
        sum(epoch.losses) / len(sizes),
        weighted(epoch.losses, sizes) / sum(sizes),
        epoch.train.loss,
    ]


def _train_slips(epoch: Epoch) -> Slips:
    yield from _wrong_length(epoch.losses, epoch.train.sizes, epoch.valid.sizes)
    yield from loss_slips(epoch.losses, epoch.train.sizes)


def _valid_slips(epoch: Epoch) -> Slips:
    valid, train = epoch.valid, epoch.train
    text = "the loss was measured on the training data."
    yield train.loss, text
    yield sum(train.losses) / len(train.losses), text
    yield from _wrong_length(valid.losses, valid.sizes, train.sizes)
    yield from loss_slips(valid.losses, valid.sizes)


def _accuracy_slips(epoch: Epoch) -> Slips:
    valid, train = epoch.valid, epoch.train
    yield train.accuracy, "the accuracy was measured on the training data."
    shares = [c / size for c, size in zip(valid.correct, valid.sizes, strict=True)]
    for wrong in (sum(valid.correct) / train.count, sum(shares) / len(train.sizes)):
        yield wrong, "it is divided by the length of the other loader."
    yield from accuracy_slips(valid)


def _wrong_length(
    losses: list[float], sizes: list[int], others: list[int]
) -> Iterator[tuple[float, str]]:
    text = "it is divided by the length of the other loader."
    yield sum(losses) / len(others), text
    yield weighted(losses, sizes) / sum(others), text
    yield sum(losses) / sum(others), text
