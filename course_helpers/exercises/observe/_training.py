"""Lesson 09: whether a network was trained in a call, or had been before."""

import gc
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import torch
from torch import nn
from torch.nn.parameter import is_lazy
from torch.optim.optimizer import register_optimizer_step_post_hook

from course_helpers.check.plain import attempt

_MOST = 20_000_000
"""Values of parameters from before that are kept, to be compared: 80 MB."""
_SETTINGS = ("batch_size", "classes", "version", "shuffle", "drop_last", "generator")
_LENGTH = "_index"

BEFORE, NOTHING, SEEN = "before", "nothing", "seen"
"""What was seen of a training: a network from before the call, nothing, or enough."""


class Witness:
    """Sees whether a call trains the network that it returns.

    Only what is beyond doubt counts as not trained: the very same parameters as before
    the call, untouched; or data that were never read, and no optimizer that made a
    step. A network may be made in the call or before, in any function, copied, wrapped
    or compiled.
    """

    def __init__(self, *loaders: Any) -> None:
        """Look at all parameters that there are, and begin to watch the loaders."""
        self._before = _parameters()
        self._reads: list[str] = []
        self._steps = 0
        for loader in loaders:
            _watch(loader, self._reads)

    def call(self, function: Callable[..., Any], *arguments: object) -> tuple[Any, Any]:
        """Call a function; return (its result, None) or (None, data on the error)."""

        def count(*_: object) -> None:
            self._steps += 1

        handle = register_optimizer_step_post_hook(count)
        try:
            return attempt(function, *arguments)
        finally:
            handle.remove()

    def saw(self, model: nn.Module) -> str:
        """Return what was seen of the training of a network that the call returned."""
        parameters = list(model.parameters())
        if parameters and all(map(self._untouched, parameters)):
            return BEFORE
        return SEEN if self._reads or self._steps else NOTHING

    def _untouched(self, parameter: nn.Parameter) -> bool:
        # By identity: a second training with the same seed may give equal values.
        known, version, values = self._before.get(id(parameter), (None, None, None))
        return (
            known is parameter
            and version == parameter._version
            and torch.equal(parameter.detach(), values)
        )


def _parameters() -> dict[int, tuple[nn.Parameter, int, torch.Tensor]]:
    """Return all parameters that there are: each with its version and its values."""
    kept, left = {}, _MOST
    for thing in gc.get_objects():
        # Of any other class, a look at it may run code of its own.
        if not issubclass(type(thing), nn.Parameter):
            continue
        with suppress(Exception):
            if not is_lazy(thing) and thing.numel() <= left:
                left -= thing.numel()
                # Kept itself, too: so nothing else gets its id.
                kept[id(thing)] = thing, thing._version, thing.detach().clone()
    return kept


def _watch(loader: Any, reads: list[str]) -> None:
    """Let a loader note each time that its batches or its data are asked for."""
    kind = type(loader)

    class Watched(kind):
        def __getattribute__(self, name: str) -> Any:
            special = name.startswith("__") and name != "__dict__"
            if not special and name not in (*_SETTINGS, _LENGTH):
                reads.append(name)
            return super().__getattribute__(name)

        def __iter__(self) -> Any:
            reads.append("__iter__")
            return super().__iter__()

        def __reduce_ex__(self, protocol: int) -> Any:
            # Copies, also those in other processes, are of the class that they know;
            # nobody sees what becomes of them.
            reads.append("__reduce_ex__")
            return _unwatched, (kind, super().__getattribute__("__dict__"))

    # Under its own name: an answer that prints it sees no more than before.
    Watched.__name__ = Watched.__qualname__ = kind.__name__
    Watched.__module__ = kind.__module__
    loader.__class__ = Watched


def _unwatched(kind: type, state: dict[str, Any]) -> Any:
    loader = kind.__new__(kind)
    loader.__dict__.update(state)
    return loader
