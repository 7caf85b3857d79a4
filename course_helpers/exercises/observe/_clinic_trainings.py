"""Lesson 10, the clinics of trainings: inputs and observations."""

from collections.abc import Callable
from itertools import cycle

import torch
from torch import nn

from course_helpers.check.plain import Plain, attempt, plain
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe._clinic_networks import written
from course_helpers.exercises.observe.networks import called

HIDDEN = 4
IMAGES_A_BATCH = 64


def clinic_a_inputs(seed: int) -> Plain:
    """Make two trainings of one batch and one of several, each with its own lr."""
    return _cases(seed)


def clinic_a_observed(
    cause: object, evidence: object, repair: object, inputs: Plain
) -> Plain:
    """Let the repaired function train a model in every case."""
    trainings = [_trained(repair, case, case["lr"]) for case in inputs]
    return written(cause, evidence, trainings)


# Another fault in the same function: what it has to do is the same.
clinic_b_inputs, clinic_b_observed = clinic_a_inputs, clinic_a_observed


def clinic_e_inputs(seed: int) -> Plain:
    """Make trainings whose make_model gives other weights each time."""
    return _cases(seed, starts=3)


def clinic_e_observed(
    cause: object, evidence: object, repair: object, inputs: Plain
) -> Plain:
    """Let the repaired function make a model and train it, in every case."""
    return written(cause, evidence, [_made(repair, case) for case in inputs])


def clinic_g_inputs(seed: int) -> Plain:
    """Make two trainings of one batch and one of several; the lr is the learner's."""
    return [{**case, "lr": None} for case in _cases(seed)]


def clinic_g_observed(
    cause: object, evidence: object, repair: object, inputs: Plain
) -> Plain:
    """Let the repaired function train a model in every case."""
    return written(cause, evidence, [_trained(repair, case) for case in inputs])


def _cases(seed: int, starts: int = 1) -> list[dict[str, Plain]]:
    g = generator(seed)
    # One batch shows which way a step goes and how far; of two with gradients of other
    # sizes, what is cut. Nobody can guess a rate, and none is the lesson's 0.1.
    rates = [share + 0.05 * float(torch.rand((), generator=g)) for share in (2, 3, 4)]
    gentle = _case(g, IMAGES_A_BATCH, rates[0] / 10, starts)
    steep = _case(g, IMAGES_A_BATCH, rates[1] / 10, starts, steepness=4.0)
    # The last batch is short, for answers that count on 64 images.
    several = _case(g, 3 * IMAGES_A_BATCH + 21, rates[2] / 10, starts)
    return [gentle, steep, several]


def _case(
    g: torch.Generator, count: int, lr: float, starts: int, steepness: float = 1.0
) -> dict[str, Plain]:
    """Make the weights that models begin with, and images to train them on."""
    shapes = [(HIDDEN, 784), (HIDDEN,), (10, HIDDEN), (10,)]
    # Pixels in [-1, 1] make inputs of tanh that spread by 0.8: there it bends.
    scales = [0.05, 0.1, steepness, 0.5]
    return {
        "starts": [
            [
                scale * torch.randn(shape, generator=g)
                for shape, scale in zip(shapes, scales, strict=True)
            ]
            for _ in range(starts)
        ],
        "images": 2 * torch.rand(count, 1, 28, 28, generator=g) - 1,
        "labels": torch.randint(10, (count,), generator=g),
        "batch_size": IMAGES_A_BATCH,
        "lr": lr,
    }


def _trained(repair: Callable[..., object], case: Plain, *lr: float) -> Plain:
    model = _model(case["starts"][0])
    outcome = called(repair, model, _batches(case), *lr)
    return outcome | {"weights": plain(list(model.parameters()))}


def _made(repair: Callable[..., object], case: Plain) -> Plain:
    starts = cycle(case["starts"])
    result, failure = attempt(
        repair, lambda: _model(next(starts)), _batches(case), case["lr"]
    )
    if failure is not None:
        return failure
    # What came back may be of any class, and raise where it is looked at.
    outcome, failure = attempt(_apart, result)
    return outcome if failure is None else failure


def _apart(result: object) -> Plain:
    """Return what a model and its losses are; of anything else, what it is."""
    pair = isinstance(result, list | tuple) and len(result) == 2
    if not pair or not isinstance(result[0], nn.Module):
        return called(lambda: result)
    weights = plain(list(result[0].parameters()))
    return called(lambda: result[1]) | {"weights": weights}


def _batches(case: Plain) -> list[tuple[torch.Tensor, torch.Tensor]]:
    # Clones: in a notebook the judge reads the same inputs.
    images, labels = case["images"].clone(), case["labels"].clone()
    size = case["batch_size"]
    return list(zip(images.split(size), labels.split(size), strict=True))


def _model(weights: list[torch.Tensor]) -> nn.Module:
    layers = nn.Linear(784, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, 10)
    model = nn.Sequential(nn.Flatten(), *layers)
    with torch.no_grad():
        for parameter, weight in zip(model.parameters(), weights, strict=True):
            parameter.copy_(weight)
    return model
