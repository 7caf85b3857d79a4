"""Lesson 07: the lists that fit returns, compared with a training of our own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from course_helpers.check.compare import Outcome, describe
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

    result: Outcome
    run: Run
    slip: str = ""
    problem: str = ""
    train_loss: str = ""
    valid_loss: str = ""
    valid_accuracy: str = ""
    value: Outcome = field(default_factory=dict)
    losses: list[float] = field(default_factory=list)
    lengths: dict[str, int] = field(default_factory=dict)
    trusted: bool = False


def read_lists(case: Plain, result: Outcome) -> Lists:
    """Compare the lists of one training with a training of our own."""
    lists = Lists(result, run(case))
    lists.problem = _problem(result)
    if lists.problem:
        lists.train_loss = lists.valid_loss = lists.valid_accuracy = lists.problem
        return lists
    lists.value = result["value"]
    numbers = {key: numbers_of(lists.value.get(key)) for key in KEYS}
    lists.losses = numbers["valid_loss"]
    lists.lengths = {key: len(column) for key, column in numbers.items()}
    _recognise(case, lists)
    for key, wanted, wrong in (
        ("train_loss", _train_means, _train_slips),
        ("valid_loss", lambda e: [e.valid.loss], _valid_slips),
        ("valid_accuracy", lambda e: [e.valid.accuracy], _accuracy_slips),
    ):
        message, explained = _compared(lists, key, numbers[key], wanted, wrong)
        setattr(lists, key, message)
        # Invented losses have a lowest one, too: nothing is to be earned by that.
        lists.trusted |= key == "valid_loss" and explained
    # A slip in the training is told here. The other lists may follow from it rightly.
    if lists.slip:
        lists.train_loss = f"fit: {lists.slip}"
    elif result.get("graph") is not False and not lists.train_loss:
        lists.train_loss = (
            "fit: expected plain numbers; got a tensor that still holds its graph. "
            "Which method of a tensor gives a Python number?"
        )
    return lists


def _problem(result: Outcome) -> str:
    problem = error_problem("fit", result)
    value = result.get("value")
    # One key is enough to go on with: each list that is missing costs its own points.
    if problem or (isinstance(value, dict) and set(KEYS) & set(value)):
        return problem
    hint = " Does your function end with return?" if value is None else ""
    keys = ", ".join((*KEYS, "best_epoch"))
    return f"fit: expected a dict with {keys}; got {describe(value)}.{hint}"


def _recognise(case: Plain, lists: Lists) -> None:
    """Find the training that leads to the learner's weights, or to the losses."""
    state = lists.result.get("state")
    if same_state(state, case["state"]):
        lists.slip = "the weights never moved. Are there both a backward and a step?"
        return
    runs = [(lists.run, "")]
    # Each slip is a training of its own: most answers need none of them.
    if not (_leads_to(lists.run, state) and _gives(lists.run, lists.losses)):
        runs += slips(case)
    # Weights say more than losses, which may be wrong by themselves. Where nothing fits
    # max takes the first: the right run.
    lists.run, lists.slip = max(
        runs, key=lambda p: 2 * _leads_to(p[0], state) + _gives(p[0], lists.losses)
    )


def _leads_to(run: Run, state: Plain) -> bool:
    return any(same_state(state, epoch.state) for epoch in run)


def _gives(run: Run, losses: list[float]) -> bool:
    pairs = list(zip(losses, run, strict=False))
    return bool(pairs) and all(close(loss, e.valid.loss) for loss, e in pairs)


def _compared(
    lists: Lists,
    key: str,
    got: list[float],
    wanted: Callable[[Epoch], list[float]],
    wrong: Callable[[Epoch], Slips],
) -> tuple[str, bool]:
    """Return what is wrong with a list, and whether it was measured at all."""
    value = lists.value.get(key)
    if not got or (isinstance(value, list) and len(value) != len(got)):
        return f"fit: {key} should be a list of numbers; got {describe(value)}.", False
    # How long a list should be is judged by itself: here its numbers are, one by one.
    run = lists.run[: len(got)]
    columns = list(zip(*map(wanted, run), strict=True))
    if any(_all_close(got, column) for column in columns):
        return "", True
    for slip in zip(*(list(wrong(epoch)) for epoch in run), strict=True):
        if _all_close(got, [value for value, _ in slip]):
            return f"fit: {key}: {slip[0][1]}", True
    if any(_all_close(got, list(accumulate(column))) for column in columns):
        text = f"fit: {key} goes on from epoch to epoch. Where is its sum set to 0?"
        return text, True
    pairs = list(zip(columns[0], got, strict=False))
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
    # As the mean over all images, and as the mean of the batches.
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
