"""What the pad's kernel side does: pictures come, probabilities go, models stay."""

import base64
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
import torch
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from torch import nn

from course_helpers import draw, load_data
from course_helpers.lesson_run import execute
from course_helpers.pad.reading import FINE, Reader, Unreadable
from course_helpers.pad.still import Still, ready_made
from course_helpers.pad.widget import Pad

NAMES = [str(digit) for digit in range(10)]
WIDGET = "application/vnd.jupyter.widget-view+json"
MODEL = """
import torch
from torch import nn
from course_helpers import draw
torch.manual_seed(0)
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
draw(model)"""


def flat():
    torch.manual_seed(0)
    return nn.Linear(784, 10)


def reader(model, pixels=(-1, 1), center=None):
    return Reader(model, pixels, center)


def block(top, left, height=20, width=8):
    """A drawing of one bar, in the pixels of a drawing."""
    drawing = torch.zeros(FINE, FINE)
    drawing[top : top + height, left : left + width] = 1
    return drawing


def middle(picture):
    """Row and column of a picture's centre of mass."""
    ink, places = picture.sum(), torch.arange(28.0)
    rows = (picture.sum(dim=1) * places).sum() / ink
    return rows.item(), ((picture.sum(dim=0) * places).sum() / ink).item()


def answers(pad, monkeypatch, drawing, **question):
    """What the pad sends for one drawing: contents and buffers."""
    sent = []
    monkeypatch.setattr(pad, "send", lambda *message: sent.append(message))
    buffer = memoryview((drawing * 255).byte().numpy().tobytes())
    content = {"view": "a", "number": 7, "done": True, "centred": False, **question}
    pad._handle_custom_msg(content, [buffer])
    return sent


def pad(model, **more):
    asked = reader(model, **more)
    return Pad(asked, NAMES, False, Still.of(asked, NAMES, False))


def output(source, **variables):
    """The one output of a cell run in a kernel of its own."""
    notebook = new_notebook(cells=[new_code_cell(source)])
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        store_widget_state=False,
        extra_arguments=["--IPKernelApp.log_level=40"],
    )
    client.execute(env={**os.environ, **variables})
    assert "widgets" not in notebook.metadata
    (shown,) = notebook.cells[0].outputs
    return shown


