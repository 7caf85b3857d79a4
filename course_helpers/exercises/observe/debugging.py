"""Lesson 10: inputs and observations of the tests that a network goes through."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from course_helpers.check.plain import Plain, attempt, call, name_of, plain
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe._clinic_networks import (  # noqa: F401
    clinic_c_inputs,
    clinic_c_observed,
    clinic_d_inputs,
    clinic_d_observed,
    clinic_f_inputs,
    clinic_f_observed,
    clinic_h_inputs,
    clinic_h_observed,
)
from course_helpers.exercises.observe._clinic_trainings import (  # noqa: F401
    clinic_a_inputs,
    clinic_a_observed,
    clinic_b_inputs,
    clinic_b_observed,
    clinic_e_inputs,
    clinic_e_observed,
    clinic_g_inputs,
    clinic_g_observed,
)
from course_helpers.exercises.observe.networks import called

PIXELS = 784


def first_loss_inputs(seed: int) -> Plain:
    """Make three networks: one in eval mode, one with dropout, one with batch norm.

    No batch holds labels of the last two classes: they do not tell how many there are.
    """
    g = generator(seed)
    # Neither lengths nor widths of one case fit another: nothing may be hard-coded.
    fewer = (torch.randperm(4, generator=g)[:2] + 4).tolist()
    return [
        _measurable(g, 10, 24, resting=("", "flat", "first", "squash", "last")),
        _measurable(g, fewer[0], 31, dropout=0.5),
        # One part rests in a network that trains, and some gradients are there.
        _measurable(
            g, fewer[1], 18, 0.5, True, resting=("drop",), graded=("first", "norm")
        ),
    ]


def _measurable(
    g: torch.Generator,
    classes: int,
    count: int,
    dropout: float = 0.0,
    norm: bool = False,
    resting: tuple[str, ...] = (),
    graded: tuple[str, ...] = (),
) -> dict[str, Plain]:
    """Make a network's tensors and modes, and images with labels.

    Args:
        g: source of the random numbers.
        classes: how many.
        count: of the images.
        dropout: its probability behind the hidden layer; 0 for no such layer.
        norm: whether batch norm comes before the activation.
        resting: the modules that are in eval mode.
        graded: the modules whose parameters have a gradient.
    """
    case = _tensors(g, classes, norm) | {"dropout": dropout}
    model = _network(case)
    for name, part in model.named_modules():
        part.training = name not in resting
        for parameter in part.parameters(recurse=False) if name in graded else ():
            parameter.grad = torch.randn(parameter.shape, generator=g)
    return case | {
        "images": 2 * torch.rand(count, 1, 28, 28, generator=g) - 1,
        "labels": torch.randint(classes - 2, (count,), generator=g),
        "before": _left(model),
    }


def _tensors(g: torch.Generator, classes: int, norm: bool = False) -> dict[str, Plain]:
    """Make the tensors of a network with one hidden layer, by name."""
    hidden = 11 + int(torch.randint(4, (), generator=g))

    def randn(*shape: int) -> torch.Tensor:
        return torch.randn(shape, generator=g)

    state = {
        "first.weight": 1.5 * randn(hidden, PIXELS) / PIXELS**0.5,
        "first.bias": 0.2 * randn(hidden),
        "last.weight": 0.7 * randn(classes, hidden),
        "last.bias": 0.2 * randn(classes),
    }
    if norm:
        state |= {
            "norm.weight": 1 + 0.2 * randn(hidden),
            "norm.bias": 0.2 * randn(hidden),
            # Unlike any batch's own: in the two modes the outputs differ.
            "norm.running_mean": 0.7 * randn(hidden),
            "norm.running_var": 0.5 + torch.rand(hidden, generator=g),
            "norm.num_batches_tracked": torch.randint(9, (), generator=g),
        }
    return {"state": state}


def _network(case: Plain) -> nn.Module:
    """Build a case's model; it takes images as they are, and flat ones too."""
    state = case["state"]
    hidden, classes = len(state["first.bias"]), len(state["last.bias"])
    layers: dict[str, nn.Module] = {"flat": nn.Flatten()}
    layers["first"] = nn.Linear(PIXELS, hidden)
    if "norm.weight" in state:
        layers["norm"] = nn.BatchNorm1d(hidden)
    layers["squash"] = nn.Tanh()
    if case.get("dropout"):
        layers["drop"] = nn.Dropout(case["dropout"])
    layers["last"] = nn.Linear(hidden, classes)
    model = nn.Sequential(OrderedDict(layers))
    model.load_state_dict(state)
    return model


