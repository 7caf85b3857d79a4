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
"""Samples of a part that are looked at; no data set here has as many."""


def split_inputs(seed: int) -> Plain:
    """Make two data sets of numbered images, and two seeds for each."""
    g = generator(seed)

    def case(as_list: bool, fewest: int) -> dict[str, Plain]:
        count = fewest + int(torch.randint(10, (), generator=g))
        # Each image is one number, which says whose sample it is.
        images = torch.randperm(900, generator=g)[:count].view(-1, 1, 1, 1) + 1.0
        return {
            "images": images,
            "labels": torch.randint(10, (count,), generator=g),
            # About a quarter: neither the lesson's sizes nor shares such as 0.1 fit.
            "n_valid": count // 4 + int(torch.randint(4, (), generator=g)),
            "seeds": torch.randperm(1000, generator=g)[:2].tolist(),
            "list": as_list,
        }

    # A list has a len() and an index, but none of a torch data set's attributes.
    # Of fewer, two seeds may choose the same few.
    return [case(False, 60), case(True, 40)]


def split_observed(split: object, inputs: Plain) -> Plain:
    """Split each data set twice with one seed and once with another."""
    outcomes = []
    for case in inputs:
        first, other = case["seeds"]
        outcomes += [_parts(split, case, seed) for seed in (first, first, other)]
    return outcomes


def _parts(split: Callable[..., Any], case: Plain, seed: int) -> Plain:
    before = _random_states()
    result, failure = attempt(split, _dataset(case), case["n_valid"], seed)
    untouched = _random_states() == before
    if failure is not None:
        return failure
    outcome = {"value": plain(result), "untouched": untouched}
    if isinstance(result, Sequence) and len(result) == 2:
        outcome["parts"] = [_samples(part) for part in result]
    return outcome


def _dataset(case: Plain) -> Dataset | list:
    dataset = TensorDataset(case["images"].clone(), case["labels"].clone())
    if not case["list"]:
        return dataset
    return [(image, int(label)) for image, label in dataset]


def _samples(part: Any) -> Plain:
    """Return a part's length and its samples, or data about the error."""
    # By len() and index alone: the task asks no more of a part.
    samples, failure = attempt(
        lambda: plain([part[i] for i in range(min(len(part), MAX_SAMPLES))])
    )
    return failure or {"samples": samples}


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
    # One comes in eval mode and one without gradients, for answers that end with
    # train(), or with gradients on or off, whatever was there before.
    steady = network(g, 12, "smooth") | {"training": False, "grad": True}
    short = network(g, 9, "smooth") | {"training": True, "grad": False}
    dropout = network(g, 10, "nll", dropout=0.5) | {"training": True, "grad": True}
    # Dropout is in eval mode here: model.train(mode) does not bring back such modes.
    norm = network(g, 11, "nll", dropout=0.5, norm=True)
    norm |= {"training": True, "grad": True, "frozen": "drop"}
    return [
        steady | _labelled(g, steady, 32, 32, 32),
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
    # Were they alike, a single batch would have the accuracy of all of them.
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
    notes = _watched(model)
    # The block's end also undoes what an answer switched for good.
    with torch.set_grad_enabled(case["grad"]):
        outcome = called(evaluate, model, loader_of(case), criterion_of(case))
        grad = torch.is_grad_enabled()
    return outcome | {
        "seen": notes,
        "same_modes": [part.training for part in model.modules()] == modes,
        "same_grad_mode": grad == case["grad"],
        "gradients": any(p.grad is not None for p in model.parameters()),
        "trainable": all(p.requires_grad for p in model.parameters()),
    }


def _watched(model: nn.Module) -> dict[str, bool]:
    """Return a dict that notes, while the model or a copy of it runs, how it does."""
    notes = {"ran": False, "training": False, "recorded": False}

    def note(part: nn.Module, _: object) -> None:
        notes["ran"] = True
        # Only these two know modes: an answer that switches no others is right.
        differs = isinstance(part, nn.Dropout | nn.BatchNorm1d)
        notes["training"] |= differs and part.training
        notes["recorded"] |= torch.is_grad_enabled()

    # A deep copy of the model keeps the hooks, and they write into the same dict.
    for part in model.modules():
        part.register_forward_pre_hook(note)
    return notes
