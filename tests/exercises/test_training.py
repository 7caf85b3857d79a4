"""Which networks were trained in a call of train_classifier, and which before it."""

import copy
import pickle
from functools import cache

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_helpers.data import load_data
from course_helpers.exercises.observe._training import BEFORE, NOTHING, SEEN, Witness


@pytest.fixture(scope="module")
def loaded():
    return load_data("digits")[:2]


@pytest.fixture
def loaders(loaded):
    return [copy.copy(loader) for loader in loaded]


def network() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.LogSoftmax(dim=1))


def batch(loader) -> tuple:
    return next(iter(loader))


def step(model, optimizer, images, labels):
    optimizer.zero_grad()
    F.nll_loss(model(images), labels).backward()
    optimizer.step()


def plainly(loader, valid):
    model = network()
    step(model, torch.optim.SGD(model.parameters(), 0.1), *batch(loader))
    return model


def by_hand(loader, valid, by_data=False):
    model = network()
    images, labels = batch(loader)
    F.nll_loss(model(images), labels).backward()
    with torch.no_grad():
        for p in model.parameters():
            p.data = p.data - 0.1 * p.grad if by_data else p.sub_(0.1 * p.grad)
    return model


def by_data(loader, valid):
    return by_hand(loader, valid, by_data=True)


def with_a_loader_of_its_own(loader, valid):
    return by_hand(torch.utils.data.DataLoader(loader.dataset, 32), valid)


def from_a_copy_of_the_loader(loader, valid):
    return by_hand(copy.deepcopy(loader), valid)


def in_another_process(loader, valid):
    return by_hand(pickle.loads(pickle.dumps(loader)), valid)


def from_all_that_the_loader_holds(loader, valid):
    vars(loader)
    return by_hand(valid, valid)


def the_best_in_a_copy(loader, valid):
    return copy.deepcopy(plainly(loader, valid))


def inside_another(loader, valid):
    return nn.Sequential(plainly(loader, valid))


def compiled(loader, valid):
    model = torch.compile(network(), backend="eager")
    step(model, torch.optim.Adam(model.parameters()), *batch(loader))
    return model


FIRST = network()


@cache
def elsewhere() -> nn.Module:
    """One network, which no answer made."""
    return network()


@pytest.fixture(scope="module", autouse=True)
def made():
    """Make it before any call, but not with the tests: those are frozen."""
    elsewhere()


OPTIMIZER = torch.optim.SGD(FIRST.parameters(), 0.1)


def made_before(loader, valid):
    step(FIRST, OPTIMIZER, *batch(loader))
    return FIRST


def with_other_images(loader, valid):
    """Not what is asked for, but a training: its points tell."""
    model = network()
    images, labels = torch.rand(8, 1, 28, 28), torch.arange(8)
    step(model, torch.optim.SGD(model.parameters(), 0.1), images, labels)
    return model


HONEST = [
    *(plainly, by_hand, by_data, with_a_loader_of_its_own, from_a_copy_of_the_loader),
    *(in_another_process, from_all_that_the_loader_holds, the_best_in_a_copy),
    *(inside_another, compiled, made_before, with_other_images),
]


def seen(answer, loaders) -> str:
    witness = Witness(*loaders)
    model, failure = witness.call(answer, *loaders)
    assert failure is None
    return witness.saw(model)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("answer", HONEST)
def test_network_that_was_trained_in_the_call_is_never_refused(answer, loaders):
    assert seen(answer, loaders) == SEEN


def test_second_training_that_gives_the_very_same_network_is_one(loaders):
    kept = []

    def answer(loader, valid):
        torch.manual_seed(0)
        kept.append(by_hand(loader, valid))
        return kept[-1]

    assert [seen(answer, loaders) for _ in range(2)] == [SEEN, SEEN]
    assert all(map(torch.equal, *(list(m.parameters()) for m in kept)))


def test_network_without_parameters_is_left_to_its_points(loaders):
    def answer(loader, valid):
        batch(loader)
        return nn.Flatten()

    assert seen(answer, loaders) == SEEN


def returns_it(loader, valid):
    return elsewhere()


def measures_it(loader, valid):
    with torch.no_grad():
        elsewhere()(batch(loader)[0])
    return elsewhere().eval()


def puts_it_into_another(loader, valid):
    for _ in loader:
        break
    return nn.Sequential(elsewhere())


def trains_another(loader, valid):
    plainly(loader, valid)
    return elsewhere()


@pytest.mark.parametrize(
    "answer", [returns_it, measures_it, puts_it_into_another, trains_another]
)
def test_network_from_before_the_call_is_seen(answer, loaders):
    assert seen(answer, loaders) == BEFORE


def copies_it(loader, valid):
    print(len(loader), loader.batch_size, loader)
    return copy.deepcopy(elsewhere())


def fills_a_new_one(loader, valid):
    model = network()
    model.load_state_dict(elsewhere().state_dict())
    return model


@pytest.mark.parametrize("answer", [copies_it, fills_a_new_one])
def test_network_for_which_nothing_was_read_is_seen(answer, loaders):
    assert seen(answer, loaders) == NOTHING


def test_watched_loader_gives_the_same_batches(loaded, loaders):
    Witness(*loaders)
    torch.manual_seed(0)
    images, labels = batch(loaders[0])
    torch.manual_seed(0)
    same_images, same_labels = batch(loaded[0])
    assert torch.equal(images, same_images) and torch.equal(labels, same_labels)
    assert isinstance(loaders[0], type(loaded[0]))
    assert type(loaders[0]).__name__ == type(loaded[0]).__name__
    assert len(loaders[0]) == len(loaded[0])
