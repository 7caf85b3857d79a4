"""To look at a lesson changes nothing; to save it writes what the learner did."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.editing import SHOWN, run, save, wait_for_lesson, write
from tests.browser.watching import expect_no_banner
from tests.conftest import ROOT

LESSON = "01_tensors"
LESSONS = sorted(path.name for path in (ROOT / "notebooks").iterdir())
DIRTY = ".lm-DockPanel .lm-TabBar-tab.jp-mod-dirty"
"""JupyterLab's mark of unsaved changes, a dot on the notebook's tab."""
ANSWER = "def neuron(features, weights, bias):\n    return bias"


def open_lesson(lab, page, lesson):
    page.goto(f"{lab.url}/lab/tree/notebooks/{lesson}/{lesson}.ipynb")
    wait_for_lesson(page, "from course_helpers import")
    expect(page.locator(SHOWN)).to_have_count(1)


def test_lesson_that_was_only_opened_has_nothing_to_save(signed_in, page, shot):
    before = signed_in.notebook(LESSON).read_bytes()
    open_lesson(signed_in, page, LESSON)
    expect(page.locator(DIRTY)).to_have_count(0)
    shot("opened")
    save(page)
    assert signed_in.notebook(LESSON).read_bytes() == before

    write(page, "def neuron(", ANSWER)
    expect(page.locator(DIRTY)).to_have_count(1)
    run(page, "def neuron(")
    save(page)
    expect(page.locator(DIRTY)).to_have_count(0)
    expect_no_banner(page)
    expected = json.loads(before)
    cell = next(cell for cell in expected["cells"] if cell["id"] == "neuron")
    cell.update(source=ANSWER.splitlines(keepends=True), execution_count=1)
    assert json.loads(signed_in.notebook(LESSON).read_bytes()) == expected


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_no_lesson_looks_changed_when_it_is_opened(signed_in, page, lesson):
    open_lesson(signed_in, page, lesson)
    expect(page.locator(DIRTY)).to_have_count(0)
