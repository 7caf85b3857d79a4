"""Networks nobody chose: every model of the lessons' answers, and generated ones."""

import copy
import random

import matplotlib.pyplot as plt
import pytest
import torch
from torch import nn, optim

from course_helpers import diagnose, load_data
from tests.exercises.real_answers import answers_in, files

ACTIVATIONS = [nn.ReLU, nn.LeakyReLU, nn.Tanh, nn.Sigmoid, nn.GELU, nn.ELU]
OPTIMIZERS = [
    lambda parameters: optim.SGD(parameters, lr=0.01),
    lambda parameters: optim.SGD(parameters, lr=0.1),
    lambda parameters: optim.SGD(parameters, lr=0.03, momentum=0.9),
    lambda parameters: optim.Adam(parameters),
]
SEEDS = [
    *range(12),
    *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(12, 200)),
]


@pytest.fixture(scope="module")
def batches():
    torch.manual_seed(0)
    return list(zip(range(20), load_data("digits")[0], strict=False))


@pytest.fixture(autouse=True)
def no_screen():
    plt.switch_backend("Agg")
    yield
    plt.close("all")


def dense(choose: random.Random) -> list[nn.Module]:
    layers: list[nn.Module] = [nn.Flatten()]
    activation, norm = choose.choice(ACTIVATIONS), choose.random() < 0.3
    drop, last = choose.choice([0, 0, 0.2, 0.5]), 784
    for _ in range(choose.randint(0, 3)):
        width = choose.choice([32, 64, 128, 256])
        layers += [nn.Linear(last, width), *[nn.BatchNorm1d(width)] * norm]
        layers += [activation(), *[nn.Dropout(drop)] * (drop > 0)]
        last = width
    return [*layers, nn.Linear(last, 10)]


def convolutional(choose: random.Random) -> list[nn.Module]:
    layers: list[nn.Module] = []
    activation, norm = choose.choice(ACTIVATIONS), choose.random() < 0.3
    pool, last, side = choose.choice([nn.MaxPool2d, nn.AvgPool2d]), 1, 28
    for _ in range(choose.randint(1, 2)):
        width = choose.choice([6, 8, 16])
        layers += [nn.Conv2d(last, width, 3, padding=1)]
        layers += [*[nn.BatchNorm2d(width)] * norm, activation(), pool(2)]
        last, side = width, side // 2
    layers, last = [*layers, nn.Flatten()], last * side**2
    if choose.random() < 0.5:
        layers, last = [*layers, nn.Linear(last, 64), activation()], 64
    return [*layers, nn.Linear(last, 10)]


