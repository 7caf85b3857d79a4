"""Answers that misbehave, short of ending the process: what an observation meets."""

import logging
import os
import random
import sys
import warnings
from collections.abc import Callable

import numpy as np
import torch
from hypothesis import strategies as st
from torch import nn


class Stop(BaseException):
    """An error that is no Exception."""

    def __str__(self) -> str:
        raise Stop


class Untouchable:
    """Raises wherever it is touched."""

    def __getattribute__(self, name):
        raise Stop(name)

    def __len__(self):
        raise SystemExit

    def __iter__(self):
        raise GeneratorExit

    def __repr__(self):
        raise StopIteration

    __call__ = __bool__ = __eq__ = __getitem__ = __float__ = __repr__
    __hash__ = None


class Pretender:
    """Says that it is of another class."""

    def __init__(self, kind: type) -> None:
        self.kind = kind

    @property
    def __class__(self):
        return self.kind


class Nameless(type):
    """A class of classes without a name."""

    @property
    def __name__(cls):
        raise Stop

    def __call__(cls, *arguments):
        return type.__call__(cls)


class Rude(Exception, metaclass=Nameless):
    """An error whose class has no name."""


class Text(str):
    """A text that has ideas of its own."""

    def __getitem__(self, place):
        return Untouchable()

    def __str__(self):
        return self


class Odd(torch.Tensor):
    """A tensor that refuses every operation."""

    @classmethod
    def __torch_function__(cls, *arguments, **named):
        raise Stop


def _own_list() -> list:
    found: list = [1.0]
    found.extend([found] * 1000)
    return found


def _own_dict() -> dict:
    found: dict = {Text("value"): torch.ones(2)}
    found["error"] = found
    return found


def _graph() -> torch.Tensor:
    return torch.ones(3, requires_grad=True) * 2


RESULTS: list[Callable[[], object]] = [
    Untouchable,
    lambda: Rude,
    lambda: Rude(),
    _own_list,
    _own_dict,
    _graph,
    dict,
    lambda: Untouchable,
    lambda: None,
    lambda: 10**400,
    lambda: Text("text"),
    lambda: {Text("a"): 1, Untouchable: Untouchable()},
    lambda: [Untouchable()] * 3,
    lambda: (i for i in range(3)),
    lambda: [torch.ones(2_000, 1_000)] * 10,
    lambda: torch.ones(1).expand(10**9),
    lambda: torch.ones(2, device="meta"),
    lambda: torch.eye(3).to_sparse(),
    lambda: torch.nested.nested_tensor([torch.ones(2), torch.ones(3)]),
    lambda: torch.ones(2).as_subclass(Odd),
    lambda: nn.UninitializedParameter(),
    lambda: torch.tensor([1j]).conj(),
    lambda: np.array([object()]),
    lambda: np.ones(3, dtype=">f4"),
    lambda: np.longdouble(1),
    lambda: (nn.Linear(784, 10), nn.NLLLoss()),
    lambda: (nn.Sequential(), Untouchable()),
    *(
        lambda kind=kind: Pretender(kind)
        for kind in (int, float, bool, str, list, dict, torch.Tensor, nn.Module, type)
    ),
]
ERRORS = [
    *(ValueError("no"), NotImplementedError("no"), SystemExit(1), GeneratorExit()),
    *(KeyboardInterrupt(), StopIteration(), Stop(), Rude(), RecursionError()),
    *(MemoryError(), ValueError(Untouchable()), UnicodeDecodeError("a", b"", 0, 1, "")),
]


def _returning(make: Callable[[], object]) -> Callable[..., object]:
    return lambda *arguments: make()


def _raising(error: BaseException) -> Callable[..., object]:
    def answer(*arguments):
        raise error

    return answer


def _generator(*arguments):
    yield Stop


def _deleting(*arguments):
    """Take away what the arguments are made of."""
    for argument in arguments:
        for name in list(getattr(argument, "__dict__", {})):
            delattr(argument, name)


def _emptying(*arguments):
    for argument in arguments:
        if isinstance(argument, torch.Tensor):
            argument.set_()
        elif isinstance(argument, nn.Module):
            argument.__class__ = nn.Identity
        elif isinstance(argument, list):
            argument.clear()


KNOWN = [_generator, _deleting, _emptying, Stop, Nameless, Odd, exit]


def _constant(value: object) -> Callable[[], object]:
    return lambda: value


functions = st.one_of(
    st.sampled_from(RESULTS).map(_returning),
    st.sampled_from(ERRORS).map(_raising),
    st.sampled_from(KNOWN),
)

CHANGES: list[Callable[[], object]] = [
    lambda: torch.set_default_dtype(torch.float16),
    lambda: torch.set_default_device("meta"),
    lambda: torch.set_grad_enabled(False),
    lambda: torch.inference_mode().__enter__(),
    lambda: torch.set_num_threads(2),
    lambda: torch.autograd.set_detect_anomaly(True),
    lambda: torch.manual_seed(0),
    lambda: np.random.seed(0),
    lambda: random.seed(0),
    lambda: os.chdir("/"),
    lambda: os.rmdir(os.getcwd()),
    lambda: warnings.simplefilter("error"),
    lambda: logging.disable(logging.NOTSET),
    lambda: sys.stdout.close(),
    lambda: setattr(sys, "stderr", None),
]


def _one_after_the_other(
    change: Callable[[], object], answer: Callable[..., object]
) -> Callable[..., object]:
    def both(*arguments):
        change()
        return answer(*arguments)

    return both


METHODS = [
    *("forward", "__call__", "parameters", "named_parameters", "modules", "buffers"),
    *("named_modules", "state_dict", "eval", "train", "to", "zero_grad", "children"),
    *("load_state_dict", "register_forward_hook", "training"),
]


def _init(self) -> None:
    nn.Linear.__init__(self, 784, 10)


def _network(methods: dict) -> type:
    return type("Network", (nn.Linear,), methods | {"__init__": _init})


def _instance(network: type) -> Callable[[], object]:
    """Make a network of the class, or the class itself where it cannot be made."""

    def make() -> object:
        try:
            return network()
        except BaseException:
            return network

    return make


attributes = functions | st.sampled_from(RESULTS).map(
    lambda make: property(lambda self: make())
)
networks = st.dictionaries(
    st.sampled_from(METHODS), attributes, min_size=1, max_size=2
).map(_network)
changing = st.builds(_one_after_the_other, st.sampled_from(CHANGES), functions)

makers_of_answers = st.one_of(
    st.one_of(functions, networks, changing).map(_constant),
    st.sampled_from(RESULTS),
    networks.map(_instance),
)
"""Functions that make an answer: hypothesis itself would stumble over some."""
