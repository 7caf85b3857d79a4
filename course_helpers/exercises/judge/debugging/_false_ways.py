"""Lesson 10: false ways to train, as repairs go that hide what is ill."""

from collections.abc import Callable, Iterator

import torch
from torch.nn import functional as F

from course_helpers.exercises.judge.batches import Batch
from course_helpers.exercises.judge.debugging._runs import (
    Loss,
    Plan,
    Way,
    each_batch,
    of_probabilities,
    without_reset,
)

Named = tuple[str, Way]
"""A message about a false way, and the way."""


def false_plans(count: int) -> Iterator[Named]:
    """Yield what false repairs do with a number of batches, and what to say of it."""
    added = "gradients of earlier batches are still added to each new one"
    yield f"{added}: is .grad emptied for every batch?", Way(without_reset)
    yield "each step goes up the gradient, so the loss grows.", Way(_all("zfus"))
    yield "two steps for one batch; one is expected.", Way(_all("zfbss"))
    yield (
        "each step uses the gradient of the batch before. In which order come "
        "backward and step?",
        Way(_all("szfb")),
    )
    yield f"{added} in every second batch.", Way(_in_turn("zfbs", "fbs"))
    halves = "a step in every second batch only; one for each batch is expected."
    for first, second in (("fb", "fbsz"), ("zfbs", "f"), ("f", "zfbs"), ("zfb", "fbs")):
        yield halves, Way(_in_turn(first, second))
    yield (
        "one step from all batches together; one for each batch is expected.",
        Way(lambda batches: [*_all("fb")(batches[:-1]), ("fbs", batches[-1])]),
    )
    yield (
        "only the last batch moved these weights. Does something begin anew inside the "
        "loop?",
        Way(lambda batches: each_batch(batches[-1:])),
    )
    yield (
        "every step used the first batch. What does your loop take the images from?",
        Way(lambda batches: each_batch(batches[:1] * len(batches))),
    )
    for kept in range(1, count):
        yield (
            f"training ended after {kept} of {count} batches. All of them are to be "
            "used. Where does your return stand?",
            Way(lambda batches, kept=kept: each_batch(batches[:kept])),
        )
    for times in (2, 3, 4, 5, 10):
        yield (
            f"the batches were gone through {times} times; once is asked for.",
            Way(lambda batches, times=times: each_batch(batches) * times),
        )
    yield from _with_memory(added)


def _with_memory(added: str) -> Iterator[Named]:
    """Yield ways whose steps hang on more than the batch's own gradient."""
    for momentum in (0.1, 0.5, 0.9, 0.95, 0.99):
        options = {"momentum": momentum}
        part = (
            f"earlier gradients go on into later steps, {momentum:g} of each, as with "
            "momentum. Plain SGD steps by one batch's gradient alone."
        )
        yield part, Way(options=options)
        yield f"{part} Besides, {added}.", Way(without_reset, options=options)
    for decay in (0.1, 0.01, 0.001):
        options = {"weight_decay": decay}
        text = f"the weights also shrink in each step, as with weight_decay={decay:g}."
        yield f"{text} Plain SGD is asked for.", Way(options=options)
        yield f"{text} Besides, {added}.", Way(without_reset, options=options)


def _all(moves: str) -> Callable[[list[Batch]], Plan]:
    return lambda batches: [(moves, batch) for batch in batches]


def _in_turn(*moves: str) -> Callable[[list[Batch]], Plan]:
    return lambda batches: [
        (moves[i % len(moves)], batch) for i, batch in enumerate(batches)
    ]


def false_losses() -> Iterator[tuple[str, Loss]]:
    """Yield losses that false repairs make smaller, and what to say of each."""
    yield (
        "softmax's result still goes into cross_entropy. What does cross_entropy do "
        "with its first argument itself?",
        of_probabilities,
    )
    for scale in (2, 5, 10, 20, 30, 50, 100):
        yield (
            f"probabilities times {scale} still go into cross_entropy: all of them "
            f"lie between 0 and {scale}, while logits may be any numbers.",
            lambda x, y, k=scale: F.cross_entropy(k * torch.softmax(x, dim=1), y),
        )
    yield (
        "sigmoid comes before the loss: it squeezes the logits, too.",
        lambda x, y: F.cross_entropy(torch.sigmoid(x), y),
    )
    yield (
        "tanh comes before the loss: it squeezes the logits, too.",
        lambda x, y: F.cross_entropy(torch.tanh(x), y),
    )
    yield (
        "relu comes before the loss: it takes away all negative logits.",
        lambda x, y: F.cross_entropy(torch.relu(x), y),
    )
    yield (
        "nll_loss gets probabilities; it takes their logarithms.",
        lambda x, y: F.nll_loss(torch.softmax(x, dim=1), y),
    )
    yield (
        "nll_loss gets logits as they are; it takes logarithms of probabilities.",
        F.nll_loss,
    )
    yield (
        "softmax runs over the images (dim=0), not over each image's classes.",
        lambda x, y: F.nll_loss(torch.log_softmax(x, dim=0), y),
    )
    yield (
        "softmax runs over the images (dim=0), and its result goes into cross_entropy.",
        lambda x, y: F.cross_entropy(torch.softmax(x, dim=0), y),
    )
    yield from _other_losses()


def _other_losses() -> Iterator[tuple[str, Loss]]:
    yield (
        "the losses of a batch's images are added up; cross_entropy takes their mean.",
        lambda x, y: F.cross_entropy(x, y, reduction="sum"),
    )
    yield (
        "the squared distance of probabilities from labels is another loss; "
        "cross-entropy is asked for.",
        lambda x, y: F.mse_loss(torch.softmax(x, dim=1), _one_hot(x, y)),
    )
    yield (
        "the squared distance of logits from labels is another loss; cross-entropy is "
        "asked for.",
        lambda x, y: F.mse_loss(x, _one_hot(x, y)),
    )
    yield (
        "labels are smoothed: that is another loss than the plain cross-entropy.",
        lambda x, y: F.cross_entropy(x, y, label_smoothing=0.1),
    )


def _one_hot(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return F.one_hot(labels, logits.shape[1]).to(logits.dtype)
