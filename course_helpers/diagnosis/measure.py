"""What can be measured of a network and one batch, on a copy of the network."""

import copy
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

STEPS = 400
"""Steps in which a batch is to be learned by heart; sigmoids need as many."""
_LR = 0.003
_KNOWN = 0.1
"""The share of the first loss at which a batch counts as known by heart."""
_RELU = {
    *(torch.relu, torch.relu_, torch.Tensor.relu, torch.Tensor.relu_),
    *(nn.functional.relu, torch.clamp, torch.Tensor.clamp, torch.Tensor.clamp_),
    *(torch.clamp_min, torch.Tensor.clamp_min, torch.maximum),
}


@dataclass
class Measurements:
    """What was measured; what could not be is None, or not there.

    Attributes:
        images: smallest and largest pixel of the batch.
        outputs: what the network gave for the batch, (N, K) as a rule; on the CPU.
        criterion: the loss function's name.
        first_loss: of the batch before any training, in eval mode.
        by_heart: the losses of a training on this batch alone, before each step.
        gradients: Euclidean norm of each parameter's gradient; None without one.
        updates: of each weight matrix, the size of one step of the optimizer, divided
            by the size of the weights.
        dead: of each ReLU in the order of the network, how many units are 0 for all
            images, and how many there are.
        unregistered: where layers or tensors lie that the network does not know of.
        switched_off: layers that do something in train mode only, while it is in eval
            mode.
        error: what ended the measuring; empty if nothing did.
    """

    images: tuple[float, float]
    criterion: str
    outputs: torch.Tensor | None = None
    first_loss: float | None = None
    by_heart: list[float] = field(default_factory=list)
    gradients: dict[str, float | None] = field(default_factory=dict)
    updates: dict[str, float] = field(default_factory=dict)
    dead: list[tuple[int, int]] = field(default_factory=list)
    unregistered: list[str] = field(default_factory=list)
    switched_off: list[str] = field(default_factory=list)
    error: str = ""

    @property
    def chance(self) -> float | None:
        """The loss of a network that guesses; None where that is not known."""
        scores = isinstance(self.outputs, torch.Tensor) and self.outputs.dim() == 2
        if scores and self.criterion in ("CrossEntropyLoss", "NLLLoss"):
            return math.log(self.outputs.shape[1])
        return None


def measure(
    model: nn.Module,
    batch: tuple[torch.Tensor, torch.Tensor],
    criterion: Callable[..., torch.Tensor],
    optimizer: torch.optim.Optimizer | None = None,
) -> Measurements:
    """Measure a network with one batch; everything that is given stays as it is."""
    images, labels = batch
    seen = images.detach().float()
    name = getattr(criterion, "__name__", type(criterion).__name__)
    measured = Measurements((float(seen.min()), float(seen.max())), name)
    measured.unregistered = list(_unregistered(model))
    measured.switched_off = list(_switched_off(model))
    with _same_chance(images), torch.enable_grad():
        try:
            _measure(measured, model, (images, labels), criterion, optimizer)
        except Exception as error:
            measured.error = f"{type(error).__name__}: {error}"
    return measured


def _measure(
    measured: Measurements, model: Any, batch: Any, criterion: Any, optimizer: Any
) -> None:
    # Together, so that the copied optimizer holds the copied network's parameters; one
    # that holds other parameters does not, and its steps change nothing.
    network, stepping = _copied((model, optimizer), model)
    images, labels = batch
    training = network.training
    network.eval()
    with torch.no_grad(), _Units() as units:
        outputs = network(images)
        measured.first_loss = float(criterion(outputs, labels))
    measured.outputs, measured.dead = _cpu(outputs), units.dead
    network.train(training)
    network.zero_grad(set_to_none=True)
    loss = criterion(network(images), labels)
    if not isinstance(loss, torch.Tensor) or not loss.requires_grad:
        measured.gradients = {name: None for name, _ in network.named_parameters()}
        return
    loss.backward()
    measured.gradients = {
        name: None if p.grad is None else float(p.grad.norm())
        for name, p in network.named_parameters()
        if p.requires_grad
    }
    if stepping is not None:
        measured.updates = _updates(network, stepping)
    measured.by_heart = _by_heart(_copied(model, model), batch, criterion)


