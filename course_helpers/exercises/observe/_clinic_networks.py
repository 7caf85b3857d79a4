"""Lesson 10: inputs and observations of the clinics on networks and on data."""

from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional as F

from course_helpers.check.plain import Plain, attempt, call, plain
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe.models import (
    load_by_shape,
    made,
    network_observed,
    parameters,
    restored,
    unusable_network,
)

HIDDEN, CLASSES = 64, 10


def written(cause: object, evidence: object, repair: Plain) -> Plain:
    """Put what the learner wrote of the case beside what came of the repair."""
    return {"cause": plain(cause), "evidence": plain(evidence), "repair": repair}


def _digits(g: torch.Generator, count: int) -> dict[str, Plain]:
    """Make images in [-1, 1] of ten patterns on a dark ground, each with some noise."""
    # On values without any pattern hardly a network learns, however it begins.
    patterns = (torch.rand(CLASSES, 1, 7, 7, generator=g) < 0.3).float()
    patterns = patterns.repeat_interleave(4, 2).repeat_interleave(4, 3)
    labels = torch.randint(CLASSES, (count,), generator=g)
    ink = 0.5 + 0.5 * torch.rand(count, 1, 28, 28, generator=g)
    dots = (torch.rand(count, 1, 28, 28, generator=g) < 0.05).float()
    images = 2 * torch.maximum(patterns[labels] * ink, dots) - 1
    return {"images": images, "labels": labels}


def _start(g: torch.Generator) -> int:
    # Networks draw their weights from torch's own source of random numbers: without
    # a seed the same answer would begin elsewhere at every check.
    return int(torch.randint(2**31, (), generator=g))


def clinic_c_inputs(seed: int) -> Plain:
    """Make weights for every layer of the network, and a batch."""
    g = generator(seed)

    def randn(*shape: int) -> torch.Tensor:
        return torch.randn(shape, generator=g)

    square = randn(HIDDEN, HIDDEN)
    bias = 0.3 * randn(HIDDEN)
    # Weights find their parameters by shape. A weight of the learner's own may be
    # (in, out): where both are 64, only a symmetric one is right either way.
    layers = [
        [1.2 * randn(HIDDEN, 784) / 28, bias],
        [1.2 * (square + square.T) / (2 * HIDDEN) ** 0.5, bias],
        [1.2 * randn(CLASSES, HIDDEN) / HIDDEN**0.5, 0.3 * randn(CLASSES)],
    ]
    return {"layers": layers, "start": _start(g), **_digits(g, 40)}


def clinic_c_observed(
    cause: object, evidence: object, repair: object, inputs: Plain
) -> Plain:
    """Make the learner's network, look what it registers, run it on given weights."""
    torch.manual_seed(inputs["start"])
    return written(cause, evidence, _of_model(repair, inputs, _registered))


def _of_model(
    repair: object, inputs: Plain, look: Callable[[object, Plain], Plain]
) -> Plain:
    model, failure = made(repair)
    # What a network raises, wherever it does, says nothing of cause and evidence.
    seen, raised = (None, failure) if failure else attempt(look, model, inputs)
    return raised or seen


def _registered(model: object, inputs: Plain) -> Plain:
    if unusable := unusable_network(model):
        return unusable
    images, labels = inputs["images"], inputs["labels"]
    # Counted first: a layer that only the first call makes, no optimizer holds.
    before = len(list(model.parameters()))
    with restored(model):
        own = _gradients(model, images, labels)
    moving = [bool(norm is not None and norm > 0) for norm in own]

    def more(model: nn.Module) -> dict[str, Plain]:
        return {"gradients": _gradients(model, images, labels)}

    seen = network_observed(
        model, [images] * 2, lambda m: load_by_shape(m, inputs["layers"]), more
    )
    stored, failure = attempt(lambda: [list(t.shape) for t in _stored(model)])
    return {**seen, "before": before, "moving": moving, "stored": failure or stored}


