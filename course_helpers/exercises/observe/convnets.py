"""Lesson 08: inputs and observations."""

import math
import re

import torch
from torch import nn

from course_helpers.check.plain import Plain, attempt, call
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe._calls import library_calls
from course_helpers.exercises.observe.models import made, network_observed, parameters

_LENET = ((6, 1, 5, 5), (16, 6, 5, 5), (120, 400), (84, 120), (10, 84))

_READY = re.compile(r"conv\d|convol|conv_|correlate|(fft|oa)convol")
"""Convolutions of torch, NumPy and SciPy, by the names under which they are called."""


def convolve_inputs(seed: int) -> Plain:
    """Make (image, kernel): a small square, other shapes, other kernels."""
    g = generator(seed)
    image, kernel = _small_square(g)
    short, long = (torch.randperm(4, generator=g)[:2].sort().values + 5).tolist()
    side = int(torch.randint(6, 9, (), generator=g))
    sizes = [
        # Kernels of 3 alone: a fixed size costs the points for kernels only.
        *((short, long, 3), (long, short, 3), (3, long, 3)),
        # Squares alone, for the same reason; 1 and `side` are the ends.
        *((side, side, k) for k in (1, 2, 4, 5, side)),
    ]
    cases = [[image, kernel]]
    return cases + [
        [torch.randn(h, w, generator=g), torch.randn(k, k, generator=g)]
        for h, w, k in sizes
    ]


