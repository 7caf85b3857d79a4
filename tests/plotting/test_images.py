import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from course_helpers import show_images

BATCH = torch.linspace(0, 1, 6 * 784).reshape(6, 1, 28, 28)


def pictures(axes):
    return np.stack([ax.images[0].get_array() for ax in axes])


def titles(axes):
    return [ax.get_title() for ax in axes]


@pytest.mark.parametrize(
    "images",
    [
        BATCH,
        BATCH.numpy(),
        BATCH.squeeze(1),
        BATCH.flatten(1),
        BATCH * 255,
        BATCH * 2 - 1,
        (BATCH * 2 - 1).requires_grad_(),
        BATCH / 10 - 0.05,
        list(BATCH),
        tuple(BATCH.numpy()),
        list(BATCH.squeeze(1).requires_grad_()),
    ],
    ids=lambda x: f"{type(x).__name__}{np.shape(x) if not isinstance(x, list) else ''}",
)
def test_every_shape_and_range_gives_the_same_pictures(images):
    axes = show_images(images)
    assert axes.shape == (6,)
    assert np.allclose(pictures(axes), BATCH[:, 0], atol=1e-4)
    assert {ax.images[0].get_clim() for ax in axes} == {(0, 1)}


def test_images_share_one_scale():
    axes = show_images(torch.stack([torch.zeros(5, 5), torch.full((5, 5), 4.0)]))
    assert pictures(axes)[0].max() == 0
    assert pictures(axes)[1].min() == 1


@pytest.mark.parametrize("shape", [(6, 1, 5, 5), (6, 14, 14), (1, 1, 32, 32)], ids=str)
def test_other_sizes_are_drawn(shape):
    axes = show_images(torch.randn(shape))
    assert pictures(axes).shape == (shape[0], *shape[-2:])


def test_images_stay_as_they_are():
    images = BATCH.clone()
    axes = show_images(images)
    axes[0].images[0].get_array()[:] = 9
    assert torch.equal(images, BATCH)


def test_images_stand_row_by_row():
    axes = show_images(torch.rand(11, 28, 28), range(11), columns=4)
    assert plt.gcf().axes == list(axes)
    places = [ax.get_position() for ax in axes]
    assert len({round(place.x0, 6) for place in places}) == 4
    assert len({round(place.y0, 6) for place in places}) == 3
    assert places[1].x0 > places[0].x0
    assert places[4].x0 == places[0].x0
    assert places[4].y0 < places[0].y0


def test_short_row_takes_as_many_columns_as_images():
    axes = show_images(torch.rand(3, 28, 28))
    assert axes[-1].get_position().x1 == pytest.approx(1)


@pytest.mark.parametrize(
    "given",
    [
        [0, 1, 2, 3, 4, 5],
        torch.arange(6),
        np.arange(6),
        list(torch.arange(6)),
        "012345",
        (str(i) for i in range(6)),
    ],
    ids=lambda x: type(x).__name__,
)
def test_titles_may_be_anything(given):
    assert titles(show_images(BATCH, given)) == list("012345")


def test_titles_are_empty_unless_given():
    assert titles(show_images(BATCH)) == [""] * 6


@pytest.mark.parametrize(
    ("count", "columns", "titled"),
    [
        (1, 8, True),
        (8, 1, True),
        (8, 8, False),
        (9, 8, True),
        (40, 5, False),
        (22, 20, True),
    ],
)
def test_pictures_and_titles_do_not_overlap(count, columns, titled):
    titles = ["9"] * count if titled else None
    axes = show_images(torch.rand(count, 7, 7), titles, columns)
    figure = axes[0].figure
    figure.canvas.draw()
    boxes = [ax.get_tightbbox() for ax in axes]
    for box in boxes:
        assert box.width >= 19
        assert figure.bbox.x0 - 0.1 <= box.x0 and box.x1 <= figure.bbox.x1 + 0.1
        assert figure.bbox.y0 - 0.1 <= box.y0 and box.y1 <= figure.bbox.y1 + 0.1
    step = min(columns, count)
    for i, box in enumerate(boxes):
        if (i + 1) % step and i + 1 < count:
            assert box.x1 < boxes[i + 1].x0
        if i + step < count:
            assert boxes[i + step].y1 < box.y0


def message_for(*arguments, **more):
    with pytest.raises(ValueError) as caught:
        show_images(*arguments, **more)
    assert not plt.get_fignums()
    return str(caught.value)


@pytest.mark.parametrize(
    "shape",
    [(28, 28), (2, 3, 28, 28), (0, 1, 28, 28), (784,), (), (1, 2, 1, 28, 28)],
    ids=str,
)
def test_wrong_shape_is_named(shape):
    message = message_for(torch.zeros(shape))
    assert f"(N, H, W) or (N, 784); got {shape}." in message


def test_empty_list_is_named():
    assert "got (0,)." in message_for([])


def test_list_of_unequal_images_is_named():
    images = [torch.zeros(28, 28), torch.zeros(5, 5)]
    assert "images must hold parts of equal shape" in message_for(images)


def test_too_many_images_are_named():
    message = message_for(torch.zeros(65, 28, 28))
    assert "images must be at most 64, 8 rows; got 65." in message


def test_images_that_are_not_finite_are_named():
    images = BATCH.clone()
    images[0, 0, 0, 0] = -torch.inf
    assert "must hold finite numbers; got 1 nan or inf" in message_for(images)


def test_images_without_numbers_are_named():
    assert "show_images: images must hold numbers; got None." in message_for(None)


@pytest.mark.parametrize("given", [[1, 2], "12", torch.tensor(3), 3])
def test_wrong_number_of_titles_is_named(given):
    message = message_for(BATCH, given)
    assert "one title for each of the 6 images; got " in message


@pytest.mark.parametrize("columns", [0, -1, 2.5, "8", 21, None])
def test_wrong_columns_are_named(columns):
    message = message_for(BATCH, columns=columns)
    assert f"whole number from 1 to 20; got {columns!r}." in message
