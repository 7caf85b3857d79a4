"""Plots of a class as SVG that stands in a page by itself."""

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from unicodedata import east_asian_width

import matplotlib as mpl
import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_helpers.grading.record.classbook import ClassBook

MAX_NAMED = 80
"""Students whose rows in the heat map are labelled; more are drawn as thin rows."""

_COLUMNS = 3
_BLUE = "#2a6f97"
# Text stays text, for the reader's fonts and for searching; "$" in a name begins no
# formula; the same class gives the same plots.
_RC = {"svg.fonttype": "none", "text.parse_math": False, "svg.hashsalt": "course"}
_NOT_FOR_HTML = re.compile(
    r'^.*?(?=<svg)|<metadata>.*?</metadata>|\s+xmlns(?::\w+)?="[^"]*"', re.DOTALL
)


def distributions(book: ClassBook) -> str:
    """Return a histogram of the points of each lesson."""
    lessons = [name for name in book.lessons if _scores(book, name)]
    rows = -(-len(lessons) // _COLUMNS)
    with _style():
        figure = Figure(figsize=(9, 0.4 + 2 * rows), layout="constrained")
        grid = figure.subplots(rows, _COLUMNS, sharey=True, squeeze=False)
        axes = list(grid.flat)
        for ax, lesson in zip(axes, lessons, strict=False):
            worth = book.worth(lesson)
            bins = np.linspace(0, worth, min(10, max(1, round(worth))) + 1)
            scores = np.clip(_scores(book, lesson), 0, worth)
            sns.histplot(x=scores, bins=bins, color=_BLUE, ax=ax)
            ax.set(title=lesson.replace("_", " "), xlabel="points", ylabel="students")
            for axis in (ax.xaxis, ax.yaxis):
                axis.get_major_locator().set_params(integer=True)
        for ax in axes[len(lessons) :]:
            ax.remove()
        return _svg(figure, "Points per lesson: a histogram for each lesson.")


def _scores(book: ClassBook, lesson: str) -> list[float]:
    scores = (hand_in.final_score for hand_in in book.of_lesson(lesson).values())
    return [score for score in scores if score is not None]


def heat_map(book: ClassBook, labels: dict[str, str]) -> str:
    """Return the share of points of each student in each exercise.

    Args:
        book: the class.
        labels: what to call each student, in the order of the rows.
    """
    shares = share_of_points(book, list(labels))
    columns = [name for lesson in book.lessons for name in book.exercises[lesson]]
    named = len(labels) <= MAX_NAMED
    height = 2 + (0.24 * len(labels) if named else 6)
    with _style():
        figure = Figure(figsize=(2.2 + 0.3 * len(columns), height))
        ax = figure.subplots()
        sns.heatmap(
            shares,
            vmin=0,
            vmax=1,
            cmap="cividis",
            mask=np.isnan(shares),
            xticklabels=columns,
            yticklabels=list(labels.values()) if named else False,
            annot=_percentages(shares) if named else None,
            fmt="",
            annot_kws={"size": 6},
            linewidths=0.5 if named else 0,
            cbar_kws={"label": "share of points", "shrink": min(1, 3 / height)},
            # One picture: with a rectangle for each share the page would be too large.
            rasterized=True,
            ax=ax,
        )
        # No points yet is not no points: hatched, since any colour stands for a share.
        ax.patch.set(hatch="////", edgecolor="#bbbbbb", facecolor="white")
        ax.tick_params(axis="x", labelrotation=90)
        ax.tick_params(axis="y", labelrotation=0)
        if not named:
            ax.set_ylabel(f"{len(labels)} students, most points on top")
        _separate_lessons(ax, book)
        says = "Share of points of each student in each exercise."
        return _svg(figure, says, _more_room(labels.values()) if named else 0)


def _more_room(names: Iterable[str]) -> float:
    """Return the inches that the reader's fonts may need more than those here."""
    # Where glyphs are missing, narrow boxes are measured in their place.
    wide = (sum(east_asian_width(sign) in "WF" for sign in name) for name in names)
    return 0.06 * max(wide, default=0)


def share_of_points(book: ClassBook, students: list[str]) -> np.ndarray:
    """Return shares of points in [0, 1], (students, exercises); NaN where none."""
    rows = []
    for student in students:
        row = []
        for lesson in book.lessons:
            hand_in = book.hand_ins.get((student, lesson))
            grades = hand_in.grades if hand_in else {}
            for name, worth in book.exercises[lesson].items():
                score = grades[name].score if name in grades else None
                row.append(np.nan if score is None or not worth else score / worth)
        rows.append(row)
    return np.clip(np.array(rows, dtype=float), 0, 1)


def _percentages(shares: np.ndarray) -> np.ndarray:
    return np.vectorize(lambda s: "" if np.isnan(s) else f"{100 * s:.0f}")(shares)


def _separate_lessons(ax: Axes, book: ClassBook) -> None:
    widths = [len(book.exercises[lesson]) for lesson in book.lessons]
    ends = list(accumulate(widths, initial=0))
    for lesson, start, end in zip(book.lessons, ends, ends[1:], strict=False):
        ax.axvline(end, color="white", linewidth=3)
        number = lesson.partition("_")[0]
        above = {"transform": ax.get_xaxis_transform(), "ha": "center"}
        ax.text((start + end) / 2, 1.02, number, **above)


@contextmanager
def _style() -> Iterator[None]:
    with mpl.rc_context(), warnings.catch_warnings():
        # The reader's browser draws the text, with fonts for any script.
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        sns.set_theme(context="paper", style="ticks", rc=_RC)
        yield


def _svg(figure: Figure, says: str, room: float = 0) -> str:
    """Return a figure as an element of an HTML page; text in it is escaped.

    Args:
        figure: the figure.
        says: what it shows, in a sentence.
        room: inches to leave around it, in addition to the usual ones.
    """
    file = io.StringIO()
    around = {"bbox_inches": "tight", "pad_inches": 0.1 + room}
    figure.savefig(file, format="svg", dpi=200, **around)
    svg = _NOT_FOR_HTML.sub("", file.getvalue())
    return svg.replace("<svg", f'<svg role="img" aria-label="{says}"', 1)
