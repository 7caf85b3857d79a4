"""A slider moves, and the figure below it follows."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from tests.browser.editing import cell, run, wait_for_lesson

pytestmark = pytest.mark.slow

SOURCE = """\
import matplotlib.pyplot as plt

from course_helpers import slide


def line(slope=1.0, color="tab:blue"):
    _, ax = plt.subplots(figsize=(4, 2.5))
    ax.plot([0, 1], [0, slope], color=color)
    ax.set(ylim=(0, 2), title=f"slope {slope:.2f}, {color}")
    return ax


slide(line, slope=(0.0, 2.0), color=["tab:blue", "tab:orange"])"""


def test_keys_move_a_slider_and_the_figure_follows(signed_in, page, shot):
    path = signed_in.root / "sliders.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(SOURCE)]), path)
    page.goto(f"{signed_in.url}/lab/tree/{path.name}")
    page.get_by_role("dialog").get_by_role("button", name="Select").click()
    wait_for_lesson(page, "slide(line")
    run(page, "slide(line")
    shown = cell(page, "slide(line")
    expect(shown.get_by_role("img", name="slope 1.00, tab:blue")).to_be_visible()
    slider = shown.get_by_role("slider")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(shown.get_by_role("img", name="slope 1.25, tab:blue")).to_be_visible()
    shown.get_by_role("combobox").select_option("tab:orange")
    expect(shown.get_by_role("img", name="slope 1.25, tab:orange")).to_be_visible()
    shown.get_by_role("img").scroll_into_view_if_needed()
    shot("moved")
