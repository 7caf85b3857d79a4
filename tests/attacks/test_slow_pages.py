"""Texts that are made to be slow, or to cover the page they land in (row 43)."""

import re
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.report.sanitize import (
    MAX_SHOWN,
    highlight_code,
    markdown2html,
)
from tests.attacks.classroom import LESSON, LIMITS, RIGHT, make_course
from tests.attacks.test_attacks import nbgrader_page
from tests.attacks.test_collected import notebook

SIZE = 198_000
SLOW = [r"\begin{a}", "<b>", "<i><b><a href='#'>", "<ul><li>", r"\\[", r"\\(", "$", "["]
SLOW += [
    "![",
    "`a",
    "> ",
    "\n - ",
    "|a",
    "\n# a",
    "&a",
    "<!--",
    "[a](",
    "*a ",
    "http://a",
]
MARK = {"grade_id": "reflection", "grade": True, "solution": True}


def answer(source):
    return new_markdown_cell(source, metadata={"nbgrader": MARK})


def shown(source):
    return markdown2html({"cell": answer(source)}, source)


@pytest.mark.parametrize("unit", SLOW)
def test_long_text_is_cut_and_says_so(unit):
    start = time.process_time()
    html = shown("Because. " + unit * (SIZE // len(unit)))
    assert time.process_time() - start < 15
    assert "Because." in html and "cut here: 19" in html and "grading/handins" in html


@pytest.mark.parametrize("unit", ["\n ", "a.", '"""\\', "(", "%"])
def test_long_code_is_cut_and_says_so(unit):
    start = time.process_time()
    html = highlight_code("x = 1\n" + unit * (SIZE // len(unit)))
    assert time.process_time() - start < 15
    assert "cut here: 19" in html and "x = 1" in html
    start = time.process_time()
    assert "cut here" not in highlight_code(unit * (4_000 // len(unit)))
    assert time.process_time() - start < 5


def test_usual_text_and_pasted_pictures_are_whole():
    picture = "![a](data:image/png;base64," + "iVBORw0KGgo=" * 10_000 + ")"
    words = "**Because** $a_1$ " * (MAX_SHOWN // 20)
    html = shown(words + picture)
    assert "cut here" not in html and html.count("<strong>") == MAX_SHOWN // 20
    assert f'src="{picture[5:-1]}"' in html
    assert "cut here" in shown(picture * 10)


@pytest.mark.parametrize(
    "source",
    ["![a](attachment:lost.png)", "> " * 9000, "- " * 9000, "<b>" * 6000, "[a]: \\"],
)
def test_no_text_ends_a_page(source):
    assert shown(f"Because. {source}").count("Because.") == 1


COVERS = [
    '<a class="modal-backdrop fade" href="https://x">a</a>',
    '<div id="main" class="modal fade in" style="position:fixed">a</div>',
    '<span class="modal-backdrop k">a</span>',
    '<p STYLE="position:fixed" Class=modal-backdrop ID=x>a</p>',
    "# Heading\n\ntext",
]


@pytest.mark.parametrize("source", COVERS)
def test_learners_have_no_say_in_how_the_page_looks(source):
    for cell in (answer(source), {}, new_code_cell("x")):
        html = markdown2html({"cell": cell}, source)
        assert re.search(r"\s(class|id|style)\s*=", html, re.I) is None, html
    code = shown("```python\nprint(1)\n```")
    assert '<div class="highlight">' in code and '<span class="nb">' in code
    ours = new_markdown_cell('<div class="note">a</div>')
    assert 'class="note"' in markdown2html({"cell": ours}, ours.source)


@pytest.mark.usefixtures("sandbox", "warm")
def test_page_that_takes_too_long_shows_the_points(
    tmp_path, empty_gradebook, monkeypatch
):
    course = make_course(tmp_path / "course", empty_gradebook)
    path = course.notebook("submitted", LESSON, "eve")
    path.parent.mkdir(parents=True)
    path.write_bytes(notebook(course, RIGHT))
    list(grade_all(course, [(LESSON, "eve")], Settings(limits=LIMITS)))
    assert "Because." in nbgrader_page(course, "eve")
    course.config.Pages.seconds = 1
    # As if it were the course's own text, which no limit touches.
    copy = course.notebook("autograded", LESSON, "eve")
    graded = nbformat.read(copy, as_version=4)
    graded.cells += [new_markdown_cell(r"\begin{a}" * 9_000, id="slow")]
    copy.chmod(0o644)
    nbformat.write(graded, copy)
    start = time.monotonic()
    page = nbgrader_page(course, "eve")
    assert time.monotonic() - start < 15
    assert "Only the points" in page and "(Score: 6 / 8)" in page
    assert "check-neuron: 2 / 2" in page and "reflection: 0 / 2" in page
