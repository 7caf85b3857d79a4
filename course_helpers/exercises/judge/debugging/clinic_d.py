"""Lesson 10: a network of which no hidden unit is on when its training begins."""

import torch
from torch.nn import functional as F

from course_helpers.check.compare import entry, tensor_of
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._clinic import criteria, nothing_written
from course_helpers.exercises.judge.debugging._networks import (
    is_number,
    logits,
    output_problem,
    reference_gradients,
    same_norms,
)
from course_helpers.exercises.judge.networks import listed, network_problem

_NAME = "clinic_d"
_SHAPES = [(64, 784), (64, 64), (10, 64)]
_LOW = -5.0
"""A bias that hardly a sum of 784 pixels outweighs at the start."""
_FEWEST = 8
"""Units that are on for some image; 60 of 64 are in a healthy network, 2 or fewer
where the biases of two layers start at -1."""
_STEPS, _LR, _MOST = 30, 0.1, 40.0
"""How long and with which learning rate the start of a training is tried; weights with
a deviation of 0.2 begin at a loss of 13, those of 0.5 beyond 100."""

Layer = tuple[torch.Tensor, torch.Tensor | None]


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge with which units, gradients and losses a training would begin."""
    seen = entry(observed, "repair")
    layers = _layers(seen)
    if nothing_written(observed) and _as_given(inputs, seen, layers):
        return []
    broken = network_problem(_NAME, seen)
    begins = broken or _start_problem(inputs, seen, layers)
    # The given network is the one asked for but for its start: no points for that.
    repair = [
        Criterion("units that are on, and can learn", 0.3, begins),
        Criterion(
            "the layers that were asked for",
            0.2,
            begins or _form_problem(inputs, seen, layers),
        ),
    ]
    return criteria("d", observed, "dead units", repair)


def _layers(seen: Plain) -> list[Layer]:
    """Return weight and bias of the linear layers; nothing if one is not as asked."""
    layers = list(filter(None, map(_layer, listed(seen, "layers"))))
    fits = len(layers) == len(listed(seen, "layers"))
    return layers if fits and [tuple(w.shape) for w, _ in layers] == _SHAPES else []


def _layer(pair: Plain) -> Layer | None:
    if not isinstance(pair, list) or len(pair) != 2:
        return None
    weight, bias = (tensor_of({"value": value}) for value in pair)
    # A layer made with bias=False has None; anything else that is no tensor is wrong.
    if weight is None or weight.dim() != 2 or (bias is None and pair[1] is not None):
        return None
    if bias is None:
        return weight.float(), None
    return (weight.float(), bias.float()) if bias.shape == weight.shape[:1] else None


def _as_given(inputs: Plain, seen: Plain, layers: list[Layer]) -> bool:
    started = bool(layers) and all(
        bias is not None and bool((bias == -10).all()) and 0.04 < weight.std() < 0.06
        for weight, bias in layers
    )
    # Another activation between the same layers is something that was written.
    return started and not _form_problem(inputs, seen, layers)


def _start_problem(inputs: Plain, seen: Plain, layers: list[Layer]) -> str:
    if not layers:
        return (
            f"{_NAME}: expected linear layers of 784-64, 64-64 and 64-10; got "
            f"{_shapes(seen)}. Only how they start is to be mended."
        )
    if _as_given(inputs, seen, layers):
        return (
            f"{_NAME}: your network still behaves as the given one: every hidden unit "
            "is 0 for every image. What is added to the sum of a unit, and how large "
            "is it?"
        )
    numbers = [value for layer in layers for value in layer if value is not None]
    if not all(value.isfinite().all() for value in numbers):
        return f"{_NAME}: some weights or biases start as NaN or infinite."
    return (
        _hiding_problem(inputs, seen, layers)
        or _units_problem(inputs["images"], layers)
        or _gradient_problem(inputs, seen, layers)
        or _training_problem(inputs, layers)
    )


def _shapes(seen: Plain) -> str:
    pairs = [pair for pair in listed(seen, "layers") if isinstance(pair, list) and pair]
    weights = [tensor_of({"value": pair[0]}) for pair in pairs[:6]]
    shapes = ["-".join(map(str, reversed(w.shape))) for w in weights if w is not None]
    return ", ".join(shapes) or "no nn.Linear"


def _hiding_problem(inputs: Plain, seen: Plain, layers: list[Layer]) -> str:
    """Say so if units are on although their biases are as before."""
    for number, (_, bias) in enumerate(layers[:-1], start=1):
        if bias is not None and bool((bias < _LOW).all()):
            parts = _other_parts(seen)
            instead = f" {parts} only hides it." if parts else ""
            other = output_problem(_NAME, _filled(layers), inputs["images"], seen)
            if not parts and other:
                instead = " Another activation only hides it."
            return (
                f"{_NAME}: the biases of hidden layer {number} still start near "
                f"{float(bias.mean()):.3g}.{instead} What do they do to a sum of small "
                "numbers?"
            )
    return ""


def _units_problem(images: torch.Tensor, layers: list[Layer]) -> str:
    x = images.flatten(1)
    for number, (weight, bias) in enumerate(layers[:-1], start=1):
        x = torch.relu(F.linear(x, weight, bias))
        on = int((x > 0).any(dim=0).sum())
        if on < _FEWEST:
            few = f"all but {on} of the 64" if on else "all 64"
            return (
                f"{_NAME}: {few} units of hidden layer {number} are 0 for every "
                "image. How do its weights and biases start?"
            )
        if len(weight.unique(dim=0)) == 1:
            return (
                f"{_NAME}: all units of hidden layer {number} have the same weights, "
                "so they stay copies of each other. What makes units differ at the "
                "start?"
            )
    return ""


def _gradient_problem(inputs: Plain, seen: Plain, layers: list[Layer]) -> str:
    norms = listed(seen, "gradients")
    if not norms or None in norms or not all(map(is_number, norms)):
        return (
            f"{_NAME}: some parameters get no gradient, so no training moves them. "
            "Does your code forbid it, or cut the graph?"
        )
    if output_problem(_NAME, _filled(layers), inputs["images"], seen):
        # Another network than its linear layers say: that costs points elsewhere.
        return "" if min(norms) > 0 else _no_gradient()
    wanted = reference_gradients(layers, inputs["images"], inputs["labels"])
    if not wanted[0][0]:
        return _no_gradient()
    if not same_norms(norms, [norm for pair in wanted for norm in pair]):
        return (
            f"{_NAME}: the logits are those of your layers, but not the gradients. "
            "What else is registered, or changes what backward sees?"
        )
    return ""


def _no_gradient() -> str:
    return (
        f"{_NAME}: units are on, but no gradient reaches the first layer. Is any layer "
        "0 in all of its weights?"
    )


def _training_problem(inputs: Plain, layers: list[Layer]) -> str:
    """Say so if the first steps of plain SGD blow the loss up."""
    leaves = [
        tuple(None if v is None else v.clone().requires_grad_() for v in layer)
        for layer in layers
    ]
    optimizer = torch.optim.SGD(
        [v for pair in leaves for v in pair if v is not None], _LR
    )
    batches = list(
        zip(inputs["images"].split(64), inputs["labels"].split(64), strict=True)
    )
    losses = []
    for step in range(_STEPS):
        images, labels = batches[step % len(batches)]
        optimizer.zero_grad()
        loss = F.cross_entropy(logits(leaves, images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    # Not >, for NaN is wrong too.
    if all(loss < _MOST for loss in losses):
        return ""
    return (
        f"{_NAME}: units are on, but the loss begins at {losses[0]:.3g} and does not "
        "stay small; ln 10 is 2.3. How large are the numbers that your network starts "
        "with?"
    )


def _form_problem(inputs: Plain, seen: Plain, layers: list[Layer]) -> str:
    if parts := _other_parts(seen):
        return (
            f"{_NAME}: expected nothing but linear layers with ReLU between them; got "
            f"{parts}. Only how the layers start is to be mended."
        )
    if problem := output_problem(_NAME, _filled(layers), inputs["images"], seen):
        return problem
    if seen.get("sequential") is True:
        return ""
    return f"{_NAME}: expected an nn.Sequential; got a Module of another kind."


def _filled(layers: list[Layer]) -> list[list[torch.Tensor]]:
    """Return the layers, with a bias of 0 where one has none."""
    return [
        [weight, torch.zeros(len(weight)) if bias is None else bias]
        for weight, bias in layers
    ]


def _other_parts(seen: Plain) -> str:
    """Name the layers that the given network does not have; empty if none."""
    parts = [part for part in listed(seen, "parts") if isinstance(part, str)]
    return ", ".join(part for part in dict.fromkeys(parts) if part in _OTHERS)


# They change what units start with, or let gradients pass where ReLU lets none. Only
# what torch has: of a class of the learner's own its output tells enough.
_OTHERS = {
    *("BatchNorm1d", "LayerNorm", "RMSNorm", "GroupNorm", "InstanceNorm1d", "Dropout"),
    *("LeakyReLU", "PReLU", "ELU", "SELU", "CELU", "GELU", "SiLU", "Sigmoid", "Tanh"),
    *("Softplus", "Softmax", "LogSoftmax", "Mish", "Hardswish", "AlphaDropout"),
}