def _stored(model: nn.Module) -> list[torch.Tensor]:
    """Return the parameters in a state_dict: no buffers, no parts of other kinds."""
    buffers = dict(model.named_buffers())
    return [value for name, value in model.state_dict().items() if name not in buffers]


def _gradients(
    model: nn.Module, images: torch.Tensor, labels: torch.Tensor
) -> list[float | None]:
    """Return the norm of each parameter's gradient; None where there is none."""
    for parameter in parameters(model):
        parameter.grad = None
    # What the pass itself raises is seen at its outputs.
    attempt(lambda: F.cross_entropy(model(images.clone()), labels).backward())
    norms = [
        None if p.grad is None else float(p.grad.norm()) for p in parameters(model)
    ]
    for parameter in parameters(model):
        parameter.grad = None
    return norms


def clinic_d_inputs(seed: int) -> Plain:
    """Make batches of images to begin a training with."""
    g = generator(seed)
    return {"start": _start(g), **_digits(g, 128)}


def clinic_d_observed(
    cause: object, evidence: object, repair: object, inputs: Plain
) -> Plain:
    """Make the learner's network; say with which weights it starts, what it gives."""
    torch.manual_seed(inputs["start"])
    return written(cause, evidence, _of_model(repair, inputs, _begun))


def _begun(model: object, inputs: Plain) -> Plain:
    if unusable := unusable_network(model):
        return unusable
    images, labels = inputs["images"], inputs["labels"]
    with restored(model):
        # In the mode in which it comes: so its training would begin.
        outputs = [call(model, images) for _ in range(2)]
        parts = [part for part in model.modules() if not list(part.children())]
        linear = [part for part in parts if isinstance(part, nn.Linear)]
        return {
            "outputs": outputs,
            "layers": [plain([part.weight, part.bias]) for part in linear],
            "gradients": _gradients(model, images, labels),
            "sequential": isinstance(model, nn.Sequential),
            "parts": plain([type(part).__name__ for part in parts]),
        }


def _numbered(g: torch.Generator, count: int) -> dict[str, Plain]:
    """Make images of which no two are alike, with labels of ten classes."""
    images = torch.rand(count, 1, 28, 28, generator=g)
    return {"images": images, "labels": torch.randint(10, (count,), generator=g)}


def clinic_f_inputs(seed: int) -> Plain:
    """Make a data set, the same the other way round, and one of another size."""
    g = generator(seed)
    count = 50 + int(torch.randint(10, (), generator=g))
    data = _numbered(g, count)
    # Whoever sorts by what is in the images gives the same order for both.
    turned = {key: value.flip(0) for key, value in data.items()}
    cases = [data, turned, _numbered(g, count + 23)]
    return {"start": _start(g), "cases": cases}


def clinic_f_observed(
    cause: object, evidence: object, repair: object, inputs: Plain
) -> Plain:
    """Let the learner's function shuffle every data set."""
    torch.manual_seed(inputs["start"])
    outcomes = [_called(repair, case) for case in inputs["cases"]]
    return written(cause, evidence, outcomes)


def clinic_h_inputs(seed: int) -> Plain:
    """Make two data sets, each with a number of images for validation."""
    g = generator(seed)
    cases = []
    for fewest in (40, 63):
        count = fewest + int(torch.randint(10, (), generator=g))
        # About a quarter: neither the lesson's 200 nor a share such as 0.2 fits.
        valid = count // 4 + int(torch.randint(3, (), generator=g))
        cases.append({**_numbered(g, count), "count": valid})
    return {"start": _start(g), "cases": cases}


def clinic_h_observed(
    cause: object, evidence: object, repair: object, inputs: Plain
) -> Plain:
    """Let the learner's function divide every data set."""
    torch.manual_seed(inputs["start"])
    outcomes = [_called(repair, case, case["count"]) for case in inputs["cases"]]
    return written(cause, evidence, outcomes)


def _called(repair: Callable[..., object], case: Plain, *more: object) -> Plain:
    return call(repair, case["images"], case["labels"], *more)
