"""Lesson 06: the mean losses that train should return, and known slips."""

from collections.abc import Iterator

from course_helpers.check.compare import call_problem, describe
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import all_close, batches_of, close
from course_helpers.exercises.judge.results import one_or_more
from course_helpers.exercises.judge.trained_weights import error_problem
from course_helpers.exercises.judge.training_loop._runs import Run


def means_problem(case: Plain, result: Plain, trained: Run) -> str:
    """Say why the returned mean losses are not right; empty if they are.

    Args:
        case: what the training started from.
        result: what the learner's train returned.
        trained: the run that leads to the learner's weights.
    """
    problem = error_problem("train", result) or call_problem("train", result)
    if problem:
        return problem
    got, epochs = one_or_more(result["value"]), case["epochs"]
    sizes = [len(labels) for _, labels in batches_of(case)]
    table = _epochs(trained.losses, epochs, len(sizes))
    # The task leaves it open: a mean over the batches, or over all images.
    if all_close(got, _by_batches(table)) or all_close(got, _by_samples(table, sizes)):
        return ""
    for wrong, message in _mean_mistakes(table, sizes):
        if all_close(got, wrong):
            return f"train: {message}"
    if len(got) != epochs:
        return (
            f"train: expected {epochs} mean losses, one for each epoch; "
            f"got {describe(result['value'])}."
        )
    wants = _by_batches(table)
    epoch = next(i for i in range(epochs) if not close(got[i], wants[i]))
    return (
        f"train: the mean loss of epoch {epoch + 1} should be {wants[epoch]:.4f}; "
        f"got {got[epoch]:.4f}. Add up what you average, epoch by epoch."
    )


def _epochs(losses: list[float], epochs: int, batches: int) -> list[list[float]]:
    """Return the losses in one row for each epoch, filled up where none came."""
    # A return in a loop cuts a run short; what is said of the weights says so already.
    missing = epochs * batches - len(losses)
    filled = losses + [losses[-1] if losses else 0.0] * missing
    return [filled[i * batches : (i + 1) * batches] for i in range(epochs)]


def _by_batches(table: list[list[float]]) -> list[float]:
    return [sum(row) / len(row) for row in table]


def _by_samples(table: list[list[float]], sizes: list[int]) -> list[float]:
    return [
        sum(loss * size for loss, size in zip(row, sizes, strict=True)) / sum(sizes)
        for row in table
    ]


def _mean_mistakes(
    table: list[list[float]], sizes: list[int]
) -> Iterator[tuple[list[float], str]]:
    sums, count = [sum(row) for row in table], len(sizes)
    lasts = [row[-1] for row in table]
    running = [sum(sums[: i + 1]) for i in range(len(sums))]
    # Once divided as if it were a sum, once as it is.
    overwritten = "running_loss holds only the last batch: it is overwritten, not added"
    yield [last / count for last in lasts], f"{overwritten} to."
    yield lasts, f"{overwritten} to."
    yield sums, "a sum over the batches, not a mean. By what is it divided?"
    yield (
        [total / sum(sizes) for total in sums],
        "a sum of batch means is divided by the number of images. "
        "How many numbers did you add up?",
    )
    yield (
        [total / count for total in running],
        "running_loss goes on from epoch to epoch. Where does it start again at 0?",
    )
    yield running, "running_loss goes on from epoch to epoch, and is never divided."
    if count > 1:
        yield [total / (count - 1) for total in sums], "divided by one batch too few."
    yield sum(table, []), "a loss for each batch; one mean for each epoch is asked."
    yield _by_batches(table)[-1:], "only the last epoch's mean came back."
    yield _by_batches(table)[:1], "only the first epoch's mean came back."
