"""Lessons 10 and 11 in JupyterLab: untouched, with a wrong answer, with right ones."""

import pytest
from playwright.sync_api import expect

from tests.browser.editing import cell, run, wait_for_lesson, write
from tests.browser.test_yours import run_all
from tests.exercises.real_answers import files

ASKED = {
    "10_debugging": {"first_loss": "def first_loss(", "clinic_a": "cause_a = "},
    "11_own_data": {"class_weights": "def class_weights(", "center": "def center("},
}
"""Exercises, and what begins their answers."""


def right_without_numpy(exercise):
    """A right answer that needs no more than these lessons import."""
    sources = [path.read_text(encoding="utf-8") for path in files(exercise, "right")]
    return next(source for source in sources if "np." not in source)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", ASKED)
def test_untouched_wrong_and_right(signed_in, page, shot, lesson):
    page.goto(f"{signed_in.url}/lab/tree/notebooks/{lesson}/{lesson}.ipynb")
    first = next(iter(ASKED[lesson]))
    wait_for_lesson(page, f"check.{first}({first})")
    run_all(page)
    for exercise, answer in ASKED[lesson].items():
        check = f"check.{exercise}("
        expect(cell(page, check)).to_contain_text("not written yet")
        wrong = files(exercise, "wrong")[0].read_text(encoding="utf-8")
        words = wrong.splitlines()[0].removeprefix("# ")
        for kind, source, said in (
            ("wrong", wrong, words),
            ("right", right_without_numpy(exercise), "Right."),
        ):
            write(page, answer, source)
            run(page, answer)
            expect(run(page, check)).to_contain_text(said)
            cell(page, check).scroll_into_view_if_needed()
            shot(f"{exercise}-{kind}")
    run_all(page)
    expect(cell(page, "check.table(")).to_contain_text("right")