def _left(model: nn.Module) -> Plain:
    """Return all that a measurement has to leave alone in a model, by name."""
    parameters = dict(model.named_parameters())
    return plain(
        {
            "modes": {name: part.training for name, part in model.named_modules()},
            "state": model.state_dict(),
            "gradients": {name: p.grad for name, p in parameters.items()},
            "trained": {name: p.requires_grad for name, p in parameters.items()},
        }
    )


def first_loss_observed(first_loss: object, inputs: Plain) -> Plain:
    """Let the learner's function measure every network, and see what it leaves."""
    return [_measured(first_loss, case) for case in inputs]


def _measured(first_loss: Callable[..., Any], case: Plain) -> Plain:
    model, notes = _network(case), {"ran": False}
    before = case["before"]

    def note(*_: object) -> None:
        notes["ran"] = True

    # Each part's own hook: an answer may walk through the layers, also of a copy.
    for name, part in model.named_modules():
        part.training = before["modes"][name]
        part.register_forward_pre_hook(note)
    _give_gradients(model, before)
    # The block's end also undoes what an answer switched off for good.
    with torch.enable_grad():
        images, labels = case["images"].clone(), case["labels"].clone()
        outcome = called(first_loss, model, images, labels)
        grad = torch.is_grad_enabled()
    return outcome | notes | {"after": _left(model), "grad_mode": grad}


def _give_gradients(model: nn.Module, before: Plain) -> None:
    for name, parameter in model.named_parameters():
        gradient = before["gradients"][name]
        parameter.grad = None if gradient is None else gradient.clone()
        parameter.requires_grad_(before["trained"][name])


def learns_one_batch_inputs(seed: int) -> Plain:
    """Make two batches, a learning rate and a number of steps for each, and models."""
    g = generator(seed)
    return [_batch(g, 20, 10, 6), _batch(g, 13, 7, 9)]


def _batch(g: torch.Generator, count: int, classes: int, steps: int) -> dict:
    return {
        # A second model, with other weights, shows who makes more than one.
        "models": [_tensors(g, classes) for _ in range(2)],
        "images": 2 * torch.rand(count, 1, 28, 28, generator=g) - 1,
        "labels": torch.randint(classes, (count,), generator=g),
        # Nobody can guess it; all steps are short enough for the loss to fall.
        "lr": 0.03 + 0.02 * float(torch.rand((), generator=g)),
        "steps": steps,
    }


def learns_one_batch_observed(learns_one_batch: object, inputs: Plain) -> Plain:
    """Let the learner's function train on every batch."""
    return [_learned(learns_one_batch, case) for case in inputs]


def _learned(learns_one_batch: Callable[..., Any], case: Plain) -> Plain:
    count = 0

    def make_model() -> nn.Module:
        nonlocal count
        count += 1
        return _network(case["models"][(count - 1) % 2])

    images, labels = case["images"].clone(), case["labels"].clone()
    numbers = case["lr"], case["steps"]
    outcome = called(learns_one_batch, make_model, images, labels, *numbers)
    return outcome | {"batch": plain([images, labels])}


def gradient_norms_inputs(seed: int) -> Plain:
    """Make models with gradients: a small one, a nested one, and one with gaps."""
    g = generator(seed)
    small = nn.Linear(2, 1)
    # 3, 4 and 5: the message shows these, to be worked out by hand.
    unit = int(torch.randint(1, 5, (), generator=g))
    _fill(g, small)
    small.weight.grad = unit * torch.tensor([[3.0, -4.0]])
    small.bias.grad = -torch.randint(6, 9, (1,), generator=g) / 2
    sizes = (torch.randperm(4, generator=g) + 2).tolist()
    return {
        "small": {"sizes": [2, 1], "before": _left(small)},
        **{kind: _graded(g, kind, sizes) for kind in ("nested", "gaps")},
    }


def _graded(g: torch.Generator, kind: str, sizes: list[int]) -> dict[str, Plain]:
    model = _MODELS[kind](*sizes)
    _fill(g, model)
    for name, parameter in model.named_parameters():
        # Of all sizes: a sum of squares, a maximum or a mean never looks like a norm.
        size = 0.05 * 40 ** float(torch.rand((), generator=g))
        gradient = size * (torch.randn(parameter.shape, generator=g).abs() + 0.5)
        signs = torch.randint(2, parameter.shape, generator=g) * 2 - 1
        parameter.grad = gradient * signs
        if kind == "gaps" and name in _ZERO:
            parameter.grad.zero_()
        if kind == "gaps" and name in _NONE:
            parameter.grad = None
    return {"sizes": sizes, "before": _left(model)}


