import inspect

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from course_helpers import view_classify
from course_helpers.labels import FASHION_CLASSES

PIXELS = torch.arange(784).remainder(256).reshape(28, 28).to(torch.uint8)
SHAPES = [(784,), (1, 784), (28, 28), (1, 28, 28), (1, 1, 28, 28)]
PS = torch.tensor([0.02, 0.03, 0.05, 0.3, 0.05, 0.05, 0.05, 0.25, 0.1, 0.1])


def picture(ax):
    return ax.images[0].get_array()


def notes(ax):
    """The words beside the bars, by the class they stand at."""
    return {text.get_position()[1]: text.get_text() for text in ax.texts}


def ticks(ax):
    return [tick.get_text() for tick in ax.get_yticklabels()]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("ps_shape", [(10,), (1, 10)], ids=str)
def test_every_shape_gives_the_same_picture(shape, ps_shape):
    left, right = view_classify(PIXELS.reshape(shape), PS.reshape(ps_shape))
    assert np.allclose(picture(left), PIXELS / 255)
    assert np.allclose([bar.get_width() for bar in right.patches], PS)


@pytest.mark.parametrize(
    "img",
    [
        PIXELS,
        PIXELS.numpy(),
        PIXELS.tolist(),
        PIXELS.double(),
        PIXELS.int(),
        PIXELS / 255,
        PIXELS / 127.5 - 1,
        (PIXELS / 255).numpy(),
        (PIXELS / 127.5 - 1).requires_grad_(),
        (PIXELS / 127.5 - 1).half(),
        PIXELS.float().bfloat16(),
        (PIXELS / 255 - 0.1307) / 0.3081,
    ],
    ids=lambda img: str(getattr(img, "dtype", type(img))),
)
def test_every_range_and_kind_gives_the_same_picture(img):
    left, _ = view_classify(img, PS)
    assert np.allclose(picture(left), PIXELS / 255, atol=1e-2)
    assert left.images[0].get_clim() == (0, 1)


def test_constant_image_is_drawn():
    left, _ = view_classify(torch.ones(28, 28), PS)
    assert np.ptp(picture(left)) == 0


@pytest.mark.parametrize("kind", [torch.half, torch.bfloat16, torch.double])
def test_probabilities_of_every_kind_are_drawn(kind):
    _, right = view_classify(PIXELS, PS.to(kind).requires_grad_())
    assert np.allclose([bar.get_width() for bar in right.patches], PS, atol=1e-2)


def test_arguments_stay_as_they_are():
    img = (PIXELS / 255).reshape(1, 28, 28).requires_grad_()
    ps = PS.clone().reshape(1, 10).requires_grad_()
    before = img.detach().clone(), ps.detach().clone()
    left, right = view_classify(img, ps)
    picture(left)[:] = 9
    right.patches[0].set_width(9)
    assert img.shape == (1, 28, 28)
    assert ps.shape == (1, 10)
    assert torch.equal(img, before[0])
    assert torch.equal(ps, before[1])
    assert img.requires_grad and img.grad is None


def test_array_argument_stays_as_it_is():
    img, ps = PIXELS.numpy().astype(float), PS.double().numpy()
    before = img.copy(), ps.copy()
    left, _ = view_classify(img, ps)
    picture(left)[:] = 9
    assert np.array_equal(img, before[0])
    assert np.array_equal(ps, before[1])


def test_random_state_is_untouched():
    before = torch.get_rng_state(), np.random.get_state()[1].copy()
    view_classify(PIXELS, PS, label=3)
    assert torch.equal(torch.get_rng_state(), before[0])
    assert np.array_equal(np.random.get_state()[1], before[1])


def test_axes_of_one_figure_are_returned():
    left, right = view_classify(PIXELS, PS)
    assert plt.gcf().axes == [left, right]
    assert right.get_xlabel() == "Probability"
    assert right.get_xlim() == (0, 1)
    assert right.yaxis_inverted()


def test_prediction_is_shown():
    left, right = view_classify(PIXELS, PS)
    assert left.get_title() == ""
    assert right.get_title() == "Predicted: 3 (0.30)"
    assert notes(right) == {3: "predicted"}
    assert ticks(right) == list("0123456789")


@pytest.mark.parametrize(
    "label",
    [7, np.int64(7), torch.tensor(7), torch.tensor([7]), np.array([7]), 7.0],
    ids=repr,
)
def test_wrong_prediction_shows_the_true_label_too(label):
    left, right = view_classify(PIXELS, PS, label=label)
    assert left.get_title() == "True label: 7"
    assert right.get_title() == "Predicted: 3 (0.30)"
    assert notes(right) == {3: "predicted", 7: "true"}
    colors = [bar.get_facecolor() for bar in right.patches]
    assert len({colors[0], colors[3], colors[7]}) == 3


def test_right_prediction_says_so():
    _, right = view_classify(PIXELS, PS, label=3)
    assert notes(right) == {3: "predicted and true"}


def test_label_zero_is_a_label():
    left, right = view_classify(PIXELS, PS, label=0)
    assert left.get_title() == "True label: 0"
    assert notes(right)[0] == "true"


@pytest.mark.parametrize("version", ["Fashion", "fashion", "FASHION"])
def test_fashion_has_its_names_in_any_case(version):
    left, right = view_classify(PIXELS, PS, version, 9)
    assert ticks(right) == list(FASHION_CLASSES)
    assert right.get_title() == "Predicted: Dress (0.30)"
    assert left.get_title() == "True label: Ankle boot"


