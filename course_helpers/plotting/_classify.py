"""Draw one image beside what a network thinks of it."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.axes import Axes

from course_helpers.labels import FASHION_CLASSES, MNIST_CLASSES

from ._images import brightness, draw_picture, require_finite
from ._style import COLORS, DPI, numbers, style

_VERSIONS = {"mnist": MNIST_CLASSES, "fashion": FASHION_CLASSES}


@style()
def view_classify(
    img: torch.Tensor | np.ndarray,
    ps: torch.Tensor | np.ndarray,
    version: str = "MNIST",
    label: int | torch.Tensor | None = None,
) -> tuple[Axes, Axes]:
    """Show an image beside a bar chart of its ten class probabilities.

    Args:
        img: One image, shape (784,), (1, 784), (28, 28), (1, 28, 28) or
            (1, 1, 28, 28), in [-1, 1], [0, 1] or 0-255. Its smallest value is drawn
            black, its largest white.
        ps: Probabilities, shape (10,) or (1, 10), which sum to 1.
        version: "MNIST" or "Fashion", in any case: the names of the classes.
        label: The true label, an integer from 0 to 9.

    Returns:
        The axes of the image and of the bar chart.

    Raises:
        ValueError: An argument is none of these, for example logits as `ps`.
    """
    picture = _one_image(img)
    probs = _probabilities(ps)
    classes = _class_names(version)
    true = None if label is None else _true_label(label)
    _, (left, right) = plt.subplots(
        1, 2, figsize=(7, 3.2), dpi=DPI, width_ratios=(1, 1.4), layout="constrained"
    )
    draw_picture(left, picture)
    if true is not None:
        left.set_title(f"True label: {classes[true]}")
    _draw_bars(right, probs, classes, true)
    return left, right


def _draw_bars(
    ax: Axes, probs: np.ndarray, classes: Sequence[str], true: int | None
) -> None:
    """Draw the probabilities; mark the predicted and the true class in words."""
    predicted = int(probs.argmax())
    bars = ax.barh(range(10), probs, color=COLORS[9])
    marks = {predicted: ("predicted", COLORS[0])}
    if true == predicted:
        marks = {predicted: ("predicted and true", COLORS[0])}
    elif true is not None:
        marks[true] = ("true", COLORS[1])
    for row, (note, color) in marks.items():
        bars[row].set_color(color)
        _write_beside_bar(ax, row, probs[row], note)
    ax.set_yticks(range(10), classes)
    # Class 0 on top, as one reads.
    ax.invert_yaxis()
    ax.set_xlim(0, 1)
    ax.set_xlabel("Probability")
    ax.set_title(f"Predicted: {classes[predicted]} ({probs[predicted]:.2f})")
    ax.grid(False, axis="y")


def _write_beside_bar(ax: Axes, row: int, length: float, note: str) -> None:
    """Write a note to the right of a short bar, or left of a long bar's end."""
    # To the right of a long bar there is no room left in the axes.
    inside = length > 0.6
    ax.text(
        length + (-0.02 if inside else 0.02),
        row,
        note,
        color="white" if inside else "black",
        ha="right" if inside else "left",
        va="center",
    )


def _one_image(img: object) -> np.ndarray:
    thing = "view_classify: img"
    array = numbers(thing, img)
    if array.shape not in {(784,), (1, 784), (28, 28), (1, 28, 28), (1, 1, 28, 28)}:
        raise ValueError(
            f"{thing} must be one image of 28 x 28 values, shape (1, 28, 28), "
            f"(28, 28) or (784,); got {array.shape}. "
            "Pass one image, for example images[0]."
        )
    require_finite(thing, array)
    return brightness(array.reshape(28, 28))


def _probabilities(ps: object) -> np.ndarray:
    """Return ten probabilities, shape (10,), or say what `ps` holds instead."""
    thing = "view_classify: ps"
    array = numbers(thing, ps)
    if array.shape not in {(10,), (1, 10)}:
        raise ValueError(
            f"{thing} must hold one image's 10 probabilities, shape (10,) or (1, 10); "
            f"got {array.shape}. Pass one row, for example ps[0]."
        )
    array = array.reshape(10)
    low, high = array.min(), array.max()
    # Before what is infinite is refused: the logarithm of a probability may be.
    if high <= 0 and abs(np.exp(array).sum() - 1) < 0.02:
        raise ValueError(
            f"{thing} must be probabilities from 0 to 1; got log-probabilities from "
            f"{low:.2f} to {high:.2f}. Pass torch.exp(ps)."
        )
    require_finite(thing, array)
    # In half precision ten probabilities sum to 1 only roughly.
    if low < 0 or high > 1.01:
        raise ValueError(
            f"{thing} must be probabilities from 0 to 1; got logits (plain scores) "
            f"from {low:.2f} to {high:.2f}. Turn them into probabilities with "
            "softmax first."
        )
    if abs(array.sum() - 1) > 0.02:
        raise ValueError(
            f"{thing} must be 10 probabilities that sum to 1; got a sum of "
            f"{array.sum():.2f}. Look at how they are made: softmax over the classes "
            "gives such rows."
        )
    return array


def _class_names(version: object) -> Sequence[str]:
    name = str(version).lower()
    if name not in _VERSIONS:
        raise ValueError(
            f"view_classify: version must be 'MNIST' or 'Fashion'; got {version!r}. "
            "Choose the one that the image comes from."
        )
    return _VERSIONS[name]


def _true_label(label: object) -> int:
    array = numbers("view_classify: label", label)
    if array.size != 1 or array.item() not in range(10):
        raise ValueError(
            "view_classify: label must be one whole number from 0 to 9; "
            f"got {label!r}. Pass this image's label, for example labels[0]."
        )
    return int(array.item())