def _copied(what: Any, model: nn.Module) -> Any:
    """Copy a network, and what goes with it.

    Activations that it keeps cannot be copied with their graph: values are enough.
    """
    kept = [part for _, part in _parts(model) if isinstance(part, torch.Tensor)]
    memo = {id(t): t.detach().clone() for t in kept if not t.is_leaf}
    return copy.deepcopy(what, memo)


def _updates(network: nn.Module, optimizer: Any) -> dict[str, float]:
    weights = {n: p for n, p in network.named_parameters() if p.dim() > 1}
    before = {name: weight.detach().clone() for name, weight in weights.items()}
    optimizer.step()
    with torch.no_grad():
        return {
            name: float((weight - before[name]).norm() / before[name].norm())
            for name, weight in weights.items()
            if before[name].any()
        }


def _by_heart(network: nn.Module, batch: Any, criterion: Any) -> list[float]:
    images, labels = batch
    parameters = [p for p in network.parameters() if p.requires_grad]
    if not parameters:
        return []
    optimizer = torch.optim.Adam(parameters, lr=_LR)
    losses: list[float] = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = criterion(network(images), labels)
        losses.append(float(loss.detach()))
        if not math.isfinite(losses[-1]) or losses[-1] < _KNOWN * losses[0]:
            break
        loss.backward()
        optimizer.step()
    return losses


class _Units(TorchFunctionMode):
    """Counts the units of every ReLU that are 0 for a whole batch."""

    def __init__(self) -> None:
        super().__init__()
        self.dead: list[tuple[int, int]] = []

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        # What a function calls itself does not come here: each ReLU counts once.
        result = func(*args, **(kwargs or {}))
        if func in _RELU and result.dim() > 1 and float(result.min()) >= 0:
            used = (result != 0).transpose(0, 1).flatten(1).any(dim=1)
            self.dead.append((int((~used).sum()), len(used)))
        return result


def _unregistered(model: nn.Module) -> Iterator[str]:
    """Yield the places where a network keeps what it does not know to be its own."""
    known = {id(p) for p in model.parameters()} | {id(m) for m in model.modules()}
    places = (place for place, part in _parts(model) if _trains(part, known))
    yield from dict.fromkeys(places)


def _parts(model: nn.Module) -> Iterator[tuple[str, Any]]:
    """Yield what a network keeps besides its registered layers, and where."""
    for prefix, module in model.named_modules():
        for name, value in vars(module).items():
            parts = value.values() if isinstance(value, dict) else value
            parts = parts if isinstance(value, list | tuple | dict) else [value]
            for part in parts:
                yield f"{prefix}.{name}".lstrip("."), part


def _trains(value: Any, known: set[int]) -> bool:
    if id(value) in known:
        return False
    if isinstance(value, nn.Module):
        return any(True for _ in value.parameters())
    # What was computed, an activation that is kept, is no parameter.
    return isinstance(value, torch.Tensor) and value.requires_grad and value.is_leaf


def _switched_off(model: nn.Module) -> Iterator[str]:
    kinds = (nn.modules.dropout._DropoutNd, nn.modules.batchnorm._BatchNorm)
    for module in model.modules():
        if isinstance(module, kinds) and not module.training:
            yield type(module).__name__


def _cpu(value: Any) -> torch.Tensor | None:
    return value.detach().float().cpu() if isinstance(value, torch.Tensor) else None


@contextmanager
def _same_chance(images: torch.Tensor) -> Iterator[None]:
    """Leave the random numbers as they were, and draw the same ones each time."""
    kind = images.device.type
    # The CPU's are put back in any case; Apple's module asks for no device.
    devices = [] if kind in ("cpu", "mps") else [images.device]
    with torch.random.fork_rng(devices, device_type=kind):
        torch.manual_seed(0)
        yield
