"""Sliders: one figure where nobody can move them, else a figure that follows."""

import base64
import os
import sys
from types import SimpleNamespace

import IPython.display
import matplotlib.pyplot as plt
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from course_helpers import slide

WIDGET = "application/vnd.jupyter.widget-view+json"
CELL = """
import matplotlib.pyplot as plt
from course_helpers import slide

def line(slope=1.0):
    _, ax = plt.subplots()
    ax.plot([0, 1], [0, slope])
    return ax

slide(line, slope=(0.0, 2.0))"""


def line(slope=1.0, points=2, color="red"):
    if slope == 0:
        raise RuntimeError("a <flat> line")
    figure, ax = plt.subplots(dpi=100, figsize=(3, 2))
    ax.plot(range(points), [slope * x for x in range(points)], color=color)
    ax.set_title(f"slope {slope}, {points} points, {color}")
    return ax


@pytest.fixture
def shown(monkeypatch):
    """What a notebook with a front end would show."""
    bundles = []
    monkeypatch.delenv("COURSE_LIVE", raising=False)
    monkeypatch.setattr("course_helpers.kernel.shell", SimpleNamespace)
    monkeypatch.setattr(
        IPython.display, "display", lambda bundle, raw: bundles.append(bundle)
    )
    return bundles


@pytest.fixture
def controls(shown, monkeypatch):
    """Make sliders; return the controls by name, and the picture."""
    import ipywidgets

    boxes = []
    make = ipywidgets.VBox
    monkeypatch.setattr(
        ipywidgets, "VBox", lambda parts: boxes.append(parts) or make(parts)
    )

    def of(function, **ranges):
        slide(function, **ranges)
        *moving, picture = boxes[-1]
        return {control.description: control for control in moving}, picture

    return of


def outputs(**variables):
    notebook = new_notebook(cells=[new_code_cell(CELL)])
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        store_widget_state=False,
        extra_arguments=["--IPKernelApp.log_level=40"],
    )
    client.execute(env={**os.environ, **variables})
    assert "widgets" not in notebook.metadata
    return [output.data for output in notebook.cells[0].outputs]


@pytest.mark.usefixtures("quick_kernels")
def test_notebook_gets_sliders_with_a_still_figure_and_its_words():
    (data,) = outputs(COURSE_LIVE="1")
    assert data.keys() == {WIDGET, "image/png", "text/plain"}
    assert data["text/plain"].startswith("Figure: with a curve (from 0 to 1)")


@pytest.mark.usefixtures("quick_kernels")
def test_without_live_figures_it_is_an_ordinary_figure():
    (data,) = outputs(COURSE_LIVE="0")
    assert data.keys() == {"image/png", "text/plain"}
    assert data["text/plain"].startswith("<Figure size ")


def test_plain_python_draws_once_and_leaves_the_figure(capsys):
    assert slide(line, slope=(0.5, 2.0)) is None
    (number,) = plt.get_fignums()
    assert plt.figure(number).axes[0].get_title() == "slope 1.0, 2 points, red"
    assert capsys.readouterr().out == ""


def test_each_kind_of_range_has_its_control_and_begins_at_the_default(controls):
    ranges = {"slope": (0.5, 2.0), "points": (1, 9), "color": ["red", "blue"]}
    by_name, _ = controls(line, **ranges)
    kinds = {name: type(control).__name__ for name, control in by_name.items()}
    assert kinds == {"slope": "FloatSlider", "points": "IntSlider", "color": "Dropdown"}
    assert [control.value for control in by_name.values()] == [1.0, 2, "red"]


def test_a_move_draws_anew_and_no_figure_stays_open(controls, shown):
    by_name, picture = controls(line, slope=(0.5, 2.0))
    before = picture.value
    by_name["slope"].value = 2.0
    assert "slope 2.0, 2 points, red" in picture.value
    assert picture.value != before
    assert plt.get_fignums() == []
    assert base64.b64decode(shown[0]["image/png"]).startswith(b"\x89PNG")


def test_function_that_fails_at_a_value_says_so_and_goes_on(controls):
    by_name, picture = controls(line, slope=(0.0, 2.0))
    by_name["slope"].value = 0.0
    assert "RuntimeError: a &lt;flat&gt; line" in picture.value
    by_name["slope"].value = 0.5
    assert "<img" in picture.value


def test_without_ipywidgets_one_line_says_so(shown, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    slide(line, slope=(0.5, 2.0))
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1 and "pip install ipywidgets" in printed
    assert len(plt.get_fignums()) == 1 and shown == []


@pytest.mark.parametrize(
    "ranges",
    [
        {"slope": 3},
        {"slope": (2.0, 0.5)},
        {"slope": (1.5, 2.0)},
        {"slope": (0.5, 1.0, 2.0)},
        {"slope": "abc"},
        {"color": ["blue", "green"]},
        {"color": (0.5, 2.0)},
    ],
    ids=str,
)
def test_other_ranges_are_refused(ranges):
    with pytest.raises(ValueError, match="the smallest and the largest number"):
        slide(line, **ranges)


def test_parameter_without_a_default_is_refused():
    with pytest.raises(ValueError, match="expected a parameter height"):
        slide(line, height=(0, 1))
    with pytest.raises(ValueError, match="expected a parameter x with a default"):
        slide(lambda x: x, x=(0, 1))


@pytest.mark.parametrize("returned", [None, 3, [], "axes"])
def test_function_that_returns_no_figure_is_refused(shown, returned):
    with pytest.raises(ValueError, match="return its axes or figure"):
        slide(lambda x=0: returned, x=(0, 1))


def test_axes_in_a_tuple_or_a_figure_count_too(controls):
    for form in (lambda ax: ax.figure, lambda ax: (ax, ax), lambda ax: [[ax]]):
        _, picture = controls(lambda slope=1.0, f=form: f(line(slope)), slope=(0.5, 2))
        assert "slope 1.0" in picture.value
