"""What the judge of LeNet says about a network that ran under given weights.

The output is compared with those of all combinations of right and mistaken parts, so
that convolutions, dense layers and output are judged each by itself.
"""

import itertools
import math
from collections.abc import Iterator

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    first,
    outcomes,
    same,
    tensor_of,
    value_problem,
)
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.convnets._lenet_mistakes import (
    OUTPUTS,
    Layers,
    logits_of,
    maps_of,
    rows_of,
)
from course_helpers.exercises.judge.convnets._lenet_runs import run_problem
from course_helpers.exercises.judge.networks import listed


def lenet_problems(
    layers: Layers, batch: torch.Tensor, observed: Plain
) -> tuple[str, str, str]:
    """Say what is wrong with the convolutions, the dense layers and the output.

    Args:
        layers: [weight, bias] of the two convolutions and the three dense layers.
        batch: the images, (N, 1, 32, 32), of the first two outputs observed.
        observed: what the network consists of and what it returned.
    """
    broken = run_problem(observed, len(batch))
    if broken:
        return broken, broken, broken
    result, again = outcomes(listed(observed, "outputs"), 2)
    got = tensor_of(result)
    layers = _present(layers, observed)
    # Right parts are tried before mistaken ones, so that none is blamed without need.
    for logits, convolutions, dense in _explanations(layers, batch.double()):
        for function, output in OUTPUTS:
            if same(got, function(logits)):
                texts = convolutions, dense, output and _output_message(output, got)
                # Right once is not right: forward has to give it again.
                random = _random_problem(got, again)
                return tuple(random or (text and f"LeNet: {text}") for text in texts)
    want = next(_explanations(layers, batch.double()))[0]
    # Causes before symptoms: a layer made in forward is missing, and random as well.
    problem = first(
        (
            _parameters_problem(layers, observed),
            _random_problem(got, again),
            value_problem("LeNet", result, want, hint=_hint(observed)),
        )
    )
    return problem, problem, problem


def _explanations(layers: Layers, images: torch.Tensor) -> Iterator[tuple]:
    """Yield (logits, message on the convolutions, message on the dense layers)."""
    for maps, convolutions in maps_of(layers[:2], images):
        # Two mistakes before the dense layers at once are not looked for: each pair
        # would be run through all ways of the dense layers.
        ways = rows_of(maps)
        for rows, flat in itertools.islice(ways, 1) if convolutions else ways:
            for logits, dense in logits_of(layers[2:], rows):
                yield logits, convolutions, first((flat, dense))


def _output_message(output: str, got: torch.Tensor) -> str:
    total = float(got[0].sum())
    return (
        f"expected plain logits; {output}, row 0 of your output sums to {total:.2f}. "
        "What comes after the last dense layer?"
    )


def _present(layers: Layers, observed: Plain) -> Layers:
    """Return the layers in float64, zeros in place of a bias that the network lacks.

    What is lacking is judged by itself.
    """
    sizes = [size for size, _ in _sizes(observed, "shapes")]
    return [
        [weight.double(), bias.double() * (bias.numel() in sizes)]
        for weight, bias in layers
    ]


def _sizes(observed: Plain, key: str) -> list[tuple[int, str]]:
    """Return how many values each parameter holds, and its shape as text."""
    shapes = [shape for shape in listed(observed, key) if isinstance(shape, list)]
    # Messages name these shapes: they stay short, whatever was observed.
    return [
        (math.prod(shape), str(tuple(shape)))
        for shape in shapes
        if len(shape) < 8 and all(isinstance(n, int) for n in shape)
    ]


def _parameters_problem(layers: Layers, observed: Plain) -> str:
    """Say which weight or bias is missing, or too many; empty if none."""
    shapes = _sizes(observed, "shapes")
    if not shapes:
        return (
            "LeNet: expected weights and biases in model.parameters(); got none. "
            "A layer counts if self has it, not hidden in a list or a local name."
        )
    sizes, texts = zip(*shapes, strict=True)
    for value in (value for layer in layers for value in layer):
        if value.numel() not in sizes:
            kind = "bias" if value.dim() == 1 else "weight"
            return (
                f"LeNet: expected a {kind} of shape {tuple(value.shape)}; got "
                f"{', '.join(texts[:10])}. Look at the arguments of your layers."
            )
    extra = surplus(layers, observed)
    wanted = f"LeNet: expected 5 layers; got more parameters: {extra}."
    return f"{wanted} Which layer is too many?" if extra else ""


def surplus(layers: Layers, observed: Plain) -> str:
    """Name the shapes of parameters beyond LeNet's ten; empty if none."""
    # By size, as they were filled: LeNet's ten tensors all have different ones.
    sizes = [value.numel() for layer in layers for value in layer]
    extra = []
    for size, text in _sizes(observed, "shapes"):
        if size in sizes:
            sizes.remove(size)
        else:
            extra.append(text)
    return ", ".join(extra[:6])


def gradients_problem(layers: Layers, observed: Plain) -> str:
    """Name a parameter that is lacking, or to which no gradient comes; empty if none.

    Args:
        layers: [weight, bias] of each layer.
        observed: what the network consists of, and what a backward pass reached.
    """
    reached = [size for size, _ in _sizes(observed, "reached")]
    for value in (value for layer in layers for value in layer):
        if value.numel() not in reached:
            return _parameters_problem(layers, observed) or (
                "LeNet: expected a gradient for every weight after backward; got none "
                f"for {tuple(value.shape)}. What in forward cuts the graph?"
            )
    return ""


def _random_problem(got: torch.Tensor | None, again: Outcome) -> str:
    if got is None or same(got, tensor_of(again)):
        return ""
    return call_problem("LeNet", again) or (
        "LeNet: expected the same output for the same images; got another at each "
        "call. Is anything random, or a layer made anew, in forward?"
    )


def _hint(observed: Plain) -> str:
    names = [n[:40] for n in listed(observed, "unused") if isinstance(n, str)]
    if names:
        return f"Made but never used in forward: {', '.join(names[:5])}."
    return "Compare forward with the drawing, layer by layer."
