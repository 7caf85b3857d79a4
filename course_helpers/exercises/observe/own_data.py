"""Lesson 11: inputs and observations; DigitFiles has its own file."""

import gc
import math
from collections.abc import Callable
from typing import Any

import torch
from torch.multiprocessing.reductions import StorageWeakRef
from torch.overrides import TorchFunctionMode
from torch.utils.data import Dataset

from course_helpers.check.plain import Plain, attempt, call
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe._centering import (
    center_inputs,
    center_observed,
)
from course_helpers.exercises.observe._digit_files import (
    DigitFiles_inputs,
    DigitFiles_observed,
)
from course_helpers.exercises.observe._own_networks import (
    fine_tune_inputs,
    fine_tune_observed,
)

__all__ = [
    "DigitFiles_inputs",
    "DigitFiles_observed",
    "center_inputs",
    "center_observed",
    "class_weights_inputs",
    "class_weights_observed",
    "fine_tune_inputs",
    "fine_tune_observed",
    "pixel_stats_inputs",
    "pixel_stats_observed",
]

MANY = 2003
"""Images: more than any batch holds, and no batch's size divides their number."""
PIXELS = 784
_LOOK_EVERY = 50


def pixel_stats_inputs(seed: int) -> Plain:
    """Make three data sets: two images, a few, and more than batches hold.

    Image number i is levels[i] * patterns[i % len(patterns)]: a few tensors say what
    thousands of images are.
    """
    g = generator(seed)
    return {
        "two": _images(g, 2, 2),
        "few": _images(g, 151, 5),
        "many": _images(g, MANY, 7),
    }


def _images(g: torch.Generator, count: int, patterns: int) -> dict[str, Plain]:
    # Brighter towards the end: batches differ, and the last one differs most.
    rising = torch.linspace(0.2, 0.8, count) ** 2
    return {
        "levels": rising + 0.3 * torch.rand(count, generator=g),
        "patterns": torch.rand(patterns, 1, 28, 28, generator=g) ** 3,
        "labels": torch.randint(10, (count,), generator=g),
    }


class _Images(Dataset):
    """Makes each image when it is asked for, and counts those that are still kept."""

    def __init__(self, case: Plain) -> None:
        self.case = case
        self.alive: list[StorageWeakRef] = []
        self.most = self.reads = 0
        self.entries = _entries_of_lists() if len(self) >= MANY else 0

    def __len__(self) -> int:
        return len(self.case["levels"])

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        index = range(len(self))[index]  # its IndexError ends a loop
        patterns = self.case["patterns"]
        image = self.case["levels"][index] * patterns[index % len(patterns)]
        # Of the storage: a view or a NumPy array keeps it as the image does.
        self.alive.append(StorageWeakRef(image.untyped_storage()))
        self.reads += 1
        if self.reads % _LOOK_EVERY == 0 or index == len(self) - 1:
            self.alive = [image for image in self.alive if not image.expired()]
            self.most = max(self.most, len(self.alive))
        # All were read once, in whatever order.
        if len(self) >= MANY and self.reads % len(self) == 0:
            numbers = (_entries_of_lists() - self.entries) // PIXELS
            self.most = max(self.most, numbers)
        return image, int(self.case["labels"][index])


def _entries_of_lists() -> int:
    """Return how many entries all lists have that there are."""
    # What is allocated tells it sooner, but says nothing where Python uses malloc.
    return sum(len(thing) for thing in gc.get_objects() if type(thing) is list)


class _Largest(TorchFunctionMode):
    """Notes the size of the largest tensor that any call gives."""

    def __init__(self) -> None:
        super().__init__()
        self.pixels = 0

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        if isinstance(result, torch.Tensor):
            self.pixels = max(self.pixels, math.prod(result.shape))
        return result


def pixel_stats_observed(pixel_stats: object, inputs: Plain) -> Plain:
    """Call the learner's function with every data set; count what it keeps."""
    return {kind: _stats(pixel_stats, case) for kind, case in inputs.items()}


def _stats(pixel_stats: Callable[..., Any], case: Plain) -> Plain:
    """Observe one call, and how many images were in memory at once, at most.

    Seen are images that are kept, as they are or as a view, tensors as large as all of
    them, and lists of Python's numbers. Copies one by one, as NumPy arrays or clones,
    are not: no hook tells of their memory.
    """
    dataset, largest = _Images(case), _Largest()
    with largest:
        result, failure = attempt(pixel_stats, dataset)
    outcome = failure or call(lambda: result)
    if len(dataset) < MANY:
        return outcome
    return outcome | {"most": max(dataset.most, largest.pixels // PIXELS)}


def class_weights_inputs(seed: int) -> Plain:
    """Make labels of uneven classes, as lists and tensors; some classes are absent."""
    g = generator(seed)
    few = [0] * 6 + [1] * 2
    return {
        "two": {"labels": few, "classes": 2},
        "tensor": {"labels": _uneven(g, 4, ()), "classes": 4},
        "list": {"labels": _uneven(g, 7, ()).tolist(), "classes": 7},
        # One of them is the last: the labels do not tell how many there are.
        "absent": {"labels": _uneven(g, 6, (2, 5)), "classes": 6},
    }


def _uneven(g: torch.Generator, classes: int, absent: tuple[int, ...]) -> torch.Tensor:
    """Make shuffled labels, of each class another number."""
    counts = 3 + 4 * torch.randperm(classes, generator=g)
    counts += torch.randint(3, (classes,), generator=g)
    counts[list(absent)] = 0
    labels = torch.arange(classes).repeat_interleave(counts)
    return labels[torch.randperm(len(labels), generator=g)]


def class_weights_observed(class_weights: object, inputs: Plain) -> Plain:
    """Call the learner's function with every list or tensor of labels."""
    return {
        kind: call(class_weights, case["labels"], case["classes"])
        for kind, case in inputs.items()
    }
