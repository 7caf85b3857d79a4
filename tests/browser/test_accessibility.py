"""No serious barrier in what the course writes: lessons, feedback pages, the report."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbconvert import HTMLExporter

from course_helpers.grading.report.class_report import write_report
from course_helpers.grading.report.feedback import write_pages
from tests.conftest import ROOT
from tests.grading.report.classes import make_class

pytestmark = pytest.mark.slow

LESSONS = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
OURS = {"include": [[".jp-RenderedMarkdown"]]}
"""Prompts and the colours of code are nbconvert's."""
THEIRS = {"link-in-text-block": {"enabled": False}}
"""That links are blue and not underlined is nbconvert's style, too."""


def barriers(page, context="html", rules=None) -> list[str]:
    """Return axe-core's serious and critical findings about a page."""
    # axe would ask for the style sheets again, for some at a wrong address.
    options = {"resultTypes": ["violations"], "rules": rules or {}, "preload": False}
    found = Axe().run(page, context, options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_has_no_serious_barrier(path, page, tmp_path):
    html, _ = HTMLExporter(template_name="lab").from_filename(str(path))
    made = tmp_path / "lesson.html"
    made.write_text(html, encoding="utf-8")
    page.goto(made.as_uri())
    assert page.locator(".jp-RenderedMarkdown").count() > 10
    assert barriers(page, OURS, THEIRS) == []


def test_axe_finds_a_barrier_in_a_lesson(page, tmp_path):
    made = tmp_path / "lesson.html"
    made.write_text('<div class="jp-RenderedMarkdown"><img src="data:,"></div>')
    page.goto(made.as_uri())
    (found,) = barriers(page, OURS, THEIRS)
    assert found.startswith("image-alt")


def test_feedback_and_report_have_no_serious_barrier(course, page, shot):
    make_class(course, ["ada", "ben", "cy", "dora"], ["03_softmax", "05_losses"])
    longest = max(write_pages(course), key=lambda path: path.stat().st_size)
    made = {"feedback": longest, "report": write_report(course)}
    for name, path in made.items():
        page.goto(path.as_uri())
        shot(name)
        assert barriers(page) == [], name
