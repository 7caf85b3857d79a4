"""Lesson 11: inputs and observations of fine_tune."""

import torch
from torch import nn

from course_helpers.check.plain import Plain, attempt, call, plain
from course_helpers.check.seeds import generator


def fine_tune_inputs(seed: int) -> Plain:
    """Make sizes, values and a batch for every model, and name its dense layers.

    Returns:
        For each kind of model "sizes", "classes", "state", "batch", and "linear": the
        names of its dense layers.
    """
    g = generator(seed)
    cases = {}
    for kind, build in _MODELS.items():
        sizes = (torch.randperm(9, generator=g)[:4] + 4).tolist()
        # Unlike any size, or a layer turned round would fit. But as many classes as
        # before are no reason to keep the old layer.
        new = 13 + int(torch.randint(5, (), generator=g))
        classes = sizes[3] if kind == "same" else new
        model = build(*sizes)
        cases[kind] = {
            "sizes": sizes,
            "classes": classes,
            "state": {
                name: torch.randn(p.shape, generator=g)
                for name, p in model.named_parameters()
            },
            "batch": torch.randn(3, 1, sizes[0], sizes[0], generator=g),
            "linear": list(_linear(model)),
        }
    return cases


def fine_tune_observed(fine_tune: object, inputs: Plain) -> Plain:
    """Let the learner's function change every model, and look at it afterwards."""
    return {
        kind: _tuned(fine_tune, build(*inputs[kind]["sizes"]), inputs[kind])
        for kind, build in _MODELS.items()
    }


def _tuned(fine_tune: object, model: nn.Module, case: Plain) -> Plain:
    # Not strict: of the buffers of a BatchNorm the inputs have no values.
    model.load_state_dict(case["state"], strict=False)
    # Its mode decides how a BatchNorm computes, not what is learned.
    returned, failure = attempt(fine_tune, model.eval(), case["classes"])
    if failure:
        return failure
    outcome = {"same": returned is model, "returned": plain(returned)}
    # A copy that is right costs what it costs, but no more.
    tuned = returned if isinstance(returned, nn.Module) else model
    looked, failure = attempt(_looked, tuned.to("cpu"), case["batch"])
    return outcome | (failure or looked)


def _looked(model: nn.Module, batch: torch.Tensor) -> Plain:
    """Say what a network consists of, which parts learn, and what size it returns."""
    # First of all: by then a lazy layer has its shape.
    shape = call(lambda: list(model(batch).shape))
    attempt(lambda: model(batch).square().sum().backward())
    dense, parameters = _linear(model), dict(model.named_parameters())
    last = [nn.Module(), *dense.values()][-1]
    head = dict(last.named_parameters())
    own = set(map(id, head.values()))
    return {
        "shape": shape,
        "linear": list(dense),
        "head": plain(head),
        "rest": plain({n: p for n, p in parameters.items() if id(p) not in own}),
        "free": [name for name, p in parameters.items() if p.requires_grad],
        "reached": [name for name, p in parameters.items() if p.grad is not None],
    }


def _linear(model: nn.Module) -> dict[str, nn.Linear]:
    return {n: m for n, m in model.named_modules() if isinstance(m, nn.Linear)}


class _Nested(nn.Module):
    """A body and a head, each of several layers."""

    def __init__(self, a: int, b: int, c: int, d: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2 * (a - 2) ** 2, b)
        )
        self.head = nn.Sequential(nn.ReLU(), nn.Sequential(nn.Linear(b, d)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.body(x))


class _Attributes(nn.Module):
    """Layers under names; what is registered last is not a dense layer."""

    def __init__(self, a: int, b: int, c: int, d: int) -> None:
        super().__init__()
        self.entry = nn.Linear(a * a, b)
        self.norm = nn.BatchNorm1d(b)
        self.result = nn.Linear(b, d)
        self.activation = nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.result(self.activation(self.norm(self.entry(x.flatten(1)))))


class _Listed(nn.Module):
    """Layers in a ModuleList; no attribute holds one of them."""

    def __init__(self, a: int, b: int, c: int, d: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            [nn.Linear(a * a, b), nn.Linear(b, c), nn.Linear(c, d)]
        )
        # In no layer: who freezes layer by layer misses it.
        self.scale = nn.Parameter(torch.ones(a * a))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x.flatten(1) * self.scale
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)


def _dense(a: int, b: int, c: int, d: int) -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(a * a, b), nn.ReLU(), nn.Linear(b, d))


def _convnet(a: int, b: int, c: int, d: int) -> nn.Module:
    return nn.Sequential(
        *(nn.Conv2d(1, c, 3), nn.BatchNorm2d(c), nn.ReLU(), nn.Flatten()),
        *(nn.Linear(c * (a - 2) ** 2, b), nn.ReLU(), nn.Linear(b, d)),
    )


def _log_softmax(a: int, b: int, c: int, d: int) -> nn.Module:
    return nn.Sequential(*_dense(a, b, c, d), nn.LogSoftmax(dim=1))


def _no_bias(a: int, b: int, c: int, d: int) -> nn.Module:
    model = _dense(a, b, c, d)
    model[3] = nn.Linear(b, d, bias=False)
    return model


def _frozen(a: int, b: int, c: int, d: int) -> nn.Module:
    # From a file or an earlier cell: what is new has to learn all the same.
    return _dense(a, b, c, d).requires_grad_(False)


_MODELS = {
    "dense": _dense,
    "convnet": _convnet,
    "same": _dense,
    "log_softmax": _log_softmax,
    "no_bias": _no_bias,
    "frozen": _frozen,
    "nested": _Nested,
    "attributes": _Attributes,
    "list": _Listed,
}
