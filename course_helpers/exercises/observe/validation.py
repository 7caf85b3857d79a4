"""Lesson 07: inputs and observations of split and evaluate; fit has its own file."""

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import Dataset, TensorDataset

from course_helpers.check.plain import Plain, attempt, plain
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe._fit import fit_inputs, fit_observed
from course_helpers.exercises.observe.networks import (
    built,
    called,
    criterion_of,
    loader_of,
    network,
)

__all__ = [
    "evaluate_inputs",
    "evaluate_observed",
    "fit_inputs",
    "fit_observed",
    "split_inputs",
    "split_observed",
]

MAX_SAMPLES = 200


def split_inputs(seed: int) -> Plain:
    """Make two data sets of numbered images, and two seeds for each."""
    g = generator(seed)

    def case(as_list: bool, fewest: int) -> dict[str, Plain]:
        count = fewest + int(torch.randint(10, (), generator=g))
        images = torch.randperm(900, generator=g)[:count].view(-1, 1, 1, 1) + 1.0
        return {
            "images": images,
            "labels": torch.randint(10, (count,), generator=g),
            "n_valid": count // 4 + int(torch.randint(4, (), generator=g)),
            "seeds": torch.randperm(1000, generator=g)[:2].tolist(),
            "list": as_list,
        }

    return [case(False, 50), case(True, 23)]


def split_observed(split: object, inputs: Plain) -> Plain:
    """Split each data set twice with one seed and once with another."""
    found = []
    for case in inputs:
        first, other = case["seeds"]
        found += [_parts(split, case, seed) for seed in (first, first, other)]
    return found


def _parts(split: Callable[..., Any], case: Plain, seed: int) -> Plain:
    before = _random_states()
    result, failure = attempt(split, _dataset(case), case["n_valid"], seed)
    untouched = _random_states() == before
    if failure is not None:
        return failure
    seen = {"value": plain(result), "untouched": untouched}
    if isinstance(result, Sequence) and len(result) == 2:
        seen["parts"] = [_samples(part) for part in result]
    return seen


def _dataset(case: Plain) -> Dataset | list:
    dataset = TensorDataset(case["images"].clone(), case["labels"].clone())
    if not case["list"]:
        return dataset
    return [(image, int(label)) for image, label in dataset]


def _samples(part: Any) -> Plain:
    """Return a part's length and its samples, or data about the error."""
    found, failure = attempt(
        lambda: plain([part[i] for i in range(min(len(part), MAX_SAMPLES))])
    )
    return failure or {"samples": found}


def _random_states() -> tuple[object, ...]:
    _, keys, *rest = np.random.get_state()
    torchs = torch.get_rng_state().numpy().tobytes()
    return torchs, keys.tobytes(), tuple(rest), random.getstate()


def evaluate_inputs(seed: int) -> Plain:
    """Make networks of four kinds, each with labelled images.

    In each batch another share of the labels is what the network sees, and the short
    last batch is read worst of all.
    """
    g = generator(seed)
    plain_one = network(g, 12, "smooth") | {"training": False, "grad": True}
    short = network(g, 9, "smooth") | {"training": True, "grad": False}
    dropout = network(g, 10, "nll", dropout=0.5) | {"training": True, "grad": True}
    norm = network(g, 11, "nll", dropout=0.5, norm=True)
    norm |= {"training": True, "grad": True, "frozen": "drop"}
    return [
        plain_one | _labelled(g, plain_one, 32, 32, 32),
        short | _labelled(g, short, 64, 64, 20),
        dropout | _labelled(g, dropout, 32, 32),
        norm | _labelled(g, norm, 32, 32),
    ]


def _labelled(g: torch.Generator, case: Plain, *sizes: int) -> dict[str, Plain]:
    """Make batches of images; in each a number of labels is not the network's guess."""
    images = 2 * torch.rand(sum(sizes), 1, 28, 28, generator=g) - 1
    with torch.no_grad():
        labels = built(case).eval()(images).argmax(dim=1)
    start = 0
    for size, share in zip(sizes, _shares(g, len(sizes)), strict=True):
        chosen = start + torch.randperm(size, generator=g)[: round(share * size)]
        labels[chosen] += torch.randint(1, 10, chosen.shape, generator=g)
        start += size
    return {"images": images, "labels": labels % 10, "batch_size": sizes[0]}


def _shares(g: torch.Generator, count: int) -> list[float]:
    """Return shares of wrong labels, far apart from each other, the last 0.8."""
    order = torch.randperm(count - 1, generator=g)
    noise = torch.rand(count - 1, generator=g)
    return [*(0.1 + 0.2 * (order + 0.6 * noise)).tolist(), 0.8]


def evaluate_observed(evaluate: object, inputs: Plain) -> Plain:
    """Let the learner's function measure every network, and see what it leaves."""
    return [_evaluated(evaluate, case) for case in inputs]


def _evaluated(evaluate: object, case: Plain) -> Plain:
    model = built(case).train(case["training"])
    if "frozen" in case:
        model.get_submodule(case["frozen"]).eval()
    modes = [part.training for part in model.modules()]
    seen = _watched(model)
    with torch.set_grad_enabled(case["grad"]):
        outcome = called(evaluate, model, loader_of(case), criterion_of(case))
        grad = torch.is_grad_enabled()
    return outcome | {
        "seen": seen,
        "same_modes": [part.training for part in model.modules()] == modes,
        "same_grad_mode": grad == case["grad"],
        "gradients": any(p.grad is not None for p in model.parameters()),
        "trainable": all(p.requires_grad for p in model.parameters()),
    }


def _watched(model: nn.Module) -> dict[str, bool]:
    """Return a dict that notes, while the model or a copy of it runs, how it does."""
    seen = {"ran": False, "training": False, "recorded": False}

    def note(part: nn.Module, _: object) -> None:
        seen["ran"] = True
        differs = isinstance(part, nn.Dropout | nn.BatchNorm1d)
        seen["training"] |= differs and part.training
        seen["recorded"] |= torch.is_grad_enabled()

    for part in model.modules():
        part.register_forward_pre_hook(note)
    return seen
