"""Checks of answers that compute on a GPU, as a learner with one may write them."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import nn

from course_helpers.check.catalogue import exercises
from course_helpers.check.session import NOTEBOOK_SEED, verdict_on
from course_helpers.device import get_device
from tests.exercises.real_answers import answers_in, files

GPU = get_device()

COSTLY = {"train_classifier"}
"""Each of its checks trains a network: a test of its own, and slow, in the lesson."""

ON_THE_CPU = {
    # Their inputs are functions that compute with tensors of the CPU.
    *("gradient", "descend"),
    # It walks the graph of what it is given: a move to the device is a node of it.
    "graph_path",
    # They change what they are given, and only this; a moved one is another.
    *("sgd_step", "learns_one_batch", "clinic_e"),
    # Its generator is for the CPU, as random_split's is.
    "split",
}
"""Exercises whose answer cannot move what it is given."""

OTHER_ANSWER = {
    # The first ones set .data across devices, or have lazy layers: the stand-in cannot.
    "neuron": "right_matrix_product",
    "fine_tune": "right_set_submodule",
}


class Moved:
    """A loader whose batches are on the device; else it is the one given."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def __iter__(self) -> Any:
        return map(there, self._loader)

    def __len__(self) -> int:
        return len(self._loader)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._loader, name)


def there(value: Any) -> Any:
    """Move tensors and networks, in lists and dicts too, and batches as they come."""
    if isinstance(value, torch.Tensor | nn.Module):
        return value.to(GPU)
    if type(value) is dict:
        return {key: there(part) for key, part in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(there, value))
    return Moved(value) if isinstance(value, torch.utils.data.DataLoader) else value


def returning_there(answer: Any) -> Any:
    """An answer whose result is on the device; a network's class puts itself there."""
    if inspect.isclass(answer) and issubclass(answer, nn.Module):
        return _network_there(answer)
    if not callable(answer) or isinstance(answer, nn.Module) or inspect.isclass(answer):
        return answer

    @functools.wraps(answer)
    def moved(*arguments: Any, **options: Any) -> Any:
        return there(answer(*arguments, **options))

    return moved


def computing_there(answer: Any) -> Any:
    """An answer that moves all that it is given, and makes its tensors there."""
    if not inspect.isfunction(answer):
        return returning_there(answer)

    @functools.wraps(answer)
    def moved(*arguments: Any, **options: Any) -> Any:
        with torch.device(GPU):
            return there(answer(*there(arguments), **there(options)))

    return moved


def _network_there(kind: type) -> type:
    class There(kind):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.to(GPU)

    There.__name__ = kind.__name__
    return There


def lost(name: str, way: Callable[[Any], Any]) -> list[str]:
    """What the check of a right answer finds wrong with it, computed elsewhere."""
    path = files(name, "right")[0]
    if stem := OTHER_ANSWER.get(name):
        path = path.with_name(f"{stem}.py")
    answers = answers_in(name, path.read_text(encoding="utf-8"))
    verdict = verdict_on(name, tuple(map(way, answers)), NOTEBOOK_SEED)
    return [c.message for c in verdict.criteria if c.weight and not c.passed]


@pytest.mark.parametrize("name", sorted(exercises().keys() - COSTLY - {"predict"}))
def test_result_on_the_device_counts(name):
    assert lost(name, returning_there) == []


@pytest.mark.parametrize("name", sorted(exercises().keys() - COSTLY - ON_THE_CPU))
def test_answer_that_computes_there_counts(name):
    assert lost(name, computing_there)[:1] == (
        [] if name != "predict" else lost(name, returning_there)
    )


def test_predict_is_told_to_bring_its_result_back():
    [message] = lost("predict", returning_there)
    assert "expected a tensor on the CPU" in message
    assert lost("predict", lambda answer: answer) == []


def test_answer_that_mixes_devices_is_told_so():
    source = f"def mse(a, b):\n    return (a.to('{GPU}') - b).square().mean()"
    verdict = verdict_on("mse", answers_in("mse", source), NOTEBOOK_SEED)
    assert not verdict.passed
    assert "Expected all tensors to be on the same device" in verdict.message


def test_learners_own_network_is_given_back_where_and_as_it_was():
    [kind] = answers_in("ReluNet", files("ReluNet", "right")[0].read_text())
    model = kind().to(GPU)
    model.register_buffer("count", torch.ones(2, device=GPU))
    parameters = list(model.parameters())
    before = {name: value.clone() for name, value in model.state_dict().items()}
    verdict = verdict_on("ReluNet", (model,), NOTEBOOK_SEED)
    assert verdict.passed, verdict.message
    after = model.state_dict()
    assert {tensor.device.type for tensor in after.values()} == {GPU.type}
    assert all(torch.equal(value, after[name]) for name, value in before.items())
    assert all(map(lambda a, b: a is b, parameters, model.parameters()))


def test_check_leaves_the_random_numbers_of_the_device():
    torch.manual_seed(2)
    expected = torch.rand(3, device=GPU)
    torch.manual_seed(2)
    lost("random_network", returning_there)
    assert torch.equal(torch.rand(3, device=GPU), expected)


def test_default_device_of_the_notebook_does_not_disturb_a_check():
    torch.set_default_device(GPU)
    try:
        assert lost("cross_entropy", lambda answer: answer) == []
        assert torch.get_default_device().type == GPU.type
    finally:
        torch.set_default_device(None)
