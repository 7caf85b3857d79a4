"""The picture of what was measured: a batch learned by heart, gradients, updates."""

import math

import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullFormatter

from course_helpers.diagnosis.measure import Measurements

_MOST = 10
"""Bars of a panel; of more parameters the first ones are shown."""


def draw(measured: Measurements) -> None:
    """Draw the figure; panels of what could not be measured are left out."""
    bars = {
        "Gradient norms": {k: v or 0.0 for k, v in measured.gradients.items()},
        "Update / weight": measured.updates,
    }
    bars = {title: sizes for title, sizes in bars.items() if sizes}
    panels = len(bars) + bool(measured.by_heart)
    if not panels:
        return
    with sns.axes_style("whitegrid"):
        figure, axes = plt.subplots(
            1, panels, figsize=(7, 3), layout="constrained", squeeze=False
        )
        places = iter(axes[0])
        if measured.by_heart:
            _draw_losses(next(places), measured)
        for title, sizes in bars.items():
            _draw_bars(next(places), title, sizes)


def _draw_losses(ax: Axes, measured: Measurements) -> None:
    ax.plot(measured.by_heart, label="this batch alone")
    if measured.chance is not None:
        ax.axhline(measured.chance, color="0.4", linestyle="--", label="guessing")
    ax.set(title="One batch by heart", xlabel="Step", ylabel="Loss")
    finite = filter(math.isfinite, measured.by_heart)
    ax.set_ylim(bottom=min([0.0, *finite]))
    ax.legend(fontsize="small")


def _draw_bars(ax: Axes, title: str, all_sizes: dict[str, float]) -> None:
    shown = dict(list(all_sizes.items())[:_MOST])
    ax.barh(list(shown), list(shown.values()))
    if sizes := [size for size in shown.values() if 0 < size < math.inf]:
        ax.set_xscale("log")
        # Whole powers of ten, of which few fit in.
        ends = math.floor(math.log10(min(sizes))), math.ceil(math.log10(max(sizes)))
        ax.set_xlim(10.0 ** (ends[0] - 1), 10.0 ** ends[1])
        ax.xaxis.set_major_locator(LogLocator(numticks=4))
        ax.xaxis.set_minor_formatter(NullFormatter())
    ax.invert_yaxis()
    ax.tick_params(axis="y", labelsize="small")
    ax.grid(visible=False, axis="y")
    ax.set_title(title)
