"""Lesson 05: what known mistakes give, and what to say about them."""

from collections.abc import Iterator

import torch
import torch.nn.functional as F

from course_helpers.check.compare import Mistakes


def mse_mistakes(predictions: torch.Tensor, targets: torch.Tensor) -> Mistakes:
    """Return wrong losses for two tensors of one shape.

    The order is the same for every case, here and in the next two functions: the
    judge asks which mistakes explain all cases, and names the first.
    """
    difference = predictions - targets
    squares = difference**2
    want = squares.mean()
    divided = "the sum is not divided by the right number. How many squares are there?"
    dim = "you average along one dimension only. The loss is one number."
    mistakes = [
        # From the textbook's formula, 1 / (2n).
        (want / 2, "half of the right value. Which of the two formulas has no 2?"),
        (squares.sum() / 2, "the mean is missing: half the sum of the squares came."),
        (squares.sum(), "the squares are summed up. What does the M in MSE ask for?"),
        (squares, "these are the squares, one for each entry. The loss is one number."),
        (want.sqrt(), "a square root too many: the loss is the mean of the squares."),
        (squares.sum().sqrt(), "a square root too many, and the mean is missing."),
        (difference.abs().mean(), "absolute values. The S in MSE says what to take."),
        (difference.mean(), "the differences are not squared, so they cancel out."),
        (-difference.mean(), "the differences are not squared, so they cancel out."),
        (difference.mean() ** 2, "squared after the mean. Which comes first?"),
        # The number of rows is right for vectors: the table shows it.
        (squares.sum() / len(squares), divided),
        (squares.sum() / (len(squares) - 1), divided),
        (squares.sum() / (squares.numel() - 1), divided),
        (-want, "a sign too many: a loss is never below 0."),
        # Three predictions are in the example that messages show.
        (squares.sum() / 3, "divided by 3, whatever the number of predictions."),
    ]
    return mistakes + [(squares.mean(d), dim) for d in (0, -1)]


def cross_entropy_mistakes(logits: torch.Tensor, labels: torch.Tensor) -> Mistakes:
    """Return wrong losses for logits (N, K) and labels (N,)."""
    count, classes = logits.shape
    rows = torch.arange(count)
    probs, log_probs = F.softmax(logits, dim=1), F.log_softmax(logits, dim=1)
    columns = F.log_softmax(logits, dim=0)
    losses, one_hot = -log_probs[rows, labels], F.one_hot(labels, classes)
    want, p = losses.mean(), probs[rows, labels]
    no_log = "this is a probability, without its logarithm."
    raw = "the logits are used as if they were log-probabilities. What comes first?"
    whole = "all classes are counted. Only the label's own log-probability is wanted."
    base = "your logarithm has another base. Which one undoes exp?"
    wrong_dim = "softmax runs down the columns. Each image is a row: which dim?"
    divided = "the sum is not divided by the number of rows."
    binary = (1 - one_hot) * torch.log1p(-probs)
    return [
        (losses.sum(), "the losses are summed up. The loss of a batch is their mean."),
        (losses, "one loss for each row came back. How do they become one number?"),
        (-want, "a sign is lost. The log of a probability is negative; a loss is not."),
        (-losses.sum(), "a sign is lost, and so is the mean."),
        (-losses, "a sign is lost, and so is the mean."),
        (want / torch.tensor(10.0).log(), base),
        (want / torch.tensor(2.0).log(), base),
        (-logits[rows, labels].mean(), raw),
        (logits[rows, labels].mean(), raw),
        (
            F.cross_entropy(probs, labels),
            "softmax is applied twice. Does a step that you use include it already?",
        ),
        (-columns[rows, labels].mean(), wrong_dim),
        (-F.softmax(logits, dim=0)[rows, labels].mean(), wrong_dim),
        (p.mean(), no_log),
        (-p.mean(), no_log),
        ((1 - p).mean(), no_log),
        (-p.mean().log(), "the log is taken after the mean. Which comes first?"),
        # The mean of one_hot * log_probs: all the zeros count, too.
        (losses.sum() / (count * classes), f"{divided} Count them once more."),
        (losses.sum() / classes, f"{divided} Is it the number of classes?"),
        (losses.sum() / 64, f"{divided} Is 64 fixed somewhere?"),
        (losses.sum() / 10, f"{divided} Is 10 fixed somewhere?"),
        (want / 2, "half of the right value. Is there a 2 that belongs elsewhere?"),
        # log_probs[:, labels] for log_probs[range(N), labels].
        (-log_probs[:, labels].mean(), "every label was taken from every row."),
        (-log_probs.mean(), whole),
        (-log_probs.sum(dim=1).mean(), whole),
        (-(probs * log_probs).sum(dim=1).mean(), f"{whole} Where do labels come in?"),
        (losses[0], "only the first row's loss came back. Does return stand inside?"),
        (losses[-1], "only the last row's loss came back. Is it added to the others?"),
        (want - (binary.sum() / count), "the other classes' log(1 - p) is added too."),
        (((probs - one_hot) ** 2).mean(), "this is a mean squared error."),
    ]