class Small(nn.Module):
    """Takes 32 x 32, as LeNet did."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 2, 5), nn.MaxPool2d(4), nn.Flatten(), nn.Linear(98, 10)
        )

    def forward(self, images):
        return self.layers(images)


@pytest.mark.parametrize(
    "model",
    [
        nn.Sequential(nn.Flatten(), nn.Linear(784, 10)),
        nn.Linear(784, 10),
        Small(),
        nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.LogSoftmax(dim=1)),
        nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.Softmax(dim=1)),
        nn.Linear(784, 10).double(),
        lambda images: images.flatten(1)[:, :10],
        lambda images: torch.zeros(10),
    ],
    ids=["images", "flat", "32", "log", "softmax", "double", "function", "one row"],
)
def test_networks_of_all_forms_read(model):
    probabilities = reader(model).read(ready_made()[3])
    assert probabilities.shape == (10,)
    assert probabilities.sum().item() == pytest.approx(1, abs=1e-5)


def test_three_ways_to_say_the_same_are_read_alike():
    scores = torch.tensor([[1.0, 2, 0, -1, 4, 0, 0, 1, 1, 3]])
    said = [scores, scores.log_softmax(dim=1), scores.softmax(dim=1)]
    for result in said:
        got = reader(lambda images, result=result: result).read(ready_made()[0])
        torch.testing.assert_close(got, scores.softmax(dim=1)[0])


@pytest.mark.parametrize("pixels", [(-1, 1), (0, 1), (-0.4242, 2.8215), (0, 255)])
def test_network_gets_pixels_as_it_was_trained(pixels):
    got = []

    def model(images):
        got.append(images)
        return torch.zeros(1, 10)

    reader(model, pixels).read(ready_made()[8])
    low, high = got[0].min().item(), got[0].max().item()
    assert (low, high) == pytest.approx(pixels, abs=1e-4)


@pytest.mark.parametrize("model", [nn.Linear(7, 10), nn.Linear(784, 9), abs])
def test_network_that_does_not_fit_is_told_so(model):
    with pytest.raises(Unreadable, match=r"\(1, 1, 28, 28\).* got "):
        reader(model).read(ready_made()[3])


@pytest.mark.parametrize("value", [torch.nan, torch.inf, -torch.inf])
def test_scores_that_are_no_numbers_are_named(value):
    with pytest.raises(Unreadable, match="NaN"):
        reader(lambda images: torch.full((1, 10), value)).read(ready_made()[3])


def test_impossible_class_is_read():
    scores = torch.tensor([[0.0, *[-torch.inf] * 9]])
    assert reader(lambda images: scores).read(ready_made()[3]).tolist() == [1] + [0] * 9


def test_function_that_centres_and_divides_by_zero_is_told_so():
    asked = reader(flat(), center=lambda image: image / 0)
    with pytest.raises(Unreadable, match="NaN"):
        asked.see(block(0, 0), centred=True)
    assert "NaN" in repr(draw(flat(), center=lambda image: image / 0, centred=True))


def test_model_is_asked_in_evaluation_mode_and_stays_as_it_is():
    modes = []

    class Network(nn.Linear):
        def forward(self, images):
            modes.append((self.training, torch.is_grad_enabled()))
            return super().forward(images)

    model = nn.Sequential(nn.Flatten(), nn.Dropout(), Network(784, 10))
    model[1].eval()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    state = torch.get_rng_state()
    draw(model)
    assert modes == [(False, False)]
    assert [module.training for module in model] == [True, False, True]
    assert all(value.equal(before[name]) for name, value in model.state_dict().items())
    assert model[2].weight.grad is None
    assert torch.get_rng_state().equal(state)


def test_model_that_cannot_be_copied_is_read_and_keeps_its_mode(tmp_path):
    model = flat()
    with (tmp_path / "log").open("w") as log:
        model.log = log
        reader(model).read(ready_made()[3])
    assert model.training


def test_pad_asks_the_model_as_it_is_now():
    model = flat()
    asked = reader(model)
    before = asked.read(ready_made()[3])
    with torch.no_grad():
        model.bias[5] += 100
    assert before[5] < 0.9
    assert asked.read(ready_made()[3])[5] > 0.99


@pytest.mark.parametrize("place", [(0, 0), (36, 48), (5, 20), (36, 0)])
def test_own_way_scales_to_20_pixels_and_moves_to_the_middle(place):
    picture = reader(flat()).see(block(*place), centred=True)
    rows = (picture.sum(dim=1) > 0).sum()
    assert rows == 20
    assert middle(picture) == pytest.approx((13.5, 13.5), abs=0.5)


def test_uncentred_drawing_stays_where_it_is():
    picture = reader(flat()).see(block(0, 0), centred=False)
    assert middle(picture) == (4.5, 1.5)
    assert picture.max() == 1


def test_empty_drawing_is_empty_centred_or_not():
    empty = torch.zeros(FINE, FINE)
    for centred in (True, False):
        assert reader(flat()).see(empty, centred).equal(torch.zeros(28, 28))


def test_learners_function_centres_instead():
    def center(image):
        assert (image.shape, image.dtype) == ((1, 28, 28), torch.float32)
        return image.flip(2)

    asked = reader(flat(), center=center)
    assert middle(asked.see(block(0, 0), centred=True)) == (4.5, 25.5)
    assert middle(asked.see(block(0, 0), centred=False)) == (4.5, 1.5)


@pytest.mark.parametrize("center", [lambda image: None, lambda image: image[0, :3]])
def test_function_that_fails_is_named(center):
    with pytest.raises(Unreadable, match="center: expected an image"):
        reader(flat(), center=center).see(block(0, 0), centred=True)


def test_ready_made_digits_are_embedded_ones_of_the_training_part():
    """Those for tests are hidden from hand-ins."""
    ready = (ready_made() * 255).round()
    _, _, tests = load_data("digits", normalize=False)
    train, valid, _ = load_data("digits", normalize=False)
    rows = {True: set(), False: set()}
    for ours, loaders in ((True, (train, valid)), (False, (tests,))):
        for loader in loaders:
            for images, labels in loader:
                # 28 pixels of the middle row and the sum are enough to tell them apart
                scaled = (images[:, 0] * 255).round()
                rows[ours] |= {
                    (int(label), *image[14].tolist(), image.sum().item())
                    for label, image in zip(labels, scaled, strict=True)
                }
    for digit, image in enumerate(ready):
        key = (digit, *image[14].tolist(), image.sum().item())
        assert key in rows[True] and key not in rows[False]


def test_answer_has_probabilities_and_what_the_network_sees(monkeypatch):
    model = flat()
    drawing = block(10, 10)
    ((content, (seen,)),) = answers(pad(model), monkeypatch, drawing)
    assert {name: content[name] for name in ("view", "number", "done")} == {
        "view": "a",
        "number": 7,
        "done": True,
    }
    picture = reader(model).see(drawing, centred=False)
    expected = reader(model).read(picture).tolist()
    assert content["probabilities"] == pytest.approx(expected)
    assert list(seen) == (picture * 255).round().int().flatten().tolist()
    json.dumps(content)


def test_problem_is_an_answer_too(monkeypatch):
    ((content, (_,)),) = answers(pad(nn.Linear(7, 3)), monkeypatch, block(0, 0))
    assert "probabilities" not in content
    assert content["problem"].startswith("draw: expected a model that takes")


def test_centring_comes_with_the_question(monkeypatch):
    drawing = block(0, 0)
    ((_, (seen,)),) = answers(pad(flat()), monkeypatch, drawing, centred=True)
    assert seen[:28] == bytes(28)


def test_model_that_trains_on_in_another_cell_keeps_its_mode(monkeypatch):
    """JupyterLab may let the pad ask while a cell trains the model."""
    model = flat()
    modes = []
    model.register_forward_pre_hook(lambda *_: modes.append(model.training))
    answers(pad(model), monkeypatch, block(0, 0))
    assert modes and all(modes)


def test_without_live_pictures_it_is_a_still_one(monkeypatch):
    monkeypatch.setenv("COURSE_LIVE", "0")
    shown = draw(flat())._repr_mimebundle_()
    assert shown.keys() == {"image/png", "text/plain"}
    assert base64.b64decode(shown["image/png"]).startswith(b"\x89PNG")
    assert "still picture" in shown["text/plain"]


def test_still_picture_of_a_network_that_does_not_fit_says_so():
    still = draw(nn.Linear(7, 3))
    assert "draw: expected a model that takes" in repr(still)
    assert still.png != draw(flat()).png


@pytest.mark.usefixtures("quick_kernels")
def test_notebook_gets_a_widget_with_a_still_picture_and_a_text():
    shown = output(MODEL, COURSE_LIVE="1").data
    assert shown.keys() == {WIDGET, "image/png", "text/plain"}
    assert shown["text/plain"].startswith("Pad to draw a digit on")


@pytest.mark.usefixtures("quick_kernels")
def test_authors_and_graders_get_the_still_picture_alone(tmp_path):
    notebook = new_notebook(cells=[new_code_cell(MODEL)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    execute(notebook, tmp_path)
    (shown,) = notebook.cells[0].outputs
    assert shown.data.keys() == {"image/png", "text/plain"}
    assert "widgets" not in notebook.metadata
    nbformat.validate(notebook)


def test_without_anywidget_one_line_says_so(monkeypatch, capsys):
    monkeypatch.delenv("COURSE_LIVE", raising=False)
    monkeypatch.setattr("course_helpers.kernel.shell", SimpleNamespace)
    monkeypatch.delitem(sys.modules, "course_helpers.pad.widget", raising=False)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    assert isinstance(draw(flat()), Still)
    line = capsys.readouterr().out
    assert line.count("\n") == 1 and "pip install anywidget" in line


def test_plain_python_neither_prints_nor_loads_widgets():
    code = f"{MODEL}\nimport sys\nassert 'anywidget' not in sys.modules"
    command = [sys.executable, "-W", "error", "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"model": "model"}, "expected a network or a function"),
        ({"classes": ["a", "b"]}, "classes must be ten names; got 2"),
        ({"pixels": (1, -1)}, "pixels must be two numbers"),
        ({"pixels": 3}, "pixels must be two numbers"),
        ({"center": 3}, "center must be a function"),
    ],
)
def test_other_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        draw(**{"model": flat(), **arguments})
