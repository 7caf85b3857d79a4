"""What a GPU refuses, and what it allows: the stand-in's rules are those of CUDA.

These hold on a machine with a GPU, too: `make test-gpu` tries them there.
"""

import copy
import io

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_helpers.device import get_device

GPU = get_device()
ONE_DEVICE = "Expected all tensors to be on the same device"
NO_NUMPY = "can't convert .*device type tensor to numpy"


def ones(*shape: int) -> torch.Tensor:
    return torch.ones(shape, device=GPU)


def network() -> nn.Module:
    return nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Dropout(0.5), nn.Linear(3, 2))


def assigned(tensor: torch.Tensor, **values: torch.Tensor) -> None:
    for name, value in values.items():
        setattr(tensor, name, value)


REFUSED = {
    "sum": (lambda: ones(3) + torch.ones(3), ONE_DEVICE),
    "product of matrices": (lambda: ones(2, 3) @ torch.ones(3, 2), ONE_DEVICE),
    "joined": (lambda: torch.cat([ones(2), torch.ones(2)]), ONE_DEVICE),
    "stacked numbers": (lambda: torch.stack([ones(), torch.ones(())]), ONE_DEVICE),
    "compared": (lambda: torch.equal(ones(2), torch.ones(2)), "device"),
    "nearly compared": (lambda: torch.allclose(ones(2), torch.ones(2)), ONE_DEVICE),
    "chosen by a mask": (lambda: torch.where(ones(2) > 0, ones(2), torch.ones(2)), "."),
    "total on the CPU": (lambda: torch.tensor(0.0).add_(ones()), ONE_DEVICE),
    "image on the CPU": (lambda: network().to(GPU)(torch.ones(1, 4)), ONE_DEVICE),
    "network on the CPU": (lambda: network()(ones(1, 4)), ONE_DEVICE),
    "convolution": (lambda: nn.Conv2d(1, 1, 2).to(GPU)(torch.ones(1, 1, 3, 3)), "."),
    "rows by number": (
        lambda: nn.Embedding(3, 2).to(GPU)(torch.tensor([0])),
        ONE_DEVICE,
    ),
    "index": (
        lambda: torch.ones(3)[torch.tensor([0], device=GPU)],
        "indices should be either on cpu or on the same device",
    ),
    "put by index": (
        lambda: ones(3).__setitem__(torch.tensor([0, 1]), torch.ones(2)),
        ONE_DEVICE,
    ),
    "gathered": (lambda: ones(1, 3).gather(1, torch.tensor([[0]])), ONE_DEVICE),
    "numpy": (lambda: ones(3).numpy(), NO_NUMPY),
    "array": (lambda: ones(3).__array__(), NO_NUMPY),
    "generator of the CPU": (
        lambda: torch.randn(3, device=GPU, generator=torch.Generator()),
        "Expected a '.*' device type for generator but found 'cpu'",
    ),
    "generator of the device": (
        lambda: torch.randperm(3, generator=torch.Generator(GPU)),
        "Expected a 'cpu' device type for generator but found",
    ),
    "gradient": (
        lambda: ones(3).requires_grad_().mul(2).backward(torch.ones(3)),
        "invalid gradient at index 0 - expected device",
    ),
    "assigned gradient": (lambda: assigned(ones(3), grad=torch.ones(3)), "device"),
}

ALLOWED = {
    "number on the CPU": lambda: ones(3) * torch.tensor(2.0),
    "number in the loss": lambda: torch.tensor(0.0) + ones(3).sum(),
    "index on the CPU": lambda: ones(3)[torch.tensor([0, 2])],
    "mask on the CPU": lambda: ones(3)[torch.tensor([True, False, True])],
    "like it": lambda: torch.zeros_like(ones(3)).new_ones(2),
    "row times matrix": lambda: ones(3) @ ones(3, 2),
    "changed in place": lambda: ones(2, 3).t_().unsqueeze_(0),
    "clipped gradients": lambda: nn.utils.clip_grad_norm_([graded()], 1.0),
    "batch norm": lambda: nn.BatchNorm1d(4).to(GPU)(ones(3, 4)),
    "as its number": lambda: torch.full((2,), ones().item(), device=GPU),
    "of losses": lambda: torch.tensor([ones().sum(), ones().sum()], device=GPU),
    "with a default": lambda: made_by_default(),
}


def graded() -> torch.Tensor:
    weight = ones(3).requires_grad_()
    weight.sum().backward()
    return weight


def made_by_default() -> torch.Tensor:
    with torch.device(GPU):
        return nn.Linear(2, 2)(torch.rand(1, 2)) + torch.tensor([1.0, 2.0])


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    call, words = REFUSED[name]
    with pytest.raises((RuntimeError, TypeError), match=words):
        call()