def accuracy_mistakes(scores: torch.Tensor, labels: torch.Tensor) -> Mistakes:
    """Return wrong shares for scores (N, K) and labels (N,)."""
    predicted = scores.argmax(dim=1)
    right = (predicted == labels).double()
    share, pairs = right.mean(), (predicted == labels.view(-1, 1)).double()
    # One place in the whole table, counted row after row: rarely a class at all.
    no_dim = (scores.argmax() == labels).double().mean()
    lowest = (scores.argmin(dim=1) == labels).double().mean()
    columns = torch.tensor(torch.nan)  # mostly, comparing with labels is an error
    if len(scores) in (1, scores.shape[1]):
        columns = (scores.argmax(dim=0) == labels).double().mean()
    every = "every prediction meets every label: (N,) against (N, 1) makes (N, N)."
    zero = "no row ever counts as right. Do you compare positions or values?"
    return [
        (columns, "the largest score of each column was taken. Each image is a row."),
        (torch.tensor(0.0), zero),
        # As // gives it: 1 for the single row, which is right, and 0 elsewhere.
        (share.floor(), "the share is rounded down to a whole number."),
        (share.round(), "the share is rounded to a whole number."),
        (no_dim, "argmax looked at the whole table. Which dim runs along a row?"),
        (100 * share, "this is a percentage. The task asks for a share, from 0 to 1."),
        (right.sum(), "this counts the right rows. Out of how many?"),
        (1 - share, "this is the share of wrong rows."),
        (right, "one truth value for each row came back. Which share of them holds?"),
        (pairs.mean(), every),
        # Divided by the rows, of which there are fewer than pairs: more than 1.
        (pairs.sum() / len(labels), every),
        (right.sum() / scores.numel(), "divided by all scores, not by the rows."),
        (right.sum() / scores.shape[1], "divided by the classes, not by the rows."),
        # Batch size, classes, and rows of the small example, written out.
        (right.sum() / 64, "divided by 64, whatever the number of rows."),
        (right.sum() / 10, "divided by 10, whatever the number of rows."),
        (right.sum() / 5, "divided by 5, whatever the number of rows."),
        (predicted, "these are the predicted classes. How many equal their label?"),
        (lowest, "the smallest score was taken."),
        (right[-1] / len(labels), "only the last row was counted. Is it added?"),
        (right[0] / len(labels), "only the first row was counted."),
        (right[-1], "only the last row was counted."),
        (right[0], "only the first row was counted. Does return stand in the loop?"),
    ]


def output_mistakes(got: torch.Tensor) -> Iterator[tuple[torch.Tensor, str]]:
    """Yield sums that are 1 after known mistakes, and what to say about each."""
    yield (
        got.sum(dim=1),
        "the output holds probabilities: its rows sum to 1. The criterion wants their "
        "logarithms; which layer gives these at once?",
    )
    yield (
        got.exp().sum(dim=0),
        "exp of each column sums to 1, not of each row. Each image is a row: which "
        "dim runs along it?",
    )
    yield got.sum(dim=0), "softmax runs down the columns. Each image is a row."
    yield (10**got).sum(dim=1), "this is log10. Which logarithm undoes exp?"
    yield (2**got).sum(dim=1), "this is log2. Which logarithm undoes exp?"
    yield (-got).exp().sum(dim=1), "a sign is lost: log-probabilities are negative."
    yield (
        got.exp().sum().view(1),
        "exp of all rows sums to 1 together; each should.",
    )


def criterion_mistakes(log_probs: torch.Tensor, labels: torch.Tensor) -> Mistakes:
    """Return what wrong criteria give for log-probabilities (N, K) and labels (N,)."""
    picked = log_probs[range(len(labels)), labels]
    return [
        (picked.sum(), "a sign is lost, and the losses are summed up."),
        (-picked.sum(), "the criterion sums the losses. Their mean is wanted."),
        (-picked, "the criterion gives a loss for each row. Their mean is wanted."),
        (picked.mean(), "the criterion's sign is lost: a loss is not negative."),
        (
            -picked.exp().mean(),
            "the criterion takes exp of the log-probabilities. Is that needed?",
        ),
        (
            F.cross_entropy(log_probs.exp(), labels),
            "the criterion takes probabilities for logits.",
        ),
    ]
