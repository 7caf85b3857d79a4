"""Lesson 07: what known slips in averaging over batches give, and what to say."""

from collections.abc import Iterator

from course_helpers.exercises.judge.validation._measures import Measured, weighted

Slips = Iterator[tuple[float, str]]

_OVERWRITTEN = "is that of the last batch only: it is overwritten, not added to."
_FIRST = "comes from the first batch only. Where does your return stand?"


def loss_slips(losses: list[float], sizes: list[int]) -> Slips:
    """Yield wrong mean losses from the losses of batches of these sizes."""
    batches, count, total = len(sizes), sum(sizes), sum(losses)
    yield total / batches, _batch_means("loss", sizes)
    for last in _diluted(losses[-1], sizes[-1], batches, count):
        yield last, f"the loss {_OVERWRITTEN}"
    for first in _diluted(losses[0], sizes[0], batches, count):
        yield first, f"the loss {_FIRST}"
    yield total, "the losses of the batches are added up, but never divided."
    yield (
        total / count,
        "a sum of batch means is divided by the number of images. "
        "How many numbers did you add up?",
    )
    summed = weighted(losses, sizes)
    yield summed, "the loss is a sum over all images, not their mean."
    yield (
        summed / batches,
        "a sum over all images is divided by the number of batches.",
    )
    # 64 is what load_data gives where no batch size is asked for.
    for size in {sizes[0], 64}:
        yield total * size / count, _same_size("loss", size, sizes)
        yield summed / (batches * size), _same_size("loss", size, sizes)
    if batches > 1:
        yield total / (batches - 1), "the loss is divided by one batch too few."


def accuracy_slips(right: Measured) -> Slips:
    """Yield wrong accuracies of a network that was measured batch by batch."""
    correct, sizes, count = right.correct, right.sizes, right.count
    batches, total = len(sizes), sum(correct)
    shares = [number / size for number, size in zip(correct, sizes, strict=True)]
    yield sum(shares) / batches, _batch_means("accuracy", sizes)
    yield 100 * total / count, "accuracy should be a share from 0 to 1, not a percent."
    yield total, "accuracy should be a share from 0 to 1; this is a count of images."
    for last in _diluted(shares[-1], sizes[-1], batches, count):
        yield last, f"the accuracy {_OVERWRITTEN}"
    yield sum(shares), "the shares of the batches are added up, but never divided."
    yield (
        sum(shares) / count,
        "a sum of the batches' shares is divided by the number of images.",
    )
    yield total / batches, "a count of images is divided by the number of batches."
    for size in {sizes[0], 64}:
        yield total / (batches * size), _same_size("accuracy", size, sizes)
        yield sum(shares) * size / count, _same_size("accuracy", size, sizes)
    for first in _diluted(shares[0], sizes[0], batches, count):
        yield first, f"the accuracy {_FIRST}"
    # topk gives a column of guesses, and (N, 1) == (N,) is a table of N x N.
    for wrong in _broadcast(right.pairs, sizes):
        yield (
            wrong,
            "every guess is compared with every label of its batch. Print the shapes "
            "on both sides of your ==.",
        )
    yield 1 - total / count, "this is the share of wrong guesses."


def _batch_means(what: str, sizes: list[int]) -> str:
    return (
        f"this is the mean of the batches' own {what} values: the last batch of "
        f"{sizes[-1]} counts as much as one of {sizes[0]}."
    )


def _same_size(what: str, size: int, sizes: list[int]) -> str:
    other = next((s for s in reversed(sizes) if s != size), sizes[-1])
    return f"for the {what} every batch counts as {size} images; one has {other}."


def _diluted(value: float, size: int, batches: int, count: int) -> list[float]:
    """Return one batch's mean as it is, and divided as if it were all of them."""
    return [value, value / batches, value * size / count, value / count]


def _broadcast(pairs: list[int], sizes: list[int]) -> list[float]:
    # The table's sum, its mean or a mean for each row, and each averaged as one may.
    means = [pair / size**2 for pair, size in zip(pairs, sizes, strict=True)]
    by_rows = [pair / size for pair, size in zip(pairs, sizes, strict=True)]
    batches, count = len(sizes), sum(sizes)
    return [
        sum(pairs) / count,
        sum(means) / batches,
        weighted(means, sizes) / count,
        sum(by_rows) / batches,
        sum(means),
        sum(pairs),
        100 * sum(pairs) / count,
    ]
