"""The pictures at the top of the README: a check that fails, the report of a class.

COURSE_PICTURES names the folder that they are written to; `make pictures` does it.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from course_helpers.check.catalogue import exercises_of
from course_helpers.grading.report.class_report import write_report
from tests.browser.conftest import SCREENSHOTS
from tests.browser.editing import SHOWN, cell, run, wait_for_lesson, write
from tests.conftest import ROOT
from tests.exercises.test_answers import verdict_on_source
from tests.grading.report import classes

pytestmark = pytest.mark.slow

LESSON = "03_softmax"
LESSONS = [LESSON, "05_losses", "06_training_loop"]
NAMES = [f"student-{number}" for number in range(24)]
WRONG = """\
def softmax(scores):
    exps = torch.exp(scores - scores.max())
    return exps / exps.sum(dim=0)"""
SIZE = {"width": 840, "height": 580}


@pytest.fixture
def keep(page):
    """Keep a picture of what a page shows, or of a part of it."""
    folder = Path(os.environ.get("COURSE_PICTURES", SCREENSHOTS))
    page.set_viewport_size(SIZE)

    def take(name: str, **clip: object) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", **clip)

    return take


def test_check_says_where_to_look(signed_in, page, keep):
    page.goto(f"{signed_in.url}/lab/tree/notebooks/{LESSON}/{LESSON}.ipynb")
    wait_for_lesson(page, "def softmax(")
    page.keyboard.press("Control+B")  # the list of files
    run(page, "import torch")
    write(page, "def softmax(", WRONG)
    run(page, "return exps")
    checked = run(page, "check.softmax(softmax)")
    expect(checked).to_contain_text("every row should sum to 1")
    cell(page, "return exps").evaluate("cell => cell.scrollIntoView()")
    keep("check", clip=page.locator(SHOWN).bounding_box())


def test_report_shows_a_class(course, page, keep, monkeypatch):
    verdicts = {e.name: real_verdicts(e) for n in LESSONS for e in exercises_of(n)}
    monkeypatch.setattr(
        classes, "_verdict", lambda e, chance: chance.choice(verdicts[e.name])
    )
    classes.make_class(course, NAMES, LESSONS)
    page.goto(write_report(course).as_uri())
    page.locator("#messages").evaluate("heading => heading.scrollIntoView()")
    keep("report")


def real_verdicts(exercise):
    """What the check says to real answers: more often right than wrong."""
    folder = ROOT / "tests" / "answers" / exercise.lesson / exercise.name
    right, wrong = (sorted(folder.glob(f"{kind}_*.py")) for kind in ("right", "wrong"))
    paths = [right[0]] * 5 + [wrong[0]] * 3 + wrong[1:3]
    made = {path: verdict_on_source(exercise.name, path.read_text()) for path in paths}
    return [made[path][0] for path in paths]
