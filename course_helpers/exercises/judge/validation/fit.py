"""Lesson 07: the judge of fit.

The lists are compared with a training of our own. Which epoch is the best and where
to stop follows from the learner's own list, so that one mistake costs once.
"""

from collections.abc import Callable

from course_helpers.check.compare import describe, first, number_of, outcomes
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.trained_weights import error_problem
from course_helpers.exercises.judge.validation._fit_lists import Lists, read_lists
from course_helpers.exercises.judge.validation._fit_runs import (
    Run,
    same_state,
    stop_after,
)

_UNSURE = "fit: valid_loss is not right yet, so nothing follows from it."


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the lists, the best epoch, the stop, and the weights at the end."""
    results = outcomes(observed, len(inputs))
    trainings = [read_lists(*pair) for pair in zip(inputs, results, strict=True)]
    # The third is for batch norm alone. Modes change nothing in the others, so that a
    # mistake with them costs only its own points.
    pairs = [(inputs[i], trainings[i]) for i in (0, 1, 3)]
    linear = [fit for _, fit in pairs]
    weights = [_weights_problem(*pair) for pair in pairs]
    norm = _norm_problem(trainings[2], first(weights))
    norm = norm or _norm_lists_problem(trainings[2], linear)
    stops = [_stop_problem(*pair) for pair in pairs]
    # In the fourth no output is the largest: which one argmax or topk takes is open.
    accuracies = [fit.valid_accuracy for fit in trainings[:2]]
    return [
        Criterion("train_loss", 0.15, first(fit.train_loss for fit in linear)),
        Criterion("valid_loss", 0.15, first(fit.valid_loss for fit in linear)),
        Criterion("valid_accuracy", 0.1, first(accuracies)),
        Criterion("best_epoch", 0.1, first(map(_best_problem, linear))),
        Criterion("stops when patience is used up", 0.15, first(stops)),
        Criterion("the best weights are back", 0.2, first(weights)),
        Criterion("batch norm", 0.15, norm),
    ]


def _lowest(losses: list[float]) -> int:
    return losses.index(min(losses))


def _all_lowest(losses: list[float]) -> set[int]:
    return {i for i, loss in enumerate(losses) if loss == min(losses)}


def _best_problem(lists: Lists) -> str:
    if lists.problem or not lists.trusted:
        return lists.problem or _UNSURE
    value = lists.value.get("best_epoch")
    if isinstance(value, dict):  # a NumPy number
        value = value.get("tensor")
    got, want = number_of({"value": value}), _lowest(lists.losses)
    # Of equal losses, each is the lowest.
    if got in _all_lowest(lists.losses):
        return ""
    if "best_epoch" not in lists.value:
        return "fit: expected a dict with best_epoch; it is not there."
    if got is None:
        return f"fit: best_epoch should be a number; got {describe(value)}."
    hint = f"{_chosen(lists, got)} Which entry of valid_loss is the lowest?".strip()
    if got == want + 1:
        hint = "Count the epochs from 0."
    return f"fit: best_epoch should be {want}; got {got:g}. {hint}"


def _chosen(lists: Lists, epoch: float) -> str:
    """Say by what another epoch is the best one; empty if by nothing known."""
    losses = lists.losses
    falls = [i for i in range(1, len(losses)) if losses[i] < losses[i - 1]]
    by_accuracy = _place(lists.value.get("valid_accuracy"), max)
    if epoch == _place(lists.value.get("train_loss"), min):
        return "That epoch has the lowest training loss."
    if epoch == by_accuracy:
        return "That epoch has the highest accuracy."
    if falls and epoch == falls[-1]:
        return "That loss is lower than the one before it, no more."
    return "That is the last epoch." if epoch == len(losses) - 1 else ""


def _place(values: object, best: Callable[[list[float]], float]) -> int | None:
    values = values if isinstance(values, list) else []
    numbers = [number_of({"value": value}) for value in values]
    if not numbers or None in numbers:
        return None
    return numbers.index(best(numbers))


def _stop_problem(case: Plain, lists: Lists) -> str:
    if lists.problem or not lists.trusted:
        return lists.problem or _UNSURE
    patience, epochs = case["patience"], case["epochs"]
    lengths, own = lists.lengths, len(lists.losses)
    if len(set(lengths.values())) > 1:
        sizes = ", ".join(f"{name} {size}" for name, size in lengths.items())
        return (
            f"fit: the lists should be equally long, one entry an epoch; got {sizes}."
        )
    # Where the losses ask for no stop, this is just their number: whether that is too
    # early comes last.
    end = stop_after(lists.losses, patience)
    if own > epochs:
        return f"fit: {epochs} epochs were asked for; got {own}."
    if own > end:
        best = _lowest(lists.losses[:end])
        hint = "With what do you compare a loss?"
        if own == end + 1:
            hint = "That is one epoch too many: at which count does your loop end?"
        elif lists.losses[end] == lists.losses[best]:
            hint = "An equal loss is not lower."
        return (
            f"fit: epoch {best} had the lowest validation loss, and the {patience} "
            f"after it had none lower. With patience {patience} training should end "
            f"after {end} epochs; yours had {own}. {hint}"
        )
    if own == end and (own == epochs or _waited(lists.losses) == patience):
        return ""
    return (
        f"fit: training ended after {own} of {epochs} epochs, {_waited(lists.losses)} "
        f"after the one with the lowest validation loss; patience is {patience}. "
        "If you count epochs, when does the count start again at 0?"
    )


def _waited(losses: list[float]) -> int:
    return len(losses) - 1 - _lowest(losses)


def _weights_problem(case: Plain, lists: Lists) -> str:
    problem = error_problem("fit", lists.result)
    if problem or lists.slip:
        return problem or f"fit: {lists.slip}"
    run, state = lists.run, lists.result.get("state")
    # The best by the right losses, or by the learner's: a wrong mean or an early end
    # may make another epoch the best, and has cost its points.
    wanted = _reference_best(case, run)
    if lists.trusted:
        wanted |= _all_lowest(lists.losses[: len(run)])
    if any(same_state(state, run[best].state) for best in wanted):
        return ""
    ends = {len(run) - 1, len(lists.losses) - 1} & set(range(len(run)))
    if any(same_state(state, run[end].state) for end in ends):
        hint = "state_dict() holds the living tensors: was a copy of it kept?"
        if lists.result.get("loaded") is False:
            hint = (
                "They are never brought back: nothing is loaded into the model that "
                "was given. That is due also when all epochs ran."
            )
        return (
            "fit: the weights are those of the last epoch; expected those of the best. "
            + hint
        )
    for number, epoch in enumerate(run):
        if same_state(state, epoch.state):
            return (
                f"fit: the weights are those of epoch {number}; expected those of "
                f"epoch {min(wanted)}, the best."
            )
    return (
        "fit: the weights belong to no epoch of this training. It should take one step "
        "for each batch of train_loader, with the optimizer that is given."
    )


def _reference_best(case: Plain, run: Run) -> set[int]:
    losses = [epoch.valid.loss for epoch in run]
    return _all_lowest(losses[: stop_after(losses, case["patience"])])


def _norm_lists_problem(lists: Lists, elsewhere: list[Lists]) -> str:
    """Say what is wrong with the lists under batch norm, if it is right elsewhere."""
    kinds = (
        lambda fit: fit.train_loss,
        lambda fit: fit.valid_loss,
        lambda fit: fit.valid_accuracy,
        _best_problem,
    )
    return first(kind(lists) for kind in kinds if not first(map(kind, elsewhere)))


def _norm_problem(lists: Lists, elsewhere: str) -> str:
    """Judge the modes while training and measuring, and the restored buffers.

    Which epoch's weights came back is judged elsewhere.
    """
    problem = error_problem("fit", lists.result)
    if problem:
        return problem
    if lists.slip:
        return f"fit: {lists.slip}"
    state = lists.result.get("state")
    if any(same_state(state, epoch.state) for epoch in lists.run):
        return ""
    # Weights of the best epoch beside running means of the last: only the parameters
    # were brought back.
    if any(same_state(state, epoch.state, "weight") for epoch in lists.run):
        return (
            "fit: the weights are those of an epoch, but not batch norm's running mean "
            "and variance. state_dict() holds such buffers too."
        )
    return elsewhere or (
        "fit: with batch norm the weights belong to no epoch of this training. "
        "Print model.training in both loops."
    )
