"""Sick networks are named, healthy ones pass in silence, nothing given is changed."""

import copy

import matplotlib.pyplot as plt
import pytest
import torch
from torch import nn

from course_helpers import check, diagnose, load_data

SEEDS = (0, 1, 2)


@pytest.fixture(scope="module")
def batch():
    torch.manual_seed(0)
    return next(iter(load_data("digits")[0]))


@pytest.fixture(autouse=True)
def no_screen():
    plt.switch_backend("Agg")
    yield
    plt.close("all")


class Functional(nn.Module):
    """As in lesson 04: its activations are functions, not layers."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, x):
        return self.output(torch.relu(self.hidden(x.flatten(1))))


def dense(*end: nn.Module, activation=nn.ReLU, dropout: float = 0.0) -> nn.Sequential:
    return nn.Sequential(
        *(nn.Flatten(), nn.Linear(784, 128), activation(), nn.Dropout(dropout)),
        *(nn.Linear(128, 64), activation(), nn.Linear(64, 10), *end),
    )


def convolutional(*norm: nn.Module) -> nn.Sequential:
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 5, padding=2), *norm, nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
        *(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU()),
        nn.Linear(84, 10),
    )


def small_normal() -> nn.Sequential:
    """As `initialize` of lesson 04 leaves it."""
    model = dense()
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.normal_(layer.weight, std=0.01)
            nn.init.zeros_(layer.bias)
    return model


LOGITS, LOG_PROBS = nn.CrossEntropyLoss, nn.NLLLoss
HEALTHY = {
    "one layer": (lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), LOGITS),
    "dense": (dense, LOGITS),
    "functional": (Functional, LOGITS),
    "log-probabilities": (lambda: dense(nn.LogSoftmax(dim=1)), LOG_PROBS),
    "sigmoid": (lambda: dense(activation=nn.Sigmoid), LOGITS),
    "tanh": (lambda: dense(activation=nn.Tanh), LOGITS),
    "dropout": (lambda: dense(dropout=0.4), LOGITS),
    "small weights": (small_normal, LOGITS),
    "convolutional": (convolutional, LOGITS),
    "batch norm": (lambda: convolutional(nn.BatchNorm2d(6)), LOGITS),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", HEALTHY)
def test_of_a_healthy_network_nothing_is_said(name, seed, batch):
    make, criterion = HEALTHY[name]
    torch.manual_seed(seed)
    model = make()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    diagnosis = diagnose(model, batch, criterion(), optimizer)
    assert diagnosis.findings == []
    assert "Nothing out of the ordinary." in repr(diagnosis)
    assert not diagnosis.measured.error


class Hidden(nn.Module):
    """Keeps layers in a plain list."""

    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(784, 128), nn.Linear(128, 64)]
        self.output = nn.Linear(64, 10)

    def forward(self, x):
        x = x.flatten(1)
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.output(x)


def dead() -> nn.Sequential:
    model = dense()
    nn.init.constant_(model[1].bias, -10.0)
    return model


def steep() -> nn.Sequential:
    model = dense()
    nn.init.normal_(model[-1].weight, std=10.0)
    return model


def unused() -> nn.Module:
    model = Functional()
    model.third = nn.Linear(3, 3)
    return model


def resting() -> nn.Sequential:
    return dense(dropout=0.4).eval()


def of_the_clinic(case: str) -> nn.Module:
    """A sick network of lesson 10."""
    return check.given(f"clinic_{case}")[f"repair_{case}"]()


def numberless(outputs, labels):
    return nn.functional.cross_entropy(outputs, labels).item()


SICK = {
    "softmax": (lambda: dense(nn.Softmax(dim=1)), LOGITS(), "probabilities already"),
    "logits": (dense, LOG_PROBS(), "NLLLoss expects log-probabilities"),
    "plain list": (Hidden, LOGITS(), "`layers` holds parameters that the network"),
    "dead": (dead, LOGITS(), "ReLU 1: 128 of 128 units are 0"),
    "steep": (steep, LOGITS(), "sure of wrong answers"),
    "unused": (unused, LOGITS(), "third.weight, third.bias: no gradient"),
    "eval mode": (resting, LOGITS(), "Dropout: in eval mode"),
    "clinic c": (lambda: of_the_clinic("c"), LOGITS(), "`layers` holds parameters"),
    "clinic d": (lambda: of_the_clinic("d"), LOGITS(), "ReLU 1: 64 of 64 units are 0"),
    "a number": (dense, numberless, "The loss has no graph"),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", SICK)
def test_a_fault_of_the_network_is_named(name, seed, batch):
    make, criterion, words = SICK[name]
    torch.manual_seed(seed)
    assert words in " ".join(diagnose(make(), batch, criterion).findings)


@pytest.mark.parametrize(
    ("lr", "own", "words"),
    [
        (10.0, True, "one step changes the weights by"),
        (1e-6, True, "A step changes the weights by next to nothing"),
        (0.1, False, "A step of the optimizer changes no weight"),
    ],
)
def test_a_fault_of_the_optimizer_is_named(lr, own, words, batch):
    torch.manual_seed(0)
    model = dense()
    trained = model if own else copy.deepcopy(model)
    optimizer = torch.optim.SGD(trained.parameters(), lr=lr)
    (finding,) = diagnose(model, batch, LOGITS(), optimizer).findings
    assert words in finding


def test_a_fault_of_the_data_is_named(batch):
    images, labels = batch
    pixels = (images * 127.5 + 127.5).round()
    found = " ".join(diagnose(dense(), (pixels, labels), LOGITS()).findings)
    assert "The pixels run from 0 to 255" in found
    holes = images.clone()
    holes[0, 0, 0, 0] = float("nan")
    found = " ".join(diagnose(dense(), (holes, labels), LOGITS()).findings)
    assert "not finite" in found and "The first loss is nan" in found


def state(model: nn.Module, optimizer: torch.optim.Optimizer) -> list[object]:
    tensors = [*model.state_dict().values(), *(p.grad for p in model.parameters())]
    modes = [module.training for module in model.modules()]
    steps = [v["momentum_buffer"] for v in optimizer.state.values()]
    return [copy.deepcopy([*tensors, *steps, torch.get_rng_state()]), modes]


def test_nothing_that_was_given_changes(batch):
    model = convolutional(nn.BatchNorm2d(6), nn.Dropout(0.4))
    model[2].eval()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    LOGITS()(model(batch[0]), batch[1]).backward()
    optimizer.step()
    before, images = state(model, optimizer), batch[0].clone()
    with torch.no_grad():
        diagnose(model, batch, LOGITS(), optimizer)
        assert not torch.is_grad_enabled()
    (now, modes), (then, old_modes) = state(model, optimizer), before
    assert modes == old_modes and torch.equal(batch[0], images)
    assert len(now) == len(then)
    assert all(torch.equal(a, b) for a, b in zip(now, then, strict=True))


def test_what_cannot_be_judged_is_said(batch):
    images, labels = batch
    squares = nn.Sequential(nn.Flatten(), nn.Linear(784, 1))
    target = labels.float()[:, None]
    text = repr(diagnose(squares, (images, target), nn.MSELoss()))
    assert "The first loss is not judged" in text
    assert "Dead units are not judged: no ReLU" in text
    assert "give optimizer=..." in text
    diagnosis = diagnose(dense(), (images.double(), labels), LOGITS())
    assert "could not be measured: RuntimeError: mat1" in repr(diagnosis)
    assert "Nothing out of the ordinary" not in repr(diagnosis)


def test_panels_have_names_and_many_parameters_fit(batch):
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    for _ in range(8):
        model.extend([nn.ReLU(), nn.Linear(10, 10)])
    diagnose(model, batch, LOGITS(), torch.optim.SGD(model.parameters(), lr=0.1))
    figure = plt.gcf()
    assert [ax.get_title() for ax in figure.axes] == [
        *("One batch by heart", "Gradient norms", "Update / weight")
    ]
    assert all(len(ax.get_yticks()) <= 10 for ax in figure.axes[1:])
    assert tuple(figure.get_size_inches()) <= (7, 4)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (lambda b: (Functional, b, LOGITS()), "Pass the network itself, made already"),
        (lambda b: (dense(), b[0], LOGITS()), "must be a pair of tensors"),
        (lambda b: (dense(), [b[0], 3], LOGITS()), r"next\(iter\(loader\)\)"),
    ],
)
def test_wrong_arguments_are_named(arguments, words, batch):
    with pytest.raises(TypeError, match=words):
        diagnose(*arguments(batch))