def _fill(g: torch.Generator, model: nn.Module) -> None:
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=g))


def _nested(a: int, b: int, c: int, d: int) -> nn.Module:
    inner = nn.Sequential(nn.Linear(b, c, bias=False), nn.Tanh(), nn.Linear(c, d))
    model = nn.Module()
    # Tensors of one to four dimensions, a scale without any, and buffers.
    model.seen = nn.Sequential(nn.Conv2d(1, a, 3), nn.BatchNorm2d(a))
    model.block = nn.Sequential(nn.Linear(a, b), nn.Sequential(nn.ReLU(), inner))
    model.scale = nn.Parameter(torch.zeros(()))
    # One tensor under two names, of which named_parameters() gives the first.
    model.tied = nn.Linear(a, b)
    model.tied.weight = model.block[0].weight
    return model


def _gaps(a: int, b: int, c: int, d: int) -> nn.Module:
    model = nn.Sequential(
        *(nn.Linear(a, b), nn.Linear(b, c), nn.Linear(c, c), nn.Linear(c, d))
    )
    model[1].requires_grad_(False)
    return model


_MODELS = {"small": nn.Linear, "nested": _nested, "gaps": _gaps}
_ZERO = ("0.bias", "2.weight")
_NONE = ("1.weight", "1.bias", "3.bias")


def gradient_norms_observed(gradient_norms: object, inputs: Plain) -> Plain:
    """Call the learner's function with every model, and see what it leaves."""
    return {kind: _normed(gradient_norms, kind, inputs[kind]) for kind in inputs}


def _normed(gradient_norms: object, kind: str, case: Plain) -> Plain:
    # Built again, of the same sizes: inputs are plain data, and a model is none.
    model = _MODELS[kind](*case["sizes"])
    model.load_state_dict(case["before"]["state"])
    _give_gradients(model, case["before"])
    # Not `call`: it would copy nothing of a model, and hide what the call changes.
    result, failure = attempt(gradient_norms, model)
    outcome = failure or call(lambda: result)
    return outcome | {"after": _left(model)}


def dead_units_inputs(seed: int) -> Plain:
    """Make activations: a small table, a large one, one image, none and all dead."""
    g = generator(seed)
    small = torch.randint(1, 9, (3, 5), generator=g) / 2
    units = torch.randperm(5, generator=g)
    small[:, units[:2]] = 0
    # Each living unit is 0 for some image, one for the first and one for the last, and
    # one image turns all of them off: no single image tells which are dead.
    small[0, units[2]] = small[2, units[3]] = 0
    small[torch.randint(3, (), generator=g)] = 0
    return {
        "small": small,
        "large": _activations(g, 37, 70, 12),
        "one image": _activations(g, 1, 9, 4),
        "none": _activations(g, 20, 8, 0),
        "all": torch.zeros(6, 7),
    }


def _activations(g: torch.Generator, count: int, units: int, dead: int) -> Plain:
    """Make activations after ReLU, of which some units are 0 for all images."""
    order = torch.randperm(units, generator=g)
    if count == 1:
        values = torch.rand(1, units, generator=g) + 0.1
    else:
        values = torch.relu(torch.randn(count, units, generator=g))
        # On for a single image, and hardly: alive all the same.
        rare = order[dead : dead + 3]
        values[:, rare] = 0
        values[torch.randint(count, (), generator=g), rare] = 1e-5
    values[:, order[:dead]] = 0
    return values


def dead_units_observed(dead_units: object, inputs: Plain) -> Plain:
    """Call the learner's function with every table of activations."""
    return {kind: _units(dead_units, inputs[kind]) for kind in inputs}


def _units(dead_units: Callable[..., Any], activations: torch.Tensor) -> Plain:
    given = activations.clone()
    result, failure = attempt(dead_units, given)
    outcome = failure or call(lambda: result)
    # Plain data of NumPy's integers are Python's: the difference has to be noted.
    items = list(result[:1000]) if isinstance(result, list | tuple) else []
    kinds = [name_of(type(item)) for item in items]
    return outcome | {"kinds": kinds, "after": plain(given)}
