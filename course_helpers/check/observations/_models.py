"""A network of the learner's under observation: made, watched, left as it was."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import torch
from torch import nn
from torch.nn.parameter import is_lazy

from course_helpers.check._plain import attempt


def made(answer: object) -> tuple[Any, Any]:
    """Make a network of what the learner wrote: a class, a function, or a network.

    Returns:
        (what was made, None) or (None, data about the error).
    """
    return (answer, None) if isinstance(answer, nn.Module) else attempt(answer)


@contextmanager
def restored(model: nn.Module) -> Iterator[None]:
    """Give a network back with the values, gradients and modes of before.

    It may be one that the learner still uses. A copy would not do: a lambda in it
    would go on using the original.
    """
    tensors = [t for t in (*model.parameters(), *model.buffers()) if not is_lazy(t)]
    before = [(tensor, tensor.detach().clone(), tensor.grad) for tensor in tensors]
    modes = [(part, part.training) for part in model.modules()]
    for tensor in tensors:
        tensor.grad = None
    try:
        yield
    finally:
        with torch.no_grad(), suppress(Exception):
            for tensor, value, grad in before:
                tensor.copy_(value)
                tensor.grad = grad
            for part, mode in modes:
                part.training = mode


@contextmanager
def unused_layers(model: nn.Module) -> Iterator[set[str]]:
    """Give the names of the layers, of which those that run in the block vanish."""
    parts = list(model.named_modules())
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