def _small_square(g: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    while True:
        # All differ.
        image = torch.randperm(16, generator=g).view(4, 4) / 2
        kernel = torch.randperm(9, generator=g).view(3, 3) - 4.0
        # Halves show where a result was cut to whole numbers.
        if (torch.conv2d(image[None, None], kernel[None, None]) % 1).any():
            return image, kernel


def convolve_observed(convolve: object, inputs: Plain) -> Plain:
    """Call the learner's function on every case, and watch what it calls."""
    # A call by itself: the results that are judged come from unwatched ones.
    with library_calls() as names:
        call(convolve, *inputs[0])
    return {
        "results": [call(convolve, *case) for case in inputs],
        "used": sorted(name for name in names if _READY.match(name)),
    }


def conv_output_size_inputs(seed: int) -> Plain:
    """Make lists of arguments, by what is in them; a last step fits or does not."""
    g = generator(seed)

    def number(low: int, high: int) -> int:
        return int(torch.randint(low, high + 1, (), generator=g))

    def arguments(stride: int, padding: int, rest: int) -> list[int]:
        # Two strides and more: in a shorter kernel, left out, nobody sees a mistake.
        kernel = 2 * max(padding, stride - 1) + number(2, 5)
        size = kernel + stride * number(5, 30) + rest - 2 * padding
        return [size, kernel, stride, padding]

    # Strides from 3 on: half a step left over may be rounded down, right by chance.
    kernel, stride, other = number(2, 9), number(3, 5), number(3, 5)
    return {
        "plain": [*(arguments(1, 0, 0)[:2] for _ in range(2)), [kernel, kernel]],
        # The last step fits, or all but fits: rounding shows only in the second.
        "stride": [arguments(stride, 0, rest)[:3] for rest in (0, stride - 1)],
        # From 2 on, and never as large as the stride: swapped, the two differ.
        "padding": [arguments(1, number(2, 4), 0) for _ in range(2)],
        # Padding added after the division is wrong only where there is a stride, too.
        "both": [arguments(other, number(1, 2), rest) for rest in (0, other - 1)],
    }


def conv_output_size_observed(conv_output_size: object, inputs: Plain) -> Plain:
    """Call the learner's function with every list of arguments."""
    return {
        kind: [call(conv_output_size, *arguments) for arguments in cases]
        for kind, cases in inputs.items()
    }


def LeNet_inputs(seed: int) -> Plain:
    """Make LeNet's weights and biases, a batch twice, one image, and a few of them."""
    g = generator(seed)
    layers = []
    for shape in _LENET:
        # For outputs of about 1: in much smaller ones mistakes are below the tolerance,
        # in much larger ones rounding is above it.
        scale = math.sqrt(2 / math.prod(shape[1:]))
        weight = torch.randn(shape, generator=g) * scale
        layers.append([weight, torch.randn(shape[0], generator=g) * 0.5])
    # Twice the same, for what is random; one image alone, for what squeezes; some of
    # the others, for answers written for these two sizes.
    images = torch.rand(6, 1, 32, 32, generator=g) * 2 - 1
    end = int(torch.randint(3, 6, (), generator=g))
    return {"layers": layers, "batches": [images, images, images[:1], images[1:end]]}


def LeNet_observed(LeNet: object, inputs: Plain) -> Plain:
    """Make the learner's network, give it the weights, run it on every batch."""
    model, failure = made(LeNet)
    batches = inputs["batches"]
    return failure or network_observed(
        model,
        batches,
        load=lambda model: _load(model, inputs["layers"]),
        more=lambda model: {"reached": _reached(model, batches[0])},
    )


def _load(model: nn.Module, layers: list[list[torch.Tensor]]) -> None:
    """Put the given values into the parameters of the same size, transposed or not.

    All sizes of LeNet's parameters differ, so a dense layer written as a convolution
    over the whole map gets its values too.
    """
    by_size = {value.numel(): value for layer in layers for value in layer}
    with torch.no_grad():
        for parameter in parameters(model):
            value = by_size.get(parameter.numel())
            if value is not None:
                turned = value.dim() == 2 and parameter.shape == value.T.shape
                value = value.T if turned else value
                parameter.copy_(value.reshape(parameter.shape))


def _reached(model: nn.Module, batch: torch.Tensor) -> Plain:
    """Return the shapes of the parameters to which a backward pass brings gradients."""
    model.zero_grad()
    # Without any graph this is an error, and then no parameter has a gradient.
    attempt(lambda: model(batch.clone()).sum().backward())
    return [list(p.shape) for p in parameters(model) if p.grad is not None]


def count_parameters_inputs(seed: int) -> Plain:
    """Make sizes for every model, and a list of the tensors that the model holds."""
    g = generator(seed)
    cases = {}
    for kind in _MODELS:
        sizes = (torch.randperm(20, generator=g)[:5] + 7).tolist()
        cases[kind] = {"sizes": sizes, "tensors": _tensors(_MODELS[kind](*sizes))}
    return cases


def count_parameters_observed(count_parameters: object, inputs: Plain) -> Plain:
    """Call the learner's function with every model."""
    # Built again, of the same sizes: inputs are plain data, and a model is none.
    return {
        kind: call(count_parameters, _MODELS[kind](*case["sizes"]))
        for kind, case in inputs.items()
    }


def _tensors(model: nn.Module) -> list[dict[str, Plain]]:
    """List every tensor under every name that it has in the model."""
    # By itself torch names a shared tensor once; a count by layers meets it twice.
    firsts = {name for name, _ in model.named_parameters()}
    parameters = [
        (name, p, "trained" if p.requires_grad else "frozen")
        for name, p in model.named_parameters(remove_duplicate=False)
    ]
    buffers = [(name, b, "buffer") for name, b in model.named_buffers()]
    return [
        {
            "shape": list(tensor.shape),
            "kind": kind,
            "again": kind != "buffer" and name not in firsts,
        }
        for name, tensor, kind in parameters + buffers
    ]


def _convnet(a: int, b: int, c: int, d: int, e: int) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(a, b, 3), nn.ReLU(), nn.Flatten(), nn.Linear(c, d), nn.Linear(d, e)
    )


def _nested(a: int, b: int, c: int, d: int, e: int) -> nn.Module:
    inner = nn.Sequential(nn.Linear(b, c, bias=False), nn.Tanh(), nn.Linear(c, d))
    model = nn.Module()
    model.block = nn.Sequential(nn.Linear(a, b), nn.Sequential(nn.ReLU(), inner))
    # In no layer: who counts layer by layer misses it.
    model.scale = nn.Parameter(torch.zeros(d, e))
    return model


def _frozen(a: int, b: int, c: int, d: int, e: int) -> nn.Module:
    model = nn.Sequential(nn.Linear(a, b), nn.Linear(b, c), nn.Linear(c, d))
    model[0].requires_grad_(False)
    # Half a layer: tensors are frozen, not layers.
    model[1].bias.requires_grad_(False)
    return model


def _shared(a: int, b: int, c: int, d: int, e: int) -> nn.Module:
    model = nn.Sequential(nn.Linear(a, a), nn.Linear(a, a), nn.Linear(a, b))
    model[1].weight = model[0].weight
    return model


def _normed(a: int, b: int, c: int, d: int, e: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(a, b, 2), nn.BatchNorm2d(b), nn.Conv2d(b, c, 1))


_MODELS = {
    "convnet": _convnet,
    "nested": _nested,
    "frozen": _frozen,
    "shared": _shared,
    "buffers": _normed,
}
