"""Lessons stay readable in JupyterLab's dark theme: figures bring their own paper."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.editing import SHOWN, wait_for_lesson
from tests.browser.watching import expect_no_banner
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

FIGURES = f"{SHOWN} :is(.jp-RenderedMarkdown, .jp-RenderedImage) img"
CORNERS = """image => {
    const canvas = document.createElement("canvas");
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const corners = [[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]];
    return corners.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data]);
}"""
"""Colours of a picture's corners: red, green, blue, how opaque."""
LIGHT = 200


def test_figures_have_a_light_background_in_the_dark_theme(signed_in, page, shot):
    open_executed(signed_in, page, "02_autograd")
    page.get_by_role("menuitem", name="Settings").click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_role("menuitem", name="JupyterLab Dark", exact=True).click()
    look_at_figures(page, shot, "02_autograd")
    open_executed(signed_in, page, "08_convnets")
    look_at_figures(page, shot, "08_convnets")


def open_executed(lab, page, lesson):
    """Open a lesson with its outputs."""
    folder = f"executed_{lesson}"
    shutil.copytree(ROOT / "solutions" / lesson, lab.root / folder)
    page.goto(f"{lab.url}/lab/tree/{folder}/{lesson}.ipynb")
    wait_for_lesson(page, "from course_helpers import")


def look_at_figures(page, shot, lesson):
    """Assert that drawings and plots are light at their corners; keep pictures."""
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    source = (ROOT / "solutions" / lesson / f"{lesson}.ipynb").read_text("utf-8")
    figures = page.locator(FIGURES)
    expect(figures).to_have_count(source.count(".svg)") + source.count('"image/png":'))
    for place, figure in enumerate(figures.all()):
        figure.scroll_into_view_if_needed()
        corners = figure.evaluate(CORNERS)
        assert all(min(corner) > LIGHT for corner in corners), (place, corners)
        shot(f"{lesson}-{place + 1}")
    expect_no_banner(page)
