"""Lesson 07: inputs and observations of fit.

The course of a training is set by few numbers, so that the lowest validation loss
comes where it is wanted, whatever the seed.
"""

import torch
from torch import nn

from course_helpers.check.plain import Plain, plain
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe.networks import (
    CLASSES,
    PIXELS,
    built,
    called,
    criterion_of,
    loader_of,
    network,
)

_OWN = 60
"""Pixels that belong to one class alone; what is left over is background."""
_RIGHT = 0.7
"""Share of the validation labels that are right: with more, no overfitting shows."""


def fit_inputs(seed: int) -> Plain:
    """Make four trainings: all epochs, stopped early, with batch norm, without change.

    The second goes up and down: its validation loss is lower again after one that is
    not, and then never again. The last has the same validation loss in every epoch.
    """
    g = generator(seed)
    # The first never uses up its patience, but the best weights are due all the same.
    # Which epoch is the second's best, nobody knows beforehand.
    rates = torch.rand(3, generator=g).tolist()
    smooth = _linear(g, [20, 20], 0.45 + 0.1 * rates[0], 0.75)
    jumps = _linear(
        g, [20, 20, 10], -0.68 - 0.04 * rates[1], [1.36, 1.19][rates[2] < 0.5]
    )
    return [
        smooth | {"epochs": 5, "patience": 4},
        jumps | {"epochs": 12, "patience": 2},
        _with_norm(g) | {"epochs": 6, "patience": 6},
        _unchanging(g) | {"epochs": 6, "patience": 3},
    ]


def _unchanging(g: torch.Generator) -> dict[str, Plain]:
    """Make a training that no validation image shows anything of."""
    case = _linear(g, [20, 20], 0.5, 0.75)
    # Without a bias a network gives 0 for an empty image, whatever its weights are: so
    # all losses are equal to the last bit.
    case["valid"]["images"].zero_()
    return case


def _linear(
    g: torch.Generator, sizes: list[int], factor: float, best: float
) -> dict[str, Plain]:
    """Make a linear network that learns a pattern of pixels for each class.

    Args:
        g: source of the random numbers.
        sizes: of the training batches; each class is in each of them equally often.
        factor: by which an epoch multiplies a weight's distance from its goal; below
            0 the weight jumps to the other side.
        best: which part of the way to the goal is best for the validation images.
    """
    pixels = torch.randperm(PIXELS, generator=g)
    patterns = torch.zeros(CLASSES, PIXELS)
    for label, own in enumerate(pixels[: CLASSES * _OWN].split(_OWN)):
        patterns[label, own] = 0.5 + torch.rand(_OWN, generator=g)
    # Of length 8, so that one learning rate brings all weights on their way alike.
    patterns *= 8 / patterns.norm(dim=1, keepdim=True)
    short = len(set(sizes)) > 1
    train = _images(g, patterns, sizes)
    # With _RIGHT of the labels right, outputs of _RIGHT have the least squared error;
    # these images get them after the part `best` of the way.
    valid = _images(
        g, _RIGHT / best * patterns, [30, 30, 30, 10] if short else [25] * 4
    )
    # Leads some guesses astray, in some epochs more: else one accuracy would fit all.
    background = pixels[CLASSES * _OWN :]
    valid["images"].flatten(1)[:, background] = torch.randn(
        100, len(background), generator=g
    )
    # The short batch is read worst, so a mean of batch means is not the mean.
    _mislabel(g, valid["labels"], 92 if short else 100)
    # An epoch takes a step a batch. Only an odd number of jumps ends on the other side.
    step = 1 - abs(factor) ** (1 / len(sizes)) * (1 if factor > 0 else -1)
    return {
        "state": {"first.weight": 0.01 * torch.randn(CLASSES, PIXELS, generator=g)},
        "criterion": "squared",
        "train": train,
        "valid": valid,
        # The error is a mean over CLASSES outputs, a class is in 1 / CLASSES of the
        # images, a pattern's squared length is 64: so a step goes `step` of the way.
        "lr": step * CLASSES**2 / 2 / 64,
    }


def _images(
    g: torch.Generator, patterns: torch.Tensor, sizes: list[int]
) -> dict[str, Plain]:
    """Make images of the patterns with a little noise, in batches, and their labels."""
    labels = torch.cat([torch.randperm(size, generator=g) % CLASSES for size in sizes])
    # Without noise all batches would be alike, and a training on one of them unseen.
    noise = 0.02 * torch.randn(len(labels), PIXELS, generator=g)
    images = (patterns[labels] + noise).view(-1, 1, 28, 28)
    return {"images": images, "labels": labels, "batch_size": sizes[0]}


def _mislabel(g: torch.Generator, labels: torch.Tensor, last: int) -> None:
    """Give three tenths of the labels, and those from `last` on, another class."""
    count = len(labels) * 3 // 10 - len(labels[last:])
    chosen = torch.randperm(last, generator=g)[: max(0, count)]
    chosen = torch.cat([chosen, torch.arange(last, len(labels))])
    labels[chosen] += torch.randint(1, CLASSES, chosen.shape, generator=g)
    labels %= CLASSES


def _with_norm(g: torch.Generator) -> dict[str, Plain]:
    """Make a network with batch norm, and validation labels that are mostly wrong."""
    # With wrong labels the loss soon grows: the last epoch, whose running means an
    # answer may leave in place, is not the best.
    patterns = 0.6 * torch.randn(CLASSES, PIXELS, generator=g)
    train, valid = (_noisy(g, patterns, count) for count in (44, 40))
    _mislabel(g, valid["labels"], 6)
    return network(g, 8, "nll", norm=True) | {"train": train, "valid": valid, "lr": 0.8}


def _noisy(g: torch.Generator, patterns: torch.Tensor, count: int) -> dict[str, Plain]:
    labels = torch.randint(CLASSES, (count,), generator=g)
    images = patterns[labels] + 0.3 * torch.randn(count, PIXELS, generator=g)
    return {"images": images.view(-1, 1, 28, 28), "labels": labels, "batch_size": 16}


def fit_observed(fit: object, inputs: Plain) -> Plain:
    """Let the learner's function train every network, and read what it leaves."""
    return [_fitted(fit, case) for case in inputs]


def _fitted(fit: object, case: Plain) -> Plain:
    model, criterion = built(case), criterion_of(case)
    loaders = loader_of(case["train"]), loader_of(case["valid"])
    optimizer = torch.optim.SGD(model.parameters(), case["lr"])
    numbers = case["epochs"], case["patience"]
    notes = {"loaded": False}

    def note(part: nn.Module, _: object) -> None:
        # A deep copy of the model has this hook too: what is loaded there is not back.
        notes["loaded"] |= part is model

    model.register_load_state_dict_post_hook(note)
    outcome = called(fit, model, *loaders, criterion, optimizer, *numbers)
    return outcome | notes | {"state": _state(model)}


def _state(model: nn.Module) -> Plain:
    """Return the parameters and the buffers, but for counters, by name."""
    tensors = model.state_dict().items()
    return {name: plain(t) for name, t in tensors if t.is_floating_point()}