def generated(seed: int, batches: list) -> tuple[random.Random, list[nn.Module], tuple]:
    choose = random.Random(seed)
    torch.manual_seed(seed)
    layers = choose.choice([dense, convolutional])(choose)
    return choose, layers, choose.choice(batches)[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_generated_network_nothing_is_said(seed, batches):
    choose, layers, batch = generated(seed, batches)
    model = nn.Sequential(*layers)
    optimizer = choose.choice(OPTIMIZERS)(model.parameters())
    diagnosis = diagnose(model, batch, nn.CrossEntropyLoss(), optimizer)
    assert (diagnosis.findings, diagnosis.measured.error) == ([], ""), model


class Listed(nn.Module):
    """Keeps its layers in a plain list, the last one apart."""

    def __init__(self, layers: list[nn.Module]):
        super().__init__()
        self.layers, self.last = layers[:-1], layers[-1]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return self.last(x)


class Unused(nn.Module):
    """Makes a layer that forward forgets."""

    def __init__(self, layers: list[nn.Module]):
        super().__init__()
        self.network, self.extra = nn.Sequential(*layers), nn.Linear(3, 3)

    def forward(self, x):
        return self.network(x)


class Keeping(nn.Module):
    """Keeps what it computed last, to look at."""

    def __init__(self, layers: list[nn.Module]):
        super().__init__()
        self.network, self._seen = nn.Sequential(*layers), []

    def forward(self, x):
        self.outputs = self.network(x)
        self._seen = [self.outputs]
        return self.outputs


@pytest.mark.parametrize("seed", range(6))
def test_activations_that_a_network_keeps_are_no_fault(seed, batches):
    _, layers, batch = generated(seed, batches)
    model = Keeping(layers)
    model(batch[0])
    kept = model.outputs
    diagnosis = diagnose(model, batch, nn.CrossEntropyLoss())
    assert (diagnosis.findings, diagnosis.measured.error) == ([], "")
    assert model.outputs is kept


def softmax_too_many(layers, batch):
    model = nn.Sequential(*layers, nn.Softmax(dim=1))
    return model, batch, None, "The outputs are probabilities already"


def plain_list(layers, batch):
    layers.insert(-1, nn.Linear(layers[-1].in_features, layers[-1].in_features))
    return Listed(layers), batch, None, "`layers` holds parameters that the network"


def pixels_to_255(layers, batch):
    large = (batch[0] * 127.5 + 127.5, batch[1])
    return nn.Sequential(*layers), large, None, "The pixels run from 0 to 255"


def dead_units(layers, batch):
    width = layers[-1].in_features
    before = nn.Linear(width, width)
    nn.init.constant_(before.bias, -1000.0)
    model = nn.Sequential(*layers[:-1], before, nn.ReLU(), layers[-1])
    return model, batch, None, f"{width} of {width} units are 0 for all images"


def unused_layer(layers, batch):
    return Unused(layers), batch, None, "extra.weight, extra.bias: no gradient"


def resting(layers, batch):
    model = nn.Sequential(*layers[:-1], nn.Dropout(0.3), layers[-1]).eval()
    return model, batch, None, "in eval mode. While training call model.train()"


def sure_and_wrong(layers, batch):
    model = nn.Sequential(*layers, nn.BatchNorm1d(10))
    nn.init.constant_(model[-1].weight, 30.0)
    # In eval mode its means are not those of the batch.
    model[-2].weight.data *= 30
    return model, batch, None, "The network is sure of wrong answers"


def large_steps(layers, batch):
    model = nn.Sequential(*layers)
    return model, batch, optim.SGD(model.parameters(), lr=100.0), "one step changes"


def small_steps(layers, batch):
    model = nn.Sequential(*layers)
    return model, batch, optim.SGD(model.parameters(), lr=1e-7), "next to nothing"


def others_parameters(layers, batch):
    model = nn.Sequential(*layers)
    optimizer = optim.SGD(copy.deepcopy(model).parameters(), lr=0.1)
    return model, batch, optimizer, "A step of the optimizer changes no weight"


FAULTS = [
    *(softmax_too_many, plain_list, pixels_to_255, dead_units, unused_layer, resting),
    *(sure_and_wrong, large_steps, small_steps, others_parameters),
]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fault_put_into_a_generated_network_is_named(seed, batches):
    fault = FAULTS[seed % len(FAULTS)]
    _, layers, batch = generated(seed, batches)
    model, batch, optimizer, words = fault(layers, batch)
    found = diagnose(model, batch, nn.CrossEntropyLoss(), optimizer).findings
    assert words in " ".join(found), (fault.__name__, model)


def models_of_the_answers() -> list:
    """Every right answer that makes a network, with its exercise."""
    names = ("ReluNet", "build_sequential", "log_softmax_model", "LeNet", "Classifier")
    return [
        pytest.param(name, path, id=f"{name}-{path.stem}")
        for name in names
        for path in files(name, "right")
    ]


WITH_A_LAYER_TO_SPARE = {
    ("ReluNet", "layer_that_stays_unused"),
    ("LeNet", "layer_that_stays_unused"),
    ("Classifier", "several_attempts"),
}


def probabilities_loss(outputs, labels):
    """Lesson 04's networks end with softmax."""
    return nn.functional.nll_loss(torch.log(outputs), labels)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "path"), models_of_the_answers())
def test_of_the_models_of_the_lessons_nothing_is_said(name, path, batches):
    torch.manual_seed(len(path.stem))
    (answer, *_) = answers_in(name, path.read_text(encoding="utf-8"))
    images, labels = batches[0][1]
    model, criterion = answer, nn.CrossEntropyLoss()
    if name == "build_sequential":
        model = answer(784, [128, 64], 10)
    elif not isinstance(answer, nn.Module):
        model = answer()
    if name == "log_softmax_model":
        model, criterion = model
    elif name in ("ReluNet", "build_sequential"):
        criterion = probabilities_loss
    if name == "LeNet":
        images = nn.functional.pad(images, (2, 2, 2, 2), value=-1.0)
    elif name != "Classifier":
        images = images.flatten(1)
    # Some answers hand out a network that is in eval mode.
    diagnosis = diagnose(model.train(), (images, labels), criterion)
    unused = (name, path.stem.removeprefix("right_")) in WITH_A_LAYER_TO_SPARE
    found = [s for s in diagnosis.findings if not (unused and "no gradient" in s)]
    assert (found, diagnosis.measured.error) == ([], "")
