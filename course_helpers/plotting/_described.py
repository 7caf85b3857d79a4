"""A text for every figure that a notebook shows, for those who cannot see it."""

import base64
import os
from html import escape
from typing import Any

from course_helpers import kernel

_LONGEST = 400
"""Characters of a text."""
_MOST = 6
"""Panels, or curves of a panel, that are named."""


def describe_figures() -> None:
    """Give each figure that the notebook shows from now on a text of its own.

    Front ends show the same picture with it. Does nothing without a notebook, and
    with COURSE_LIVE=0 figures stay pictures alone.
    """
    running = kernel.shell()
    if running is not None and os.environ.get("COURSE_LIVE") != "0":
        # matplotlib takes out what stands in the formatters, but not what stands here.
        more = running.display_formatter.mimebundle_formatter
        more.for_type_by_name("matplotlib.figure", "Figure", _picture)


def describe(figure: Any) -> str:
    """Say what a figure shows: its panels' titles, axes, curves, bars and images.

    Args:
        figure: matplotlib's.

    Returns:
        One line of at most 400 characters.
    """
    axes = [ax for ax in figure.axes if ax.get_visible()]
    texts = [text for text in map(_panel, axes) if text]
    head = " ".join(figure.get_suptitle().split())
    if len(axes) > 1:
        head = f"{head + ': ' if head else ''}{len(axes)} panels"
    more = [f"and {len(texts) - _MOST} more"] if len(texts) > _MOST else []
    line = "; ".join([*([head] if head else []), *texts[:_MOST], *more])
    line = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
    return f"Figure: {line or 'nothing is drawn'}."


def _panel(ax: Any) -> str:
    title = " ".join(ax.get_title().split())
    title = f"'{title}'" if title else ""
    if ax.images:
        return f"image {title}".strip()
    across, up = (" ".join(text.split()) for text in (ax.get_xlabel(), ax.get_ylabel()))
    parts = [
        title,
        f"{up or 'values'} over {across or 'numbers'}" if across or up else "",
    ]
    curves = [_curve(line) for line in ax.lines if line.get_visible()]
    if curves:
        more = [f"{len(curves) - _MOST} more"] if len(curves) > _MOST else []
        parts.append(f"with {', '.join([*curves[:_MOST], *more])}")
    elif ax.patches:
        parts.append(f"{len(ax.patches)} bars")
    return ", ".join(filter(None, parts))


def _curve(line: Any) -> str:
    name, heights = str(line.get_label()), line.get_ydata(orig=False)
    name = "a curve" if name.startswith("_") else name  # matplotlib's own names
    if len(heights) < 2:
        return name
    return f"{name} (from {heights[0]:.3g} to {heights[-1]:.3g})"


def _picture(figure: Any) -> dict[str, str]:
    shell = kernel.shell()
    made = shell and shell.display_formatter.formatters["image/png"](figure)
    data, sizes = made if isinstance(made, tuple) else (made, {})
    if not data:
        return {}
    text = data if isinstance(data, str) else base64.b64encode(data).decode()
    size = "".join(f' {name}="{value}"' for name, value in sizes.items())
    source = f"data:image/png;base64,{''.join(text.split())}"
    alt = escape(describe(figure))
    return {
        "text/html": f'<img alt="{alt}"{size} style="background: white" src="{source}">'
    }