@pytest.mark.parametrize("name", ALLOWED)
def test_allowed_and_stays_on_the_device(name):
    result = ALLOWED[name]()
    assert result.device.type == GPU.type
    assert result.detach().cpu().isfinite().all()


def test_item_of_a_tensor_with_no_dimension_is_an_index():
    assert torch.arange(3)[torch.tensor(2, device=GPU)] == 2


def test_copies_go_both_ways():
    here, there = torch.zeros(2), ones(2)
    here.copy_(there)
    there[0] = torch.tensor(5.0)
    there[1:] = torch.tensor([7.0])
    there[torch.tensor([False, False])] = torch.tensor(9.0)
    assert here.tolist() == [1, 1] and there.tolist() == [5, 7]
    assert there.cpu().numpy().tolist() == [5, 7]


@pytest.mark.parametrize("kind", [torch.optim.SGD, torch.optim.Adam])
def test_training_gives_the_numbers_of_the_cpu(kind):
    losses = {}
    for place in ("cpu", GPU):
        torch.manual_seed(0)
        model = network()
        del model[2]
        optimizer = kind(model.parameters(), lr=0.1)
        weight = model[0].weight
        # After the optimizer, which goes on with the same parameters.
        assert model.to(place)[0].weight is weight
        images, labels = torch.rand(8, 4).to(place), torch.arange(8).to(place) % 2
        losses[place] = []
        for _ in range(5):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            losses[place].append(loss.item())
    assert losses["cpu"] == pytest.approx(losses[GPU], abs=1e-5)
    assert losses["cpu"][0] > losses["cpu"][-1]


MISTAKES = {
    "nothing": None,
    "images stay": lambda parts: parts.update(images=torch.rand(8, 4)),
    "targets stay": lambda parts: parts.update(labels=torch.arange(8) % 2),
    "network stays": lambda parts: parts.update(model=network()),
    "weights of the loss": lambda parts: parts.update(
        criterion=nn.CrossEntropyLoss(weight=torch.ones(2))
    ),
    "tensor made without device": lambda parts: parts.update(noise=torch.zeros(8, 4)),
    "total begins on the CPU": lambda parts: parts.update(total=torch.zeros(1)),
    "numpy without cpu": lambda parts: parts.update(read=lambda x: x.detach().numpy()),
    "generator of the other": lambda parts: parts.update(
        order=lambda: torch.randperm(8, device=GPU, generator=torch.Generator())
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_known_mistake_in_a_training_is_found(mistake):
    parts = {
        "model": network().to(GPU),
        "images": torch.rand(8, 4).to(GPU),
        "labels": (torch.arange(8) % 2).to(GPU),
        "criterion": nn.CrossEntropyLoss(weight=torch.ones(2)).to(GPU),
        "noise": torch.zeros(8, 4, device=GPU),
        "total": torch.zeros(1, device=GPU),
        "read": lambda x: x.detach().cpu().numpy(),
        "order": lambda: torch.randperm(8),
    }
    if mistake == "nothing":
        assert trained(**parts) > 0
        return
    MISTAKES[mistake](parts)
    with pytest.raises((RuntimeError, TypeError), match="device"):
        trained(**parts)


def trained(model, images, labels, criterion, noise, total, read, order) -> float:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    chosen = order()
    loss = criterion(model(images[chosen] + noise), labels[chosen])
    loss.backward()
    optimizer.step()
    total += loss.detach()
    return float(read(loss))


def test_device_has_random_numbers_of_its_own():
    torch.manual_seed(3)
    expected = torch.rand(2)
    torch.manual_seed(3)
    first = torch.rand(2, device=GPU)
    assert torch.equal(torch.rand(2), expected)
    torch.manual_seed(3)
    assert torch.equal(torch.rand(2, device=GPU), first)


def test_saved_tensors_come_back_to_their_device_or_where_they_are_sent():
    model = network().to(GPU)
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    for place, expected in ((None, GPU.type), ("cpu", "cpu"), (GPU, GPU.type)):
        file.seek(0)
        state = torch.load(file, map_location=place, weights_only=True)
        assert {tensor.device.type for tensor in state.values()} == {expected}
        assert torch.equal(state["0.weight"].cpu(), model[0].weight.detach().cpu())


def test_copied_network_stays_on_the_device_and_shares_nothing():
    model = network().to(GPU)
    twin = copy.deepcopy(model)
    with torch.no_grad():
        twin[0].weight.zero_()
    assert twin[0].weight.device == model[0].weight.device
    assert twin[0].weight.sum() == 0 != model[0].weight.sum()


def test_inference_mode_works():
    model = network().to(GPU).eval()
    with torch.inference_mode():
        parts = [
            model(batch.to(GPU)).exp().cpu() for batch in torch.rand(6, 4).split(2)
        ]
    assert torch.cat(parts).shape == (6, 2)
