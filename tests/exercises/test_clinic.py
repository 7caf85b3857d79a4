"""The sick trainings of lesson 10: each is told from every other by measuring.

With `pytest -s` the table of runs and measurements is printed.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_helpers.check.aids.given import given_names
from course_helpers.data import load_data
from course_helpers.exercises.judge.debugging._clinic import SIGNS, TESTS

SEEDS = 0, 1, 2
BATCH, LR = 64, 0.1
CAUSES = {
    "a": "zero_grad missing",
    "b": "softmax before the loss",
    "c": "layers not registered",
    "d": "dead units",
    "e": "optimizer of another model",
    "f": "labels out of step",
    "g": "learning rate too large",
    "h": "validation images in training",
}
Values = dict[str, float]
Pair = tuple[torch.Tensor, torch.Tensor]


def make_model() -> nn.Module:
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 64),
        nn.ReLU(),
        nn.Linear(64, 64),
        nn.ReLU(),
        nn.Linear(64, 10),
    )


def train(model, batches, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for images, labels in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def divide(images, labels, count):
    return (images[count:], labels[count:]), (images[:count], labels[:count])


def shuffle(images, labels):
    order = torch.randperm(len(images))
    return images[order], labels[order]


@dataclass(frozen=True)
class Run:
    """A training with all that may be ill in it; by default nothing is."""

    make_model: Callable = make_model
    train: Callable = train
    shuffle: Callable = shuffle
    divide: Callable = divide

    def trained(self, batches: list[Pair], lr: float) -> tuple[nn.Module, list[float]]:
        model = self.make_model()
        return model, self.train(model, batches, lr)


class WithOtherOptimizer(Run):
    """The given code makes its model itself."""

    def trained(self, batches: list[Pair], lr: float) -> tuple[nn.Module, list[float]]:
        return given("e")(self.make_model, batches, lr)


def given(case: str) -> Callable:
    return given_names(f"clinic_{case}")[f"repair_{case}"]


def runs() -> dict[str, Run]:
    return {
        "healthy": Run(),
        "a": Run(train=given("a")),
        "b": Run(train=given("b")),
        "c": Run(make_model=given("c")),
        "d": Run(make_model=given("d")),
        "e": WithOtherOptimizer(),
        "f": Run(shuffle=given("f")),
        "g": Run(train=lambda model, batches, lr: given("g")(model, batches)),
        "h": Run(divide=given("h")),
    }


def first_layer(model: nn.Module) -> nn.Linear:
    # The plain list of clinic c is no module: parameters() would not find it.
    return model.layers[0] if hasattr(model, "layers") else model[1]


def norm(gradient: torch.Tensor | None) -> float:
    return 0.0 if gradient is None else float(gradient.norm())


def gradient_growth(run: Run, batch: Pair, seed: int) -> float:
    norms = []
    for count in (1, 5):
        torch.manual_seed(seed)
        model, _ = run.trained([batch] * count, 0.0)
        norms.append(norm(first_layer(model).weight.grad))
    return norms[1] / norms[0] if norms[0] else math.nan


def update_ratio(run: Run, batch: Pair, seed: int) -> float:
    weights = []
    for count in (0, 1):
        torch.manual_seed(seed)
        model, _ = run.trained([batch] * count, LR)
        weights.append(first_layer(model).weight.detach())
    return float((weights[1] - weights[0]).norm() / weights[0].norm())


def own_labels(images: torch.Tensor, labels: torch.Tensor, data: Pair) -> int:
    places = [(data[0] == image).flatten(1).all(1).nonzero()[0, 0] for image in images]
    return int((data[1][torch.stack(places)] == labels).sum())


def overlap(train: torch.Tensor, valid: torch.Tensor) -> int:
    known = {image.numpy().tobytes() for image in train}
    return sum(image.numpy().tobytes() in known for image in valid)


def measured(run: Run, data: Pair, seed: int) -> Values:
    """All tests of the lesson on one run."""
    torch.manual_seed(seed)
    images, labels = run.shuffle(*data)
    own = own_labels(images[:12], labels[:12], data)
    train_part, valid_part = run.divide(images, labels, 200)
    batch = train_part[0][:BATCH], train_part[1][:BATCH]
    torch.manual_seed(seed)
    model = run.make_model()
    layer, logits = first_layer(model), model(batch[0])
    loss = F.cross_entropy(logits, batch[1])
    loss.backward()
    on = torch.relu(layer(batch[0].flatten(1))) > 0
    torch.manual_seed(seed)
    _, by_heart = run.trained([batch] * 200, LR)
    return {
        "gradient_growth": gradient_growth(run, batch, seed),
        "one_batch": by_heart[-1],
        "parameters": len(list(model.parameters())),
        "dead_units": int((~on.any(dim=0)).sum()),
        "gradient_norm": norm(layer.weight.grad),
        "update_ratio": update_ratio(run, batch, seed),
        "labels": own,
        "overlap": overlap(train_part[0], valid_part[0]),
        "first_loss": loss.item(),
    }


@pytest.fixture(scope="module")
def table() -> dict[str, list[Values]]:
    """Of each run what was measured under three seeds."""
    loader = load_data("digits", batch_size=1000)[0]
    torch.manual_seed(0)
    batches = iter(loader)
    data = [next(batches) for _ in SEEDS]
    rows = {
        name: [measured(run, *each) for each in zip(data, SEEDS, strict=True)]
        for name, run in runs().items()
    }
    print("\n" + "\n".join(lines(rows)))
    return rows


def lines(rows: dict[str, list[Values]]) -> Iterator[str]:
    yield f"{'run':<9}" + "".join(f"{test:>24}" for test in TESTS)
    for name, values in rows.items():
        spans = ["/".join(f"{value[test]:.3g}" for value in values) for test in TESTS]
        yield f"{name:<9}" + "".join(f"{span:>24}" for span in spans)


def apart(some: list[float], others: list[float]) -> bool:
    """Whether two runs are told apart whatever the seed, with room between them."""
    low, high = sorted((some, others), key=min)
    scale = max(map(abs, (*low, *high)))
    # NaN compares as False: what could not be measured tells nothing.
    return min(high) - max(low) > 0.2 * scale


@pytest.mark.parametrize("pair", list(combinations(runs(), 2)), ids="-".join)
def test_runs_are_told_apart_by_a_measurement(pair, table):
    some, others = (table[name] for name in pair)
    assert any(
        apart([values[test] for values in some], [values[test] for values in others])
        for test in TESTS
    )


def test_every_test_of_the_lesson_is_measured(table):
    assert all(
        values.keys() == set(TESTS) for rows in table.values() for values in rows
    )


@pytest.mark.parametrize("case", CAUSES)
def test_evidence_of_the_cause_shows_in_the_given_code_alone(case, table):
    for sign in SIGNS[CAUSES[case]]:
        assert all(sign.holds(values[sign.test]) for values in table[case])
        assert not any(sign.holds(values[sign.test]) for values in table["healthy"])
