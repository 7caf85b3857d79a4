"""Draw a function of one number, and the points visited on it."""

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.axes import Axes

from ._style import COLORS, DPI, line_style, numbers, style

_STEPS = 201
_PATH_COLOR = "0.2"


@style()
def plot_function(
    f: Callable[[torch.Tensor], torch.Tensor],
    low: float,
    high: float,
    points: Sequence[float | torch.Tensor] | None = None,
    label: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw y = f(x) from low to high, and a path of points on the curve.

    Args:
        f: Function of one number, a tensor of shape (), that returns one number. It
            is called for each point. The curve has a gap where it is nan or inf.
        low: Where the curve begins.
        high: Where it ends.
        points: Values of x in the order of a visit, for example by gradient descent.
            Those outside [low, high] are left outside the picture.
        label: Name of the curve in the legend.
        ax: Axes to draw on; new ones if it is None. Further curves differ in colour
            and dash.

    Returns:
        The axes.

    Raises:
        ValueError: An argument is none of these, or f is nowhere finite.
    """
    low, high = _interval(low, high)
    x = torch.linspace(low, high, _STEPS)
    y = _values(f, x)
    if not np.isfinite(y).any():
        raise ValueError(
            f"plot_function: f must be finite somewhere from {low:g} to {high:g}; "
            "got only nan or inf. Choose another low and high."
        )
    path = None if points is None else _path(points)
    if ax is None:
        _, ax = plt.subplots(figsize=(5, 3.2), dpi=DPI, layout="constrained")
        ax.set(xlabel="x", ylabel="y")
    # A marker at each step would hide the line.
    look = line_style(len(ax.lines)) | {"marker": ""}
    ax.plot(x.tolist(), y, label=label, **look)
    if path is not None:
        _draw_path(ax, path, _values(f, path))
    if label is not None or path is not None:
        ax.legend()
    return ax


def _draw_path(ax: Axes, path: torch.Tensor, heights: np.ndarray) -> None:
    """Join the points in their order; the view stays that of the curve."""
    # A path that ran away would press the curve into a line.
    view = ax.axis()
    x = path.tolist()
    ax.plot(x, heights, "o-", color=_PATH_COLOR, ms=5, lw=1, label="path")
    ax.plot(x[0], heights[0], "s", color=_PATH_COLOR, ms=9, label="start")
    ax.plot(x[-1], heights[-1], "*", color=COLORS[3], ms=13, label="end")
    ax.axis(view)


def _interval(low: object, high: object) -> tuple[float, float]:
    ends = numbers("plot_function: low and high", [low, high])
    if ends.shape != (2,) or not np.isfinite(ends).all() or ends[0] >= ends[1]:
        raise ValueError(
            "plot_function: low and high must be finite numbers, low below high; "
            f"got {low!r} and {high!r}. Pass for example -3, 3."
        )
    return float(ends[0]), float(ends[1])


def _values(f: Callable, x: torch.Tensor) -> np.ndarray:
    """Call f for each number alone, on a copy that it may change."""
    if not callable(f):
        raise ValueError(
            f"plot_function: f must be a function; got {type(f).__name__}. "
            "Pass the function itself, for example torch.sin."
        )
    y = numbers("plot_function: f's results", [f(number.clone()) for number in x])
    if y.size != len(x):
        raise ValueError(
            "plot_function: f must return one number for one number; got shape "
            f"{y.shape[1:]}. Pass a function such as torch.sin."
        )
    return y.reshape(len(x))


def _path(points: object) -> torch.Tensor:
    path = numbers("plot_function: points", points)
    # Points of shape (1,) are numbers, too.
    if path.ndim > 1 and path.size == len(path):
        path = path.flatten()
    if path.ndim != 1 or not path.size or not np.isfinite(path).all():
        raise ValueError(
            "plot_function: points must be a list of finite numbers; "
            f"got {points!r:.60}. If the steps ran away, try a smaller learning rate."
        )
    return torch.tensor(path, dtype=torch.get_default_dtype())
