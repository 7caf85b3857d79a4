"""Lesson 04: inputs and observations."""

import math
from itertools import pairwise

import torch
from torch import nn

from course_helpers.check.plain import Plain, attempt, plain
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe.models import (
    load_by_shape,
    made,
    network_observed,
)


def _layers(sizes: list[int], g: torch.Generator) -> list[list[torch.Tensor]]:
    """Make [weight, bias] for each layer; tensors of equal shape are equal."""
    # Weights find their parameters by shape alone, so one shape needs one value.
    values: dict[tuple[int, ...], torch.Tensor] = {}

    def value(scale: float, *shape: int) -> torch.Tensor:
        return values.setdefault(shape, torch.randn(shape, generator=g) * scale)

    # With smaller weights the sums shrink from layer to layer, until a mistake in one
    # of them no longer shows in the output; with biases of 0 a missing one would not.
    return [
        [value(math.sqrt(2 / n_in), n_out, n_in), value(0.5, n_out)]
        for n_in, n_out in pairwise(sizes)
    ]


def ReluNet_inputs(seed: int) -> Plain:
    """Make weights for the network, a batch twice, one image, and a few of them."""
    g = generator(seed)
    layers = _layers([784, 128, 64, 10], g)
    images = torch.rand(64, 784, generator=g) * 2 - 1
    end = int(torch.randint(3, 60, (), generator=g))
    return {"layers": layers, "batches": [images, images, images[:1], images[1:end]]}


def ReluNet_observed(ReluNet: object, inputs: Plain) -> Plain:
    """Make the learner's network, give it the weights, run it on every batch."""
    model, failure = made(ReluNet)
    return failure or _network(model, inputs["layers"], inputs["batches"])


def _network(
    model: object, layers: list[list[torch.Tensor]], batches: list[torch.Tensor]
) -> Plain:
    return network_observed(
        model,
        batches,
        load=lambda model: load_by_shape(model, layers),
        more=lambda model: {"sequential": isinstance(model, nn.Sequential)},
    )


def initialize_inputs(seed: int) -> Plain:
    """Make values for three models before they are initialized."""
    g = generator(seed)
    cases = {}
    for key, build in _MODELS.items():
        # Drawn, so that no weights made for other sizes fit.
        sizes = (torch.randperm(40, generator=g)[:5] + 85).tolist()
        model = build(*sizes)
        # No 0 among them, or a bias left alone would look like one that was set to 0.
        state = {
            name: torch.rand(p.shape, generator=g) / 5 + 0.02
            for name, p in model.named_parameters()
        }
        linear = [n for n, m in model.named_modules() if isinstance(m, nn.Linear)]
        cases[key] = {"sizes": sizes, "state": state, "linear": linear}
    return cases


def _flat(a: int, b: int, c: int, *_: int) -> nn.Module:
    # Every Linear has so many weights that their mean and deviation are known well.
    return nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c))


def _nested(a: int, b: int, c: int, d: int, e: int) -> nn.Module:
    # No Sequential, and three levels: neither model[0] nor children() reaches them all.
    nested = nn.Module()
    nested.hidden = nn.Linear(a, b)
    inner = nn.Sequential(nn.Linear(c, d), nn.ReLU(), nn.Linear(d, e))
    nested.block = nn.Sequential(nn.Linear(b, c), nn.ReLU(), inner)
    return nested


def _mixed(a: int, b: int, *_: int) -> nn.Module:
    # Other layers with weights and biases, some without any, a Linear without bias.
    return nn.Sequential(
        nn.Conv2d(1, 4, 5),
        nn.BatchNorm2d(4),
        nn.Flatten(),
        nn.Linear(100, a, bias=False),
        nn.LayerNorm(a),
        nn.Linear(a, b),
    )


_MODELS = {"flat": _flat, "nested": _nested, "mixed": _mixed}


def initialize_observed(initialize: object, inputs: Plain) -> Plain:
    """Call the learner's function on every model and read the parameters after it."""
    return {
        key: _initialized(
            initialize, build(*inputs[key]["sizes"]), inputs[key]["state"]
        )
        for key, build in _MODELS.items()
    }


def _initialized(
    initialize: object, model: nn.Module, state: dict[str, torch.Tensor]
) -> Plain:
    # Not strict: of the buffers of a BatchNorm the inputs have no values.
    model.load_state_dict(state, strict=False)
    before = dict(model.named_parameters())
    returned, failure = attempt(initialize, model)
    after = dict(model.named_parameters())
    return failure or {
        "returned": plain(returned),
        "state": plain(after),
        # Only here are they objects; the judge gets values.
        "same": all(after.get(name) is p for name, p in before.items()),
        "trainable": all(p.requires_grad and p.is_leaf for p in after.values()),
    }


def build_sequential_inputs(seed: int) -> Plain:
    """Make sizes for two, one, no and four hidden layers, weights and a batch."""
    g = generator(seed)
    cases = []
    for hidden in (2, 1, 0, 4):
        numbers = torch.randperm(30, generator=g)[: hidden + 2] + 3
        sizes = sorted(numbers.tolist(), reverse=True)
        # Three neighbours of one size, for answers that name layers by their size, or
        # that put one layer in two places.
        if hidden == 4:
            sizes[2:5] = [sizes[3]] * 3
        batch = torch.randn(6, sizes[0], generator=g)
        cases.append({"sizes": sizes, "layers": _layers(sizes, g), "batch": batch})
    return cases


def build_sequential_observed(build_sequential: object, inputs: Plain) -> Plain:
    """Build a network for every case, give it the weights and run it."""
    return [_built(build_sequential, case) for case in inputs]


def _built(build_sequential: object, case: dict[str, Plain]) -> Plain:
    n_in, *hidden, n_out = case["sizes"]
    model, failure = attempt(build_sequential, n_in, hidden, n_out)
    if failure:
        return failure
    network, failure = attempt(_network, model, case["layers"], [case["batch"]] * 2)
    # Handed in as it is, not copied: a remark is due where an answer changes it.
    return failure or {**network, "hidden": plain(hidden)}
