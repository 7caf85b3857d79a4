"""Draw images of one channel, in a grid."""

from collections.abc import Iterable, Sequence

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.axes import Axes

from ._style import DPI, numbers, style

# A whole data set, passed by mistake, would keep matplotlib busy for minutes.
_MOST_ROWS = 8
_MOST_COLUMNS = 20


@style()
def show_images(
    images: torch.Tensor | np.ndarray | Sequence,
    titles: Sequence | torch.Tensor | None = None,
    columns: int = 8,
) -> np.ndarray:
    """Show images in a grid, row by row.

    Args:
        images: Shape (N, 1, H, W), (N, H, W) or (N, 784), or a list of N images, for
            at most 8 rows. The smallest value of all is drawn black, the largest
            white, so that the images can be compared.
        titles: One title for each image, for example its label.
        columns: Most images in a row, from 1 to 20.

    Returns:
        Array of the N axes.

    Raises:
        ValueError: An argument is none of these.
    """
    if columns not in range(1, _MOST_COLUMNS + 1):
        raise ValueError(
            "show_images: columns must be a whole number from 1 to "
            f"{_MOST_COLUMNS}; got {columns!r}. Pass for example columns=8."
        )
    pictures = _many_images(images, int(columns) * _MOST_ROWS)
    names = _titles(titles, len(pictures))
    axes = _grid(len(pictures), int(columns), 0.18 if any(names) else 0)
    for ax, picture, name in zip(axes, pictures, names, strict=True):
        draw_picture(ax, picture)
        ax.set_title(name, fontsize=8, pad=2)
    return axes


def _grid(count: int, columns: int, title: float) -> np.ndarray:
    """Make axes for square images, as large as 7 x 4 inches allow.

    Args:
        count: Number of images.
        columns: Most images in a row.
        title: Height of a title in inches.

    Returns:
        Array of `count` axes, row by row.
    """
    columns = min(columns, count)
    rows = -(-count // columns)
    gap = 0.08
    width = (7 + gap) / columns - gap
    height = (4 + gap) / rows - gap - title
    side = min(width, height, 1.6)
    total = rows * (side + title + gap) - gap
    _, grid = plt.subplots(
        rows,
        columns,
        squeeze=False,
        dpi=DPI,
        figsize=(columns * (side + gap) - gap, total),
        gridspec_kw={
            "left": 0,
            "right": 1,
            "bottom": 0,
            "top": 1 - title / total,
            "wspace": gap / side,
            "hspace": (gap + title) / side,
        },
    )
    for ax in grid.flat[count:]:
        ax.remove()
    return grid.flatten()[:count]


def draw_picture(ax: Axes, picture: np.ndarray) -> None:
    """Draw one image, shape (H, W), with 0 as black and 1 as white."""
    ax.imshow(picture, cmap="gray", vmin=0, vmax=1)
    ax.set_axis_off()


def brightness(array: np.ndarray) -> np.ndarray:
    """Stretch the values to [0, 1], whatever range they came in."""
    low, high = array.min(), array.max()
    # An image of one grey alone has nothing to stretch.
    return (array - low) / ((high - low) or 1)


def require_finite(thing: str, array: np.ndarray) -> None:
    """Raise ValueError, beginning with `thing`, for nan or inf in the array."""
    if not np.isfinite(array).all():
        wrong = array[~np.isfinite(array)]
        raise ValueError(
            f"{thing} must hold finite numbers; got {len(wrong)} nan or inf. "
            "Look for the step that made the first of them."
        )


def _many_images(images: object, most: int) -> np.ndarray:
    thing = "show_images: images"
    array = numbers(thing, images)
    shape = array.shape
    if array.ndim == 2 and array.shape[1] == 784:
        array = array.reshape(-1, 1, 28, 28)
    elif array.ndim == 3:
        array = array[:, None]
    if array.ndim != 4 or array.shape[1] != 1 or not array.size:
        raise ValueError(
            f"{thing} must be a batch of one-channel images, shape (N, 1, H, W), "
            f"(N, H, W) or (N, 784); got {shape}. "
            "For one image pass image.reshape(1, 28, 28)."
        )
    if len(array) > most:
        raise ValueError(
            f"{thing} must be at most {most}, {_MOST_ROWS} rows; got {len(array)}. "
            "Pass some of them, for example images[:16], or more columns."
        )
    require_finite(thing, array)
    return brightness(array[:, 0])


def _titles(titles: object, count: int) -> list[str]:
    if titles is None:
        return [""] * count
    if isinstance(titles, torch.Tensor | np.ndarray):
        titles = titles.tolist()
    if not isinstance(titles, Iterable):
        titles = [titles]
    names = [str(t.item() if isinstance(t, torch.Tensor) else t) for t in titles]
    if len(names) != count:
        raise ValueError(
            f"show_images: titles must hold one title for each of the {count} images; "
            f"got {len(names)}. Pass as many titles as images."
        )
    return names
