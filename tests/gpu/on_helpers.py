"""The helpers of the course, given tensors and networks on a GPU."""

import copy

import matplotlib
import pytest
import torch
from torch import nn

matplotlib.use("agg")

from course_helpers import (  # noqa: E402
    LiveLoader,
    diagnose,
    draw,
    get_device,
    load_data,
    plot_function,
    plot_history,
    show_images,
    slide,
    view_classify,
)

GPU = get_device()


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    matplotlib.pyplot.close("all")


def network() -> nn.Module:
    torch.manual_seed(0)
    layers = nn.Linear(784, 16), nn.ReLU(), nn.Dropout(0.2), nn.Linear(16, 10)
    return nn.Sequential(nn.Flatten(), *layers).to(GPU)


def batch() -> tuple[torch.Tensor, torch.Tensor]:
    return next(iter(load_data("digits", batch_size=32, device=GPU)[0]))


def test_device_is_found_and_tried():
    assert GPU.type != "cpu"


def test_loader_makes_the_same_batches_there():
    loaders = [load_data("digits", device=place) for place in ("cpu", GPU)]
    for here, there in zip(*loaders, strict=True):
        torch.manual_seed(5)
        expected = next(iter(here))
        torch.manual_seed(5)
        got = next(iter(there))
        assert {tensor.device.type for tensor in got} == {GPU.type}
        for mine, yours in zip(expected, got, strict=True):
            assert torch.equal(mine, yours.cpu())


def test_live_loader_reads_losses_there(capsys, monkeypatch):
    monkeypatch.delenv("COURSE_LIVE", raising=False)
    images, labels = batch()
    loader = LiveLoader([(images, labels)] * 3, nn.CrossEntropyLoss(), epochs=1)
    model = network()
    for images, labels in loader:
        loader.criterion(model(images), labels).backward()
    assert "batch 3 of 3, mean loss 2." in capsys.readouterr().out


def test_images_and_titles_are_shown():
    images, labels = batch()
    axes = show_images(images[:4], titles=labels[:4])
    assert [ax.get_title() for ax in axes] == [str(n) for n in labels[:4].tolist()]
    assert len(show_images(list(images[:3]), titles=list(labels[:3]))) == 3


def test_view_classify_takes_image_probabilities_and_label():
    images, labels = batch()
    probabilities = network()(images[:1]).softmax(dim=1)
    left, right = view_classify(images[0], probabilities, label=labels[0])
    assert str(labels[0].item()) in left.get_title()
    guess = probabilities.argmax().item()
    assert right.get_title().startswith(f"Predicted: {guess}")


def test_history_of_losses_that_stayed_there():
    losses = [torch.tensor(1.0 / n, device=GPU, requires_grad=True) for n in (1, 2)]
    shares = torch.tensor([0.5, 0.7], device=GPU)
    best = torch.tensor(1, device=GPU)
    axes = plot_history(
        {"train_loss": losses, "valid_accuracy": shares, "best_epoch": best}
    )
    assert axes[0].lines[0].get_ydata().tolist() == [1.0, 0.5]


def test_function_that_computes_there_is_drawn_with_its_path():
    slope = torch.tensor([2.0], device=GPU)
    points = [torch.tensor(x, device=GPU) for x in (-1.0, 0.5)]
    ax = plot_function(lambda x: (x.to(GPU) * slope).sum(), -1, 1, points=points)
    assert ax.lines[0].get_ydata()[0] == -2.0
    assert len(ax.lines[1].get_xdata()) == 2


def test_slide_draws_what_was_computed_there():
    def waves(rate=1.0):
        return plot_function(lambda x: (x.to(GPU) * rate).sin(), 0, 1)

    assert slide(waves, rate=(0.0, 2.0)) is None
    assert matplotlib.pyplot.get_fignums()


def test_diagnosis_measures_there_and_leaves_all_as_it_was():
    model, (images, labels) = network(), batch()
    weights = torch.ones(10, device=GPU)
    optimizer = torch.optim.Adam(model.parameters())
    before = copy.deepcopy(model.state_dict())
    torch.manual_seed(1)
    expected = torch.rand(2, device=GPU)
    torch.manual_seed(1)
    found = diagnose(model, (images, labels), nn.CrossEntropyLoss(weights), optimizer)
    assert torch.equal(torch.rand(2, device=GPU), expected)
    assert not found.measured.error
    assert found.measured.first_loss == pytest.approx(2.3, abs=0.3)
    assert found.measured.by_heart[-1] < 1 and found.measured.updates
    assert all(map(torch.equal, before.values(), model.state_dict().values()))
    assert model[1].weight.device.type == GPU.type


def test_diagnosis_says_what_is_not_there():
    model, (images, labels) = network(), batch()
    found = diagnose(model, (images, labels.cpu()), nn.CrossEntropyLoss())
    assert "same device" in found.measured.error


@pytest.mark.parametrize("centred", [False, True])
def test_drawing_is_read_by_a_network_there(centred):
    def center(image):
        return image.to(GPU).roll(1, dims=1)

    text = repr(draw(network(), center=center, centred=centred))
    assert "what the network says" in text and "expected" not in text


def test_pad_shows_what_a_network_there_sees_and_says(monkeypatch):
    from course_helpers.pad.reading import FINE, Reader
    from course_helpers.pad.widget import Pad

    reader = Reader(network(), (-1, 1), lambda image: image.to(GPU))
    still = draw(network())
    pad = Pad(reader, [str(n) for n in range(10)], False, still)
    sent = []
    monkeypatch.setattr(pad, "send", lambda *message: sent.append(message))
    pad._handle_custom_msg({"centred": True}, [bytes(FINE * FINE)])
    [(answer, [picture])] = sent
    assert len(answer["probabilities"]) == 10 and len(picture) == 28 * 28
