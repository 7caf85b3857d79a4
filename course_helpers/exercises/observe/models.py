"""A network of the learner's under observation: made, watched, left as it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import torch
from torch import nn
from torch.nn.parameter import is_lazy

from course_helpers.check.plain import Plain, attempt, call, plain


def made(answer: object) -> tuple[Any, Any]:
    """Make a network of what the learner wrote: a class, a function, or a network.

    Returns:
        (what was made, None) or (None, data about the error).
    """
    return (answer, None) if isinstance(answer, nn.Module) else attempt(answer)


def unusable_network(model: object) -> dict[str, Plain]:
    """Say what there is in place of a network with a forward; nothing if it is one."""
    if not isinstance(model, nn.Module):
        return {"made": plain(model)}
    kind = type(model)
    # A network with a __call__ of its own runs without a forward.
    if kind.forward is nn.Module.forward and kind.__call__ is nn.Module.__call__:
        return {"methods": [name for name in vars(kind) if name[:1] != "_"]}
    return {}


def network_observed(
    model: object,
    batches: list[torch.Tensor],
    load: Callable[[nn.Module], None],
    more: Callable[[nn.Module], dict[str, Plain]],
) -> Plain:
    """Say what a network consists of and what it returns under given weights.

    Args:
        model: what the learner made; hopefully a network.
        batches: images; the first one also goes through before there are weights.
        load: puts the weights into the network; by then lazy layers have a shape.
        more: says more of the network, while it still has the weights.
    """
    if unusable := unusable_network(model):
        return unusable
    with restored(model):
        # Dropout would make every output another one.
        model.eval()
        attempt(model, batches[0].clone())
        load(model)
        with unused_layers(model) as unused:
            outputs = [call(model, batch) for batch in batches]
        return {
            "outputs": outputs,
            "shapes": [list(p.shape) for p in parameters(model)],
            "unused": plain(sorted(unused)),
            **more(model),
        }


def load_by_shape(model: nn.Module, layers: list[list[torch.Tensor]]) -> None:
    """Put the given values into the parameters of the same shape, transposed or not.

    The first call of the model is over by now, so lazy layers have their shape.
    """
    values = {_sizes(value): value for layer in layers for value in layer}
    with torch.no_grad():
        for parameter in model.parameters():
            value = values.get(_sizes(parameter))
            if value is not None:
                transposed = parameter.squeeze().shape != value.shape
                value = value.T if transposed else value
                parameter.copy_(value.reshape(parameter.shape))


def _sizes(tensor: torch.Tensor) -> tuple[int, ...]:
    # Sorted and without 1: names, order and form of parameters are the learner's.
    return tuple(sorted(size for size in tensor.shape if size > 1))


def parameters(model: nn.Module) -> list[nn.Parameter]:
    """Return the parameters that have a shape: lazy layers lack it until they ran."""
    return [p for p in model.parameters() if not is_lazy(p)]


@contextmanager
def restored(model: nn.Module) -> Iterator[None]:
    """Give a network back with the values, gradients, modes and device of before.

    Inside it is on the CPU, as what it is given there. It may be one that the learner
    still uses. A copy would not do: a lambda in it would go on using the original.
    """
    tensors = _tensors(model)
    before = {n: (t.detach().clone(), t.grad) for n, t in tensors.items()}
    elsewhere = {t.device for t in tensors.values()} - {torch.device("cpu")}
    # Each part's own: a learner may have set one to eval() and not the others.
    modes = [(part, part.training) for part in model.modules()]
    # Put aside, not zeroed: what is observed must not add to the learner's own.
    for tensor in tensors.values():
        tensor.grad = None
    if elsewhere:
        attempt(model.to, "cpu")
    try:
        yield
    finally:
        # An answer may have changed a tensor's shape; what was observed counts still.
        with torch.no_grad(), suppress(Exception):
            if elsewhere:
                model.to(elsewhere.pop())
            # By name: of a buffer, to() makes another tensor.
            for name, tensor in _tensors(model).items():
                # A lazy layer has got its shape only now.
                if name in before:
                    value, tensor.grad = before[name]
                    tensor.copy_(value)
            for part, mode in modes:
                part.training = mode


def _tensors(model: nn.Module) -> dict[str, torch.Tensor]:
    """Return the parameters and buffers that have a shape, by name."""
    named = (*model.named_parameters(), *model.named_buffers())
    return {name: tensor for name, tensor in named if not is_lazy(tensor)}


@contextmanager
def unused_layers(model: nn.Module) -> Iterator[set[str]]:
    """Give the names of the layers, of which those that run in the block vanish."""
    parts = list(model.named_modules())
    # The network itself and blocks run in any case: only what holds no layers counts.
    unused = {name for name, part in parts if name and not list(part.children())}
    hooks = [
        part.register_forward_hook(lambda *_, name=name: unused.discard(name))
        for name, part in parts
    ]
    try:
        yield unused
    finally:
        for hook in hooks:
            hook.remove()
