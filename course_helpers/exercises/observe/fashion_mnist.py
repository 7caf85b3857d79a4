"""Lesson 09: inputs and observations; save_and_load has its own file."""

import time
from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import Subset

from course_helpers.check.plain import Plain, attempt, call, plain
from course_helpers.check.seeds import generator, seed_for
from course_helpers.check.session import NOTEBOOK_SEED
from course_helpers.data import load_data
from course_helpers.data.loader import Loader
from course_helpers.device import get_device
from course_helpers.exercises.observe._saving import (
    save_and_load_inputs,
    save_and_load_observed,
)
from course_helpers.exercises.observe._training import Witness
from course_helpers.exercises.observe.models import made, restored, unusable_network
from course_helpers.exercises.observe.networks import built, called, network

__all__ = [
    "Classifier_inputs",
    "Classifier_observed",
    "predict_inputs",
    "predict_observed",
    "save_and_load_inputs",
    "save_and_load_observed",
    "train_classifier_inputs",
    "train_classifier_observed",
]

JUDGED_IMAGES = 4000
"""Enough of them that chance decides about half a percent of accuracy."""
MOST_MOVED = 0.3
"""Of a pixel, in each direction."""
NOISE = 6
"""Standard deviation, in grey levels."""


def Classifier_inputs(seed: int) -> Plain:
    """Make random images, and larger ones a, (a + b) / 2 and b in a line.

    What is below "secret" is for the judge alone: the order in which images come again.
    No reference tells what a network of the learner's own gives, but for the same image
    it has to give the same.
    """
    g = generator(seed)
    count = 64
    images = 2 * torch.rand(count, 1, 28, 28, generator=g) - 1
    again = torch.randperm(count, generator=g)
    some = again[: int(torch.randint(2, count - 2, (), generator=g))]
    # Between smaller images a sigmoid is nearly straight, and would pass for nothing.
    a = 8 * torch.rand(count, 1, 28, 28, generator=g) - 4
    # In a circle, so that no image is its own partner: between the two lies nothing.
    circle = torch.randperm(count, generator=g)
    partners = torch.empty_like(circle).scatter(0, circle, circle.roll(1))
    b = a[partners]
    return {
        "images": images,
        "batches": [images, images[again], images[some], images[again[:1]]],
        "line": [a, (a + b) / 2, b],
        "secret": {"again": again, "partners": partners},
    }


def Classifier_observed(Classifier: object, inputs: Plain) -> Plain:
    """Make the learner's network and run it in both modes."""
    # Its weights begin at random, but each check is to give the same verdict.
    torch.manual_seed(0)
    model, failure = made(Classifier)
    if failure:
        return failure
    if unusable := unusable_network(model):
        return unusable
    with restored(model):
        return _both_modes(model, inputs)


def _both_modes(model: nn.Module, inputs: Plain) -> Plain:
    model.eval()
    outcome = {
        "outputs": [call(model, batch) for batch in inputs["batches"]],
        "line": [call(model, batch) for batch in inputs["line"]],
    }
    model.train()
    images = inputs["images"]
    # Squares: probabilities just added up are 1 a row, whatever the weights are.
    _, failure = attempt(lambda: model(images).square().sum().backward())
    return outcome | {
        "training": [call(model, images) for _ in range(2)],
        "backward": failure or {},
        "parameters": [[list(p.shape), _learns(p)] for p in model.parameters()][:500],
    }


def _learns(parameter: nn.Parameter) -> bool:
    return parameter.grad is not None and bool(parameter.grad.any())


def train_classifier_inputs(seed: int) -> Plain:
    """Pick images and alter each: moved by a part of a pixel, and noisy.

    In a notebook they are images for validation, in grading those for tests.

    The classes get other numbers, the same for training: a network that was trained
    before knows them by the numbers of the data set.

    What is below "secret" is for the judge alone: no observation reads it, and the
    grader can keep it out of the sandbox. Choice, order, move and noise come from the
    seed, so labels cannot be known beforehand, and no image equals one of the data
    set. A search for the nearest test image is not prevented.

    Returns:
        "images": grey levels, uint8 (4000, 1, 28, 28); "data": the data set's class;
        "part": what they are for; "unjudged": places of the other images for
        validation, int64 (1000,), in a notebook; "numbers": the new number of each
        class, int64 (10,); "secret": {"labels": int64 (4000,), the new numbers}.
    """
    g = generator(seed)
    _, valid, test = load_data("fashion-mnist")
    # A learner improves a network by what the check says of it, again and again. Images
    # for tests would then not be unseen any more.
    in_notebook = seed == seed_for("train_classifier", NOTEBOOK_SEED)
    part = valid.dataset.indices if in_notebook else range(len(test.dataset))
    source = valid.dataset.dataset if in_notebook else test.dataset
    order = torch.randperm(len(part), generator=g)
    chosen = torch.tensor(part)[order[:JUDGED_IMAGES]]
    numbers = _new_numbers(g)
    return {
        "images": _altered(source.data[chosen].unsqueeze(1), g),
        "data": type(source).__name__,
        "part": "validation" if in_notebook else "test",
        "unjudged": order[JUDGED_IMAGES:] if in_notebook else None,
        "numbers": numbers,
        "secret": {"labels": numbers[source.targets[chosen]]},
    }


