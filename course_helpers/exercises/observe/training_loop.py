"""Lesson 06: inputs and observations."""

from collections.abc import Callable

import torch
from torch import nn

from course_helpers.check.plain import Plain, plain
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe.networks import called, in_order, loader_of

IMAGES_A_BATCH = 64


def sgd_step_inputs(seed: int) -> Plain:
    """Make tensors with gradients: one small, a list, an iterator, and a gap."""
    g = generator(seed)

    def case(lr: float, *shapes: tuple[int, ...]) -> dict[str, Plain]:
        tensors = [torch.randn(shape, generator=g) for shape in shapes]
        gradients = [torch.randn(shape, generator=g) for shape in shapes]
        # None is near 0: a step, or a gradient left over, shows in every number.
        steep = [gradient + 0.5 * torch.sign(gradient) for gradient in gradients]
        return {"tensors": tensors, "gradients": steep, "lr": lr}

    # Messages quote this case: two numbers, and both short.
    small = case(0.1, (2,))
    small["tensors"] = [torch.randint(1, 9, (2,), generator=g) / 4]
    small["gradients"] = [torch.randint(2, 9, (2,), generator=g) * 0.5]
    gap = case(0.2, (5,), (2, 3), (4,))
    gap["gradients"][1] = None
    cases = [small, case(0.03, (4, 3), (4,), ()), case(0.7, (3, 4), (3,)), gap]
    # An iterator, as model.parameters() is, has no index and ends after one walk.
    return [{**values, "iterator": i == 2} for i, values in enumerate(cases)]


def sgd_step_observed(sgd_step: object, inputs: Plain) -> Plain:
    """Let the learner's function update the tensors of every case."""
    return [_updated(sgd_step, case) for case in inputs]


def _updated(sgd_step: Callable[..., object], case: Plain) -> Plain:
    tensors = [tensor.clone().requires_grad_() for tensor in case["tensors"]]
    for tensor, gradient in zip(tensors, case["gradients"], strict=True):
        tensor.grad = None if gradient is None else gradient.clone()
    given = (tensor for tensor in tensors) if case["iterator"] else list(tensors)
    outcome = called(sgd_step, given, case["lr"])
    return outcome | {
        "tensors": plain(tensors),
        "gradients": plain([tensor.grad for tensor in tensors]),
        "leaves": [tensor.is_leaf and tensor.requires_grad for tensor in tensors],
    }


def training_pass_inputs(seed: int) -> Plain:
    """Make a model that takes images as they are, and one that takes them flat."""
    g = generator(seed)
    # Both data sets end with a short batch, for answers that count on 64 images. With
    # momentum an optimizer that is made anew for each batch leads elsewhere.
    flat = _case(g, IMAGES_A_BATCH + 12, log_probs=False, flat=True, momentum=0.9)
    return [_case(g, 2 * IMAGES_A_BATCH + 20, log_probs=True), flat | {"modes": True}]


def training_pass_observed(training_pass: object, inputs: Plain) -> Plain:
    """Hand the learner's function one batch after the other."""
    return [_passes(training_pass, case) for case in inputs]


def _passes(training_pass: object, case: Plain) -> Plain:
    model, criterion, optimizer = _built(case)
    outcomes = []
    for images, labels in loader_of(case):
        outcome = called(training_pass, model, images, labels, criterion, optimizer)
        outcomes.append(outcome | _state(model))
    return outcomes


def train_inputs(seed: int) -> Plain:
    """Make a data set of full batches only, and one with a short last batch."""
    g = generator(seed)
    # The lesson's own criterion, NLLLoss, does not fit these logits: it would be seen.
    full = _case(g, 3 * IMAGES_A_BATCH, log_probs=False)
    short = _case(g, 2 * IMAGES_A_BATCH + 20, log_probs=True, momentum=0.9)
    return [{**full, "epochs": 3, "modes": True}, {**short, "epochs": 2}]


def train_observed(train: object, inputs: Plain) -> Plain:
    """Let the learner's function train a model on every data set."""
    return [_trained(train, case) for case in inputs]


def _trained(train: object, case: Plain) -> Plain:
    model, criterion, optimizer = _built(case)
    loader, epochs = loader_of(case), case["epochs"]
    return called(train, model, loader, criterion, optimizer, epochs) | _state(model)


def _case(
    g: torch.Generator,
    count: int,
    log_probs: bool,
    flat: bool = False,
    momentum: float = 0.0,
) -> dict[str, Plain]:
    """Make the weights of a tiny network for 10 classes, and images to train it on."""
    shapes = [(4, 784), (4,), (10, 4), (10,)]
    # Pixels in [-1, 1] make inputs of tanh that spread by 0.8: there it bends.
    scales = [0.05, 0.1, 1.0, 0.5]
    return {
        "weights": [
            scale * torch.randn(shape, generator=g)
            for shape, scale in zip(shapes, scales, strict=True)
        ],
        "images": 2 * torch.rand(count, 1, 28, 28, generator=g) - 1,
        "labels": torch.randint(10, (count,), generator=g),
        "batch_size": IMAGES_A_BATCH,
        # Nobody can guess it, and the lesson's 0.003 is far away.
        "lr": 0.2 + 0.1 * float(torch.rand((), generator=g)),
        "momentum": momentum,
        "log_probs": log_probs,
        "flat": flat,
        # Whether a layer of the model knows two modes.
        "modes": False,
    }


def _built(case: Plain) -> tuple[nn.Module, nn.Module, torch.optim.Optimizer]:
    """Build a case's model, its criterion and its optimizer."""
    layers = [] if case["flat"] else [nn.Flatten()]
    layers += [nn.Linear(784, 4), nn.Tanh()]
    layers += [_Halving()] if case["modes"] else []
    layers += [nn.Linear(4, 10)]
    layers += [nn.LogSoftmax(dim=1)] if case["log_probs"] else []
    model = nn.Sequential(*layers)
    with torch.no_grad():
        for parameter, weight in zip(model.parameters(), case["weights"], strict=True):
            parameter.copy_(weight)
    kind = nn.NLLLoss if case["log_probs"] else nn.CrossEntropyLoss
    criterion = in_order(kind())
    optimizer = torch.optim.SGD(model.parameters(), case["lr"], case["momentum"])
    return model, criterion, optimizer


class _Halving(nn.Module):
    """Halves its inputs in eval mode: as dropout it knows modes, but nothing random."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x if self.training else x / 2


def _state(model: nn.Module) -> dict[str, Plain]:
    parameters = list(model.parameters())
    return {
        "weights": plain(parameters),
        "gradients": plain([parameter.grad for parameter in parameters]),
    }