def test_mnist_is_known_in_any_case():
    _, right = view_classify(PIXELS, PS, "mnist")
    assert ticks(right) == list("0123456789")


def test_text_fits_into_the_figure():
    for winner in (0, 9):
        ps = torch.zeros(10)
        ps[winner] = 1
        left, right = view_classify(PIXELS, ps, "Fashion", label=winner)
        figure = right.figure
        figure.canvas.draw()
        for text in [*right.texts, right.title, left.title, *right.get_yticklabels()]:
            box = text.get_window_extent()
            assert figure.bbox.x0 <= box.x0
            assert box.x1 <= figure.bbox.x1
        plt.close(figure)


def test_global_dark_style_leaves_the_picture_readable():
    with plt.style.context("dark_background"):
        _, right = view_classify(PIXELS, PS)
        right.figure.canvas.draw()
        texts = [right.title, right.xaxis.label, *right.get_yticklabels()]
        assert {text.get_color() for text in texts} == {".15"}
        assert right.get_facecolor() == (1, 1, 1, 1)


def test_signature_is_the_documented_one():
    assert list(inspect.signature(view_classify).parameters) == [
        "img",
        "ps",
        "version",
        "label",
    ]


def message_for(img=PIXELS, ps=PS, **more):
    with pytest.raises(ValueError) as caught:
        view_classify(img, ps, **more)
    assert not plt.get_fignums()
    return str(caught.value)


def test_batch_of_probabilities_is_named():
    assert message_for(ps=PS.expand(64, 10)) == (
        "view_classify: ps must hold one image's 10 probabilities, shape (10,) or "
        "(1, 10); got (64, 10). Pass one row, for example ps[0]."
    )


@pytest.mark.parametrize("shape", [(5,), (10, 1), (2, 5), ()], ids=str)
def test_wrong_shape_of_probabilities_is_named(shape):
    ps = torch.full(shape, 0.1)
    assert f"(1, 10); got {shape}." in message_for(ps=ps)


@pytest.mark.parametrize(
    "logits", [[0.0, 3, 0, 0, 0, 0, 0, 0, 0, 0], [-2.0] * 9 + [5.0], [0.0] * 10]
)
def test_log_probabilities_are_named(logits):
    log_probs = torch.log_softmax(torch.tensor(logits), dim=0)
    message = message_for(ps=log_probs)
    assert "got log-probabilities from" in message
    assert message.endswith("Pass torch.exp(ps).")


def test_log_probabilities_of_a_certain_network_are_named():
    log_probs = torch.tensor([0.0] + [-torch.inf] * 9)
    assert "Pass torch.exp(ps)." in message_for(ps=log_probs)


@pytest.mark.parametrize("logits", [[-1.0, 2] + [0.0] * 8, [-5.0] * 10, [7.0] * 10])
def test_logits_are_named(logits):
    message = message_for(ps=torch.tensor(logits))
    assert "got logits (plain scores) from" in message
    assert "softmax" in message


def test_probabilities_that_do_not_sum_to_one_are_named():
    message = message_for(ps=torch.full((10,), 0.5))
    assert "must be 10 probabilities that sum to 1; got a sum of 5.00." in message


@pytest.mark.parametrize("bad", [torch.nan, torch.inf])
def test_probabilities_that_are_not_finite_are_named(bad):
    ps = PS.clone()
    ps[2] = bad
    assert "ps must hold finite numbers; got 1 nan or inf" in message_for(ps=ps)


def test_batch_of_images_is_named():
    message = message_for(torch.zeros(64, 1, 28, 28))
    assert message == (
        "view_classify: img must be one image of 28 x 28 values, shape (1, 28, 28), "
        "(28, 28) or (784,); got (64, 1, 28, 28). "
        "Pass one image, for example images[0]."
    )


@pytest.mark.parametrize("shape", [(0,), (783,), (3, 28, 28), (32, 32), (28, 28, 1)])
def test_wrong_shape_of_image_is_named(shape):
    assert f"got {shape}." in message_for(torch.zeros(shape))


def test_image_that_is_not_finite_is_named():
    img = torch.zeros(28, 28)
    img[0, :3] = torch.nan
    assert "img must hold finite numbers; got 3 nan or inf" in message_for(img)


@pytest.mark.parametrize("img", [None, "digit.png", torch.zeros(28, 28) * 1j, {}])
def test_image_without_numbers_is_named(img):
    assert "view_classify: img must hold numbers; got" in message_for(img)


def test_image_and_label_together_are_named():
    assert "img must hold parts of equal shape" in message_for((PIXELS, 7))


@pytest.mark.parametrize("version", ["CIFAR", "", None, 3, ["MNIST"]])
def test_unknown_version_is_named(version):
    message = message_for(version=version)
    assert f"must be 'MNIST' or 'Fashion'; got {version!r}." in message


@pytest.mark.parametrize("label", [10, -1, 2.5, torch.tensor([1, 2]), torch.nan])
def test_wrong_label_is_named(label):
    assert "label must be one whole number from 0 to 9" in message_for(label=label)


def test_label_without_a_number_is_named():
    assert "label must hold numbers; got 'seven'" in message_for(label="seven")
