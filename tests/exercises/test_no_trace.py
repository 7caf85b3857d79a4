"""A check leaves the notebook as it was: settings, random states, the learner's own."""

import copy
import logging
import os
import random
import sys
import warnings
from contextlib import ExitStack, contextmanager, suppress

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from torch import nn

from course_helpers import check, load_data
from course_helpers.check import session
from course_helpers.check.catalogue import exercises
from tests.exercises.real_answers import notebook_with, right_source

pytestmark = pytest.mark.filterwarnings("ignore")

EVERY = [
    pytest.param(name, marks=pytest.mark.slow if name == "train_classifier" else ())
    for name in exercises()
]


@contextmanager
def usual():
    yield


@contextmanager
def other_settings():
    """What earlier cells may have changed: dtype, device, gradients, printing."""
    torch.set_default_dtype(torch.float64)
    torch.set_default_device("meta")
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("always")
            yield
    finally:
        torch.set_default_dtype(torch.float32)
        torch.set_default_device(None)


@contextmanager
def inference():
    with torch.inference_mode():
        yield


@pytest.fixture(autouse=True)
def learners_place(monkeypatch, tmp_path):
    """A folder with a file in it, an open figure, seeds, and no verdicts so far."""
    monkeypatch.setattr(session, "verdicts", {})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.pt").write_text("kept")
    torch.manual_seed(7), np.random.seed(7), random.seed(7)
    plt.figure()
    yield
    plt.close("all")


def settings() -> dict:
    """All that a check could leave behind outside the learner's own objects."""
    return {
        "torch": torch.get_rng_state().tolist(),
        "numpy": str(np.random.get_state()),
        "python": random.getstate(),
        "dtype": torch.get_default_dtype(),
        "device": torch.get_default_device(),
        "modes": (torch.is_grad_enabled(), torch.is_inference_mode_enabled()),
        "anomaly": torch.is_anomaly_enabled(),
        "deterministic": torch.are_deterministic_algorithms_enabled(),
        "threads": torch.get_num_threads(),
        "place": (os.getcwd(), os.listdir()),
        "figures": (plt.get_fignums(), dict(plt.rcParams)),
        "warnings": list(warnings.filters),
        "logging": (logging.root.manager.disable, logging.root.level),
        "streams": (sys.stdout, sys.stderr, sys.displayhook, sys.excepthook),
        "hooks": len(nn.modules.module._global_forward_hooks),
        "environment": dict(os.environ),
    }


@pytest.mark.parametrize("state", [usual, other_settings, inference])
@pytest.mark.parametrize("exercise", EVERY)
def test_check_leaves_settings_and_names_as_they_were(exercise, state, capfd):
    names = notebook_with(right_source(exercise))
    names |= {"check": check, "load_data": load_data, "input": None, "id": 3}
    call = f"check.{exercise}({', '.join(exercises()[exercise].answers)})"
    known = set(names)
    with ExitStack() as stack:
        stack.enter_context(state())
        before, own = settings(), dict(names)
        exec(call, names)
        assert settings() == before
    # Python's own note of a warning: an answer may leave a file open.
    assert set(names) - {"__warningregistry__"} == known
    assert all(names[name] is own[name] for name in known)
    out, err = capfd.readouterr()
    assert out.startswith(f"{exercise}: ") and err == ""


def own_network() -> nn.Module:
    """A network that the learner still trains: gradients, modes, a running mean."""
    torch.manual_seed(3)
    layers = nn.Linear(784, 10), nn.BatchNorm1d(10), nn.Dropout(0.5), nn.LogSoftmax(1)
    model = nn.Sequential(nn.Flatten(), *layers)
    model(torch.randn(8, 784)).sum().backward()
    model[3].eval()
    return model


def everything(model: nn.Module) -> dict:
    """All that belongs to a network, for a comparison by value."""
    tensors = {**dict(model.named_parameters()), **dict(model.named_buffers())}
    return {
        "values": {name: tensor.tolist() for name, tensor in tensors.items()},
        "gradients": {
            name: None if tensor.grad is None else tensor.grad.tolist()
            for name, tensor in tensors.items()
        },
        "needs": {name: tensor.requires_grad for name, tensor in tensors.items()},
        "modes": [part.training for part in model.modules()],
        "hooks": [
            len(part._forward_hooks) + len(part._forward_pre_hooks)
            for part in model.modules()
        ],
    }


SHARED = {
    "ReluNet": lambda model: (model,),
    "LeNet": lambda model: (lambda: model,),
    "Classifier": lambda model: (model,),
    "build_sequential": lambda model: (lambda *sizes: model,),
    "log_softmax_model": lambda model: (lambda: (model, nn.NLLLoss()),),
    "save_and_load": lambda model: (
        lambda network, path: torch.save(network.state_dict(), path),
        lambda path: model,
        lambda: model,
    ),
}
"""Answers that hand in the very network that the learner works with."""


@pytest.mark.parametrize("exercise", SHARED)
def test_check_leaves_the_learners_network_as_it_was(exercise):
    model = own_network()
    before, objects = everything(model), list(model.parameters())
    with suppress(check.CheckFailed):
        getattr(check, exercise)(*SHARED[exercise](model))
    assert everything(model) == before
    assert all(a is b for a, b in zip(model.parameters(), objects, strict=True))


def test_check_leaves_what_an_answer_reads_as_it_was():
    names = notebook_with(
        "features = torch.ones(2, 3, requires_grad=True)\n"
        "def neuron(features, weights, bias):\n"
        "    features *= 1\n"
        "    return torch.sigmoid(features @ weights.T + bias)\n"
    )
    names["features"].sum().backward()
    before = copy.deepcopy((names["features"], names["features"].grad))
    check.neuron(names["neuron"])
    assert torch.equal(names["features"], before[0])
    assert torch.equal(names["features"].grad, before[1])
