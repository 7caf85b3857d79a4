"""Tiny networks, criteria and loaders, built from plain inputs for several lessons."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from course_helpers.check.plain import Plain, attempt, call

PIXELS, CLASSES = 784, 10


def network(
    g: torch.Generator,
    hidden: int,
    criterion: str,
    dropout: float = 0.0,
    norm: bool = False,
) -> dict[str, Plain]:
    """Make the weights of a network with one hidden layer, and name its criterion.

    Args:
        g: source of the random numbers.
        hidden: how many hidden units.
        criterion: "nll" for log-probabilities, "smooth" for smoothed cross-entropy.
        dropout: its probability behind the hidden layer; 0 for no such layer.
        norm: whether batch norm comes before the activation.
    """

    def randn(*shape: int) -> torch.Tensor:
        return torch.randn(shape, generator=g)

    state = {
        # Pixels in [-1, 1] make inputs of tanh that spread by 0.9: there it bends.
        "first.weight": 1.5 * randn(hidden, PIXELS) / PIXELS**0.5,
        "first.bias": 0.2 * randn(hidden),
        "last.weight": randn(CLASSES, hidden),
        "last.bias": 0.2 * randn(CLASSES),
    }
    if norm:
        state |= {
            # Unlike any batch's own: eval mode and train mode give different outputs.
            "norm.weight": 1 + 0.2 * randn(hidden),
            "norm.bias": 0.2 * randn(hidden),
            "norm.running_mean": 0.7 * randn(hidden),
            "norm.running_var": 0.5 + torch.rand(hidden, generator=g),
        }
    return {"state": state, "criterion": criterion, "dropout": dropout}


def built(case: Plain) -> nn.Module:
    """Build a case's model; it takes images as they are, and flat ones too."""
    state = case["state"]
    out, pixels = state["first.weight"].shape
    bias = "first.bias" in state
    layers: dict[str, nn.Module] = {"flat": nn.Flatten()}
    layers["first"] = nn.Linear(pixels, out, bias=bias)
    if "norm.weight" in state:
        layers["norm"] = nn.BatchNorm1d(out)
    if "last.weight" in state:
        layers["squash"] = nn.Tanh()
    if case.get("dropout"):
        layers["drop"] = nn.Dropout(case["dropout"])
    if "last.weight" in state:
        layers["last"] = nn.Linear(out, CLASSES)
    if case["criterion"] == "nll":
        layers["log_probs"] = nn.LogSoftmax(dim=1)
    model = nn.Sequential(OrderedDict(layers))
    # Not strict: batch norm also counts batches, which no input says.
    model.load_state_dict(state, strict=False)
    return model


def criterion_of(case: Plain) -> nn.Module:
    """Build a case's criterion; it says so if its arguments have changed places."""
    kinds = {
        "nll": nn.NLLLoss,
        # No lesson smooths labels: a criterion of the learner's own gives another loss.
        "smooth": lambda: nn.CrossEntropyLoss(label_smoothing=0.2),
        "squared": _SquaredError,
    }
    return in_order(kinds[case["criterion"]]())


def in_order(criterion: nn.Module) -> nn.Module:
    """Let a criterion say so if the labels come first; it returns the criterion."""
    # It would raise anyway, but of classes and kernels, and each criterion of others.
    criterion.register_forward_pre_hook(_outputs_first)
    return criterion


def _outputs_first(criterion: nn.Module, arguments: tuple[object, ...]) -> None:
    if len(arguments) != 2 or not all(map(torch.is_tensor, arguments)):
        return
    outputs, labels = arguments
    if labels.is_floating_point() and not outputs.is_floating_point():
        raise TypeError(
            "the criterion takes the model's outputs first and the labels second; "
            "here the labels come first"
        )


class _SquaredError(nn.Module):
    """The mean squared distance of the outputs from the one-hot labels."""

    def forward(self, outputs: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        return F.mse_loss(outputs, F.one_hot(labels, CLASSES).to(outputs.dtype))


def loader_of(case: Plain) -> DataLoader:
    """Return a loader that yields a case's batches in their order."""
    # Clones: in a notebook the judge reads the same inputs, whatever an answer did to
    # loader.dataset.
    dataset = TensorDataset(case["images"].clone(), case["labels"].clone())
    return DataLoader(dataset, batch_size=case["batch_size"])


def called(function: Callable[..., Any], *arguments: object) -> dict[str, Plain]:
    """Call with the very objects given; note whether a result hangs on a graph."""
    # Not `call` alone: plain data of a tensor no longer tells whether it has a graph.
    result, failure = attempt(function, *arguments)
    if failure is not None:
        return failure
    return call(lambda: result) | {"graph": _has_graph(result)}


def _has_graph(result: object) -> bool:
    if isinstance(result, dict):
        result = list(result.values())
    if isinstance(result, list | tuple):
        return any(map(_has_graph, result[:1000]))
    return isinstance(result, torch.Tensor) and result.requires_grad
