"""draw(): the pad where a notebook can show it, elsewhere a still picture."""

import os
from collections.abc import Callable, Sequence

import torch

from course_helpers import kernel
from course_helpers.labels import MNIST_CLASSES

from .reading import Reader
from .still import Still

_NO_WIDGETS = (
    "draw: expected the package anywidget, which shows the pad; it is missing. Run "
    '"pip install anywidget", then restart the kernel. Here is a still picture.'
)


def draw(
    model: Callable[[torch.Tensor], torch.Tensor],
    classes: Sequence[str] = MNIST_CLASSES,
    pixels: tuple[float, float] = (-1, 1),
    center: Callable[[torch.Tensor], torch.Tensor] | None = None,
    centred: bool = False,
) -> object:
    """Show a pad on which you draw a digit; the model says at once what it reads.

    Without a notebook, and with COURSE_LIVE=0, this is a still picture. The pad always
    asks the model as it is now: train it on, and the same pad shows what it learned.

    Args:
        model: takes one image, float32 (1, 1, 28, 28), (1, 784) or (1, 1, 32, 32), and
            returns ten logits, log-probabilities or probabilities. It is asked in
            evaluation mode and stays as it is.
        classes: names of the ten classes.
        pixels: what the model takes for black background and white ink, as `load_data`
            gives them.
        center: moves an image, float32 (1, 28, 28) in [0, 1], to the middle, instead
            of the pad's own way: scaled to 20 pixels and moved, as MNIST's are.
        centred: whether the check box "centre the digit" is on at first.

    Returns:
        What the notebook shows when this is the last line of a cell.

    Raises:
        ValueError: An argument cannot be used.
    """
    names = _checked(model, classes, pixels, center)
    reader = Reader(model, pixels, center)
    still = Still.of(reader, names, centred)
    if kernel.shell() is None or os.environ.get("COURSE_LIVE") == "0":
        return still
    try:
        from .widget import Pad
    except ImportError:
        print(_NO_WIDGETS)
        return still
    return Pad(reader, names, centred, still)


def _checked(
    model: object, classes: Sequence[str], pixels: object, center: object
) -> list[str]:
    if not callable(model):
        raise ValueError(
            f"draw: expected a network or a function; got {model!r:.60}. Pass the "
            "model itself, for example draw(model)."
        )
    if center is not None and not callable(center):
        raise ValueError(
            f"draw: center must be a function; got {center!r:.60}. Pass it without "
            "brackets, for example center=center."
        )
    names = [str(name) for name in classes]
    if len(names) != 10:
        raise ValueError(
            f"draw: classes must be ten names; got {len(names)}. Leave it out for the "
            "digits."
        )
    try:
        low, high = (float(value) for value in pixels)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        low = high = 0.0
    if not low < high:
        raise ValueError(
            "draw: pixels must be two numbers, black and white, the smaller first; "
            f"got {pixels!r:.60}. load_data gives (-1, 1), with normalize=False (0, 1)."
        )
    return names