def _new_numbers(g: torch.Generator) -> torch.Tensor:
    """Return a number for each class, never its own."""
    circle = torch.randperm(10, generator=g)
    return torch.empty_like(circle).scatter(0, circle, circle.roll(1))


def _altered(images: torch.Tensor, g: torch.Generator) -> torch.Tensor:
    """Move grey images in any direction and add noise, both by little."""
    count, _, size, _ = images.shape
    places = torch.eye(2, 3).repeat(count, 1, 1)
    # In affine_grid's units an image is 2 wide.
    moves = 2 * torch.rand(count, 2, generator=g) - 1
    places[:, :, 2] = moves * MOST_MOVED * 2 / size
    grid = F.affine_grid(places, images.shape, align_corners=False)
    moved = F.grid_sample(images.float(), grid, align_corners=False)
    noise = NOISE * torch.randn(images.shape, generator=g)
    return (moved + noise).round().clamp(0, 255).to(torch.uint8)


def train_classifier_observed(train_classifier: object, inputs: Plain) -> Plain:
    """Let the learner train on one thread of the CPU, then classify the images."""
    # As the time limit is counted, however many threads the machine has.
    torch.set_num_threads(1)
    train_loader, valid_loader, test_loader = load_data("fashion-mnist")
    # Else a network that learns from the images for validation would pass in a
    # notebook, and fail in grading.
    if (unjudged := inputs.get("unjudged")) is not None:
        valid_loader = Loader(Subset(valid_loader.dataset, unjudged.tolist()))
    _renumber(train_loader.dataset, inputs["numbers"])
    arguments = train_loader, valid_loader, torch.device("cpu")
    witness = Witness(train_loader, valid_loader)
    start = time.perf_counter()
    model, failure = witness.call(train_classifier, *arguments)
    outcome = {
        "seconds": time.perf_counter() - start,
        "data": type(test_loader.dataset).__name__,
    }
    if failure or not isinstance(model, nn.Module):
        return outcome | (failure or {"made": plain(model)})
    # Before anything else runs it.
    training, _ = attempt(witness.saw, model)
    # Normalised as load_data does it.
    images = inputs["images"].float().div(255).sub(0.5).div(0.5)
    with restored(model):
        outputs = call(lambda: _outputs(model.eval(), images))
    return outcome | {"outputs": outputs, "training": training}


def _renumber(dataset: Any, numbers: torch.Tensor) -> None:
    """Give the classes of a data set other numbers.

    In place: the other part of the data set and both loaders share these labels.
    """
    while hasattr(dataset, "dataset"):  # parts of parts
        dataset = dataset.dataset
    dataset.targets.copy_(numbers[dataset.targets])


def _outputs(model: Callable[..., torch.Tensor], images: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        # In parts: a large convolution's maps of all images could fill the memory.
        return torch.cat([model(batch) for batch in images.split(500)])


def predict_inputs(seed: int) -> Plain:
    """Make networks with dropout, in either mode, and images for each.

    The last network is to run on the machine's fastest device.
    """
    g = generator(seed)
    cases = []
    # Two in train mode for answers that never call eval(), two not for those that end
    # with train(); the first is one of these, to tell of its probabilities alone.
    for count, training in ((6, False), (20, True), (1, True), (70, False)):
        images = 2 * torch.rand(count, 1, 28, 28, generator=g) - 1
        weights = network(g, 12, "nll", dropout=0.5)
        cases.append({**weights, "images": images, "training": training, "cpu": True})
    cases[-1]["cpu"] = False
    return cases


def predict_observed(predict: object, inputs: Plain) -> Plain:
    """Call the learner's function on every network, and see what it leaves behind."""
    return [_predicted(predict, case) for case in inputs]


def _predicted(predict: object, case: Plain) -> Plain:
    device = torch.device("cpu") if case["cpu"] else get_device()
    model = built(case).to(device).train(case["training"])
    notes = {"dropout": False}

    def note(part: nn.Module, _: object) -> None:
        notes["dropout"] |= part.training

    for part in model.modules():
        if isinstance(part, nn.Dropout):
            part.register_forward_pre_hook(note)
    result, failure = attempt(predict, model, case["images"].clone())
    outcome = failure or called(lambda: result)
    return (
        outcome
        | notes
        | {
            "same_mode": all(p.training == case["training"] for p in model.modules()),
            # What is no tensor has no device, and is judged as what it is.
            "on_cpu": not isinstance(result, torch.Tensor)
            or result.device.type == "cpu",
        }
    )
