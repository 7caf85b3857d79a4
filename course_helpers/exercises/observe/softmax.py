"""Lesson 03: inputs and observations."""

import torch

from course_helpers.check.plain import Plain, call
from course_helpers.check.seeds import generator

BATCH = 64
"""The batch size of the lesson, to which clumsy answers are often tied."""


def _other_sizes(g: torch.Generator) -> dict[str, int]:
    """Draw batch sizes that are not 64: a shorter one, a longer one, one image."""
    # Drawn, so that no answer can be written for these very sizes.
    short = int(torch.randint(2, BATCH - 4, (1,), generator=g))
    long = int(torch.randint(BATCH + 4, BATCH + 30, (1,), generator=g))
    return {"short": short, "long": long, "one": 1}


def flatten_inputs(seed: int) -> Plain:
    """Make batches of images: one of 64 and some of other sizes."""
    g = generator(seed)
    sizes = {"batch": BATCH, **_other_sizes(g)}
    return {
        name: [torch.rand(n, 1, 28, 28, generator=g) * 2 - 1]
        for name, n in sizes.items()
    }


def flatten_observed(flatten: object, inputs: Plain) -> Plain:
    """Call the learner's function on every batch."""
    return {name: call(flatten, *case) for name, case in inputs.items()}


def random_network_inputs(seed: int) -> Plain:
    """Make (inputs, W1, b1, W2, b2) for batches of several sizes.

    "again" equals "batch"; "other" differs from it in the inputs, "weights" in all
    the rest. The weights are small, so that no hidden unit is saturated.
    """
    g = generator(seed)

    def images(n: int) -> torch.Tensor:
        return torch.rand(n, 784, generator=g) * 2 - 1

    def weights() -> list[torch.Tensor]:
        w1 = torch.randn(784, 256, generator=g) / 16
        w2 = torch.randn(256, 10, generator=g) / 16
        b1, b2 = (torch.randn(size, generator=g) for size in (256, 10))
        return [w1, b1, w2, b2]

    # "weights" keeps the images, so that whoever uses other weights gives the same.
    shared, batch = weights(), images(BATCH)
    others = {name: images(n) for name, n in _other_sizes(g).items()}
    batches = {"batch": batch, "again": batch, "other": images(BATCH), **others}
    cases = {name: [inputs, *shared] for name, inputs in batches.items()}
    return {**cases, "weights": [batch, *weights()]}


def random_network_observed(random_network: object, inputs: Plain) -> Plain:
    """Call the learner's network on every case."""
    return {name: call(random_network, *case) for name, case in inputs.items()}


def softmax_inputs(seed: int) -> Plain:
    """Make scores: two batches of 64, other sizes, around +-1000, and a small row."""
    g = generator(seed)
    # "other" is for answers that read a global table, "table" for those that know
    # of ten classes only.
    shapes = {"batch": (BATCH, 10), "other": (BATCH, 10), "table": (5, 3)}
    shapes |= {name: (n, 10) for name, n in _other_sizes(g).items()}
    # Around 1.5, for a row that sums to about 0 hides which mistake divided by it.
    cases = {name: [torch.randn(s, generator=g) + 1.5] for name, s in shapes.items()}
    # Rows take turns: exp overflows in one, to inf / inf; the next is all 0 / 0.
    large = torch.randn(BATCH, 10, generator=g)
    large += torch.tensor([1000.0, -1000.0]).repeat(BATCH // 2).view(-1, 1)
    # A row of whole numbers, which can be followed by hand.
    small = (torch.randperm(5, generator=g)[:3] - 1).float().view(1, 3)
    return {**cases, "large": [large], "small": [small]}


def softmax_observed(softmax: object, inputs: Plain) -> Plain:
    """Call the learner's function on every table of scores."""
    return {name: call(softmax, *case) for name, case in inputs.items()}
