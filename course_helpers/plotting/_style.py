"""What all pictures share: one look, and plain numbers copied from any input."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import seaborn as sns
import torch

DPI = 100
COLORS = sns.color_palette("colorblind")
_DASHES = ("-", "--", "-.", ":")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")


@contextmanager
def style() -> Iterator[None]:
    """Draw with seaborn's white grid; leave matplotlib's own settings as they are."""
    # Not rc_context: it would undo that the notebook's backend, when the first figure
    # loads it, turns the display of figures on.
    with sns.axes_style("whitegrid"):
        yield


def line_style(index: int) -> dict:
    """Give the index-th curve a colour, a dash and a marker of its own."""
    return {
        "color": COLORS[index % len(COLORS)],
        "linestyle": _DASHES[index % len(_DASHES)],
        "marker": _MARKERS[index % len(_MARKERS)],
        "markersize": 4,
    }


def numbers(thing: str, value: object) -> np.ndarray:
    """Copy numbers from a tensor, an array or nested lists of these.

    Args:
        thing: Who asks and for what, to begin an error: "view_classify: ps".
        value: Any shape, any device, with or without a gradient.

    Returns:
        A float64 array of the same shape that shares no memory with `value`.

    Raises:
        ValueError: `value` does not hold numbers, or no rectangle of them.
    """
    try:
        array = np.array(_on_cpu(value))
    except ValueError as error:
        raise ValueError(
            f"{thing} must hold parts of equal shape; got parts that differ. "
            "Pass one tensor, or parts that fit together."
        ) from error
    if array.dtype.kind not in "biuf":
        raise ValueError(
            f"{thing} must hold numbers; got {value!r:.60}. "
            "Pass a tensor or an array of numbers."
        )
    return array.astype(np.float64, copy=False)


def _on_cpu(value: object) -> object:
    if isinstance(value, torch.Tensor):
        value = value.detach().cpu()
        # NumPy has no bfloat16.
        return (value.float() if value.dtype == torch.bfloat16 else value).numpy()
    if isinstance(value, list | tuple):
        return [_on_cpu(part) for part in value]
    return value
