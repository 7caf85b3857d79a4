"""Draw the README's figures of loader and grading, and one of how grading grows.

    python benchmarks/plot.py

Bars and words are of middle tones on no background, so that they can be read on a
light page and on a dark one.
"""

from pathlib import Path
from statistics import median

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from record import load

HERE = Path(__file__).parent
WORDS, OTHERS, COURSE = "#7d8590", "#8c7ae6", "#0a9396"
COLOURS = (OTHERS, COURSE, WORDS)
STYLE = {
    "svg.fonttype": "none",  # words stay words: small, and readable aloud
    "svg.hashsalt": "course",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": WORDS,
    "axes.labelcolor": WORDS,
    "axes.edgecolor": WORDS,
    "xtick.color": WORDS,
    "ytick.color": WORDS,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
EPOCHS = {
    "DataLoader": "DataLoader",
    "DataLoader, 1 worker": "DataLoader, 1 worker",
    "DataLoader, 2 workers": "DataLoader, 2 workers",
    "course": "the course's loader",
    "floor": "batches made beforehand",
}


def epochs(seconds: dict[str, float]) -> Figure:
    """Draw how long a training epoch takes with each loader."""
    values = {label: seconds[f"train {key}"] for key, label in EPOCHS.items()}
    return bars(values, "{:.2f} s", "seconds for one training epoch of 60,000 digits")


def throughput(found: dict[str, dict[str, list]]) -> Figure:
    """Draw how many hand-ins a minute each grader grades."""
    names = {
        "nbgrader": "nbgrader",
        "otter": "otter-grader",
        "course": "the course's grading",
    }
    values = {
        f"{lesson[:2]}: {names[grader]}": median(turn["a minute"] for turn in turns)
        for lesson, graders in found.items()
        for grader, turns in graders.items()
        if grader in names  # the floor is no grader
    }
    return bars(values, "{:.0f}", "hand-ins graded in a minute")


def bars(values: dict[str, float], number: str, label: str) -> Figure:
    """Draw a bar for each value, its number behind it; the course's bars stand out."""
    with plt.rc_context(STYLE):
        height = 0.7 + 0.3 * len(values)
        figure, ax = plt.subplots(figsize=(6.4, height), layout="constrained")
        colours = [COURSE if "the course" in name else OTHERS for name in values]
        drawn = ax.barh(list(values), list(values.values()), color=colours)
        ax.bar_label(drawn, [number.format(v) for v in values.values()], padding=3)
        ax.invert_yaxis()
        ax.margins(x=0.12)
        ax.set_xlabel(label)
        ax.tick_params(left=False)
    return figure


def growth(here: dict[str, dict], cluster: dict[str, dict]) -> Figure:
    """Draw what a hand-in takes in classes of all sizes, and a cluster's hours."""
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(1, 2, figsize=(6.4, 2.8), layout="constrained")
        for name, colour in zip(here, COLOURS, strict=False):
            classes = here[name]
            turns = [found["seconds each"] for found in classes.values()]
            seconds = list(map(median, turns))
            counts = list(map(int, classes))
            axes[0].plot(counts, seconds, "o-", color=colour)
            label = name.removesuffix("s") if name.startswith("1 ") else name
            axes[0].annotate(
                label, (counts[-1], seconds[-1]), (0, 8), textcoords="offset points"
            )
        axes[0].set(xlabel="hand-ins on one machine", ylabel="seconds for each")
        hours = {
            int(name.split()[0]): found["hours"]
            for name, found in cluster.items()
            if name.endswith(" cores")
        }
        axes[1].plot(list(hours), list(hours.values()), "o-", color=COURSE)
        axes[1].set(
            xlabel="cores of a cluster (calculated)",
            ylabel="hours for 100,000 hand-ins",
        )
        for ax in axes:
            ax.set(xscale="log", ylim=(0, None))
            ax.xaxis.set_major_formatter("{x:,.0f}")
    return figure


def write(figure: Figure, path: Path) -> None:
    """Write a figure as SVG, the same bytes for the same numbers."""
    with plt.rc_context(STYLE):
        figure.savefig(path, transparent=True, metadata={"Date": None})
    plt.close(figure)


def main() -> None:
    """Write loader.svg, grading.svg and growth.svg beside this file."""
    plt.switch_backend("svg")
    write(epochs(load("loader")["seconds"]), HERE / "loader.svg")
    write(throughput(load("grading-100")), HERE / "grading.svg")
    write(growth(load("growth"), load("cluster")), HERE / "growth.svg")


if __name__ == "__main__":
    main()
