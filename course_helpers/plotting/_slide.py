"""Move a slider and see how a figure changes; elsewhere it is an ordinary figure."""

import base64
import inspect
import io
import os
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course_helpers import kernel

from ._described import describe

_PLACES = 40
"""Steps of a slider between its ends."""
_NO_WIDGETS = (
    "slide: expected the package ipywidgets, which shows the sliders; it is missing. "
    'Run "pip install ipywidgets", then restart the kernel. Here is a still figure.'
)


def slide(
    function: Callable[..., Any], **ranges: tuple[float, float] | Sequence[str]
) -> None:
    """Show a figure below a slider for each parameter of the function that draws it.

    Without a notebook, and with COURSE_LIVE=0, the figure is drawn once. Example::

        def walk(rate=0.1, start=3.0):
            points = descend(f, torch.tensor(start), rate, 10)
            return plot_function(f, points=points)

        slide(walk, rate=(0.0, 1.2), start=(-4.0, 4.0))

    Args:
        function: draws a figure of its own and returns it or its axes. The defaults of
            its parameters are where the sliders begin.
        ranges: for each parameter the smallest and the largest number, whole ones for
            whole steps; or the texts to choose from.

    Raises:
        ValueError: a range fits no parameter, or the function returns no figure.
    """
    starts = {name: _start(function, name, ranges[name]) for name in ranges}
    if kernel.shell() is None or os.environ.get("COURSE_LIVE") == "0":
        function(**starts)
        return
    try:
        import ipywidgets
    except ImportError:
        print(_NO_WIDGETS)
        function(**starts)
        return
    _show(ipywidgets, function, starts, ranges)


def _start(function: Callable[..., Any], name: str, limits: Any) -> Any:
    """Return where a slider begins, or say what is wrong with its range."""
    parameter = inspect.signature(function).parameters.get(name)
    if parameter is None or parameter.default is parameter.empty:
        raise ValueError(
            f"slide: expected a parameter {name} with a default, where its slider "
            f"begins; got {inspect.signature(function)}. Write {name}=... there."
        )
    start = parameter.default
    try:
        fits = start in limits if _are_texts(limits) else _between(start, *limits)
    except TypeError:
        fits = False
    if not fits:
        raise ValueError(
            f"slide: {name} must be the smallest and the largest number, or a list of "
            f"texts, with the default {start!r} among them; got {limits!r:.60}."
        )
    return start


def _are_texts(limits: Any) -> bool:
    return not isinstance(limits, str) and all(isinstance(one, str) for one in limits)


def _between(start: float, low: float, high: float) -> bool:
    return low < high and low <= start <= high


def _show(widgets: Any, function: Any, starts: dict, ranges: dict) -> None:
    """Show sliders above the figure; each move draws a new one in its place."""
    from IPython.display import display

    png, text = _drawn(function, starts)
    picture = widgets.HTML(_page(png, text))
    controls = {
        name: _control(widgets, name, ranges[name], start)
        for name, start in starts.items()
    }

    def redraw(_: Any) -> None:
        values = {name: control.value for name, control in controls.items()}
        try:
            picture.value = _page(*_drawn(function, values))
        except Exception as error:  # the learner's function may fail at some values
            problem = f"{type(error).__name__}: {error}"
            picture.value = f'<pre role="alert">{escape(problem)}</pre>'

    for control in controls.values():
        control.observe(redraw, names="value")
    box = widgets.VBox([*controls.values(), picture])
    # A kernel cannot see whether there is a front end: each takes what it can.
    still = {"image/png": base64.b64encode(png).decode(), "text/plain": text}
    display({**box._repr_mimebundle_(), **still}, raw=True)


def _control(widgets: Any, name: str, limits: Any, start: Any) -> Any:
    label = {"description": name.replace("_", " ")}
    if _are_texts(limits):
        return widgets.Dropdown(options=list(limits), value=start, **label)
    low, high = limits
    if all(isinstance(number, int) for number in (low, high, start)):
        return widgets.IntSlider(value=start, min=low, max=high, **label)
    step = (high - low) / _PLACES
    return widgets.FloatSlider(value=start, min=low, max=high, step=step, **label)


def _drawn(function: Callable[..., Any], values: dict[str, Any]) -> tuple[bytes, str]:
    """Call the function; return its figure as PNG, and in words."""
    parts = np.ravel(np.array(function(**values), dtype=object))
    figure = getattr(parts[0], "figure", None) if len(parts) else None
    if not isinstance(figure, Figure):
        raise ValueError(
            f"slide: expected {getattr(function, '__name__', 'the function')} to "
            f"return its axes or figure; got {parts[:1]!r:.60}. Return what it drew on."
        )
    file = io.BytesIO()
    figure.savefig(file, format="png", bbox_inches="tight")
    text = describe(figure)
    plt.close(figure)  # or the notebook would show it a second time
    return file.getvalue(), text


def _page(png: bytes, text: str) -> str:
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    return f'<img alt="{escape(text)}" style="background: white" src="{source}">'
