"""What a learner sees of a prediction, a hint and a check: cards, words and colour."""

import pytest
from playwright.sync_api import expect

from tests.browser.editing import cell, run, wait_for_lesson, write

LESSON = "03_softmax"
SETUP, PREDICTION = "from course_helpers import check", "score_factor ="
STUB = "def softmax(scores"
WITHOUT_EXP = (
    "def softmax(scores):\n    return scores / scores.max(dim=1)[0].view(-1, 1)"
)
RIGHT = "def softmax(scores):\n    return torch.softmax(scores, dim=1)"


@pytest.mark.slow
def test_predictions_hints_and_checks_show_cards(signed_in, page, shot):
    page.goto(f"{signed_in.url}/lab/tree/notebooks/{LESSON}/{LESSON}.ipynb")
    wait_for_lesson(page, STUB)
    run(page, SETUP)
    run(page, PREDICTION)
    asked = "check.score_factor("
    expect(run(page, asked)).to_contain_text("no prediction yet")
    write(page, PREDICTION, "score_factor = 2.0")
    run(page, PREDICTION)
    expect(run(page, asked)).to_contain_text("it will turn out otherwise")
    # No failure: nothing red, and the next cell runs.
    expect(cell(page, asked).locator("[data-mime-type*=error]")).to_have_count(0)
    shot("1-prediction")
    write(page, PREDICTION, "score_factor = 2.72")
    run(page, PREDICTION)
    expect(run(page, asked)).to_contain_text("your prediction holds")

    run(page, STUB)
    checked = "check.softmax("
    expect(run(page, checked)).to_contain_text('Run check.hint("softmax")')
    expect(cell(page, checked)).to_contain_text("Not written yet.")
    write(page, STUB, 'check.hint("softmax")')
    expect(run(page, 'check.hint("softmax")')).to_contain_text("hint 1 of 3")
    shot("2-hint")
    write(page, 'check.hint("softmax")', WITHOUT_EXP)
    run(page, STUB)
    expect(run(page, checked)).to_contain_text("Not right yet.")
    card = cell(page, checked).locator(".jp-RenderedHTMLCommon div").first
    expect(card).to_have_css("border-left-width", "5px")
    shot("3-wrong")
    write(page, STUB, RIGHT)
    run(page, STUB)
    expect(run(page, checked)).to_contain_text("Right.")
    shot("4-right")
