"""What a learner wrote runs in the cells below, once it has passed its check."""

import pytest
from playwright.sync_api import expect

from tests.browser.editing import NUMBERED, cell, run, wait_for_lesson, write

LESSON = "03_softmax"
FLATTEN = "def flatten(images):\n    return images.flatten(1)"
NETWORK = (
    "def random_network(inputs, W1, b1, W2, b2):\n"
    "    return torch.sigmoid(inputs @ W1 + b1) @ W2 + b2"
)
OVER_COLUMNS = "def softmax(scores):\n    return torch.softmax(scores, dim=0)"
RIGHT = "def softmax(scores):\n    return torch.softmax(scores, dim=1)"
USE, BARS, TABLE = "check.yours(", "def read_digits(", "check.table("


@pytest.mark.slow
def test_wrong_softmax_leaves_the_stand_in_and_a_right_one_runs(signed_in, page, shot):
    page.goto(f"{signed_in.url}/lab/tree/notebooks/{LESSON}/{LESSON}.ipynb")
    wait_for_lesson(page, "def softmax(scores")
    write(page, "def flatten(", FLATTEN)
    write(page, "def random_network(", NETWORK)
    write(page, "def softmax(scores", OVER_COLUMNS)
    run_all(page)
    expect(cell(page, "check.softmax(")).to_contain_text("every row should sum to 1")
    use = cell(page, USE)
    expect(use).to_contain_text("flatten: yours runs here.")
    expect(use).to_contain_text("softmax has not passed its check yet: a stand-in")
    expect(cell(page, BARS).locator("img")).to_have_count(1)
    spoken = cell(page, BARS).get_by_role("img", name="Predicted: ")
    expect(spoken).to_have_count(1)
    spoken.scroll_into_view_if_needed()
    shot("1-stand-in")

    write(page, "def softmax(scores", RIGHT)
    run(page, "def softmax(scores")
    expect(run(page, USE)).to_contain_text("softmax has not passed its check yet")
    expect(run(page, "check.softmax(")).to_contain_text("3 of 3 points")
    expect(run(page, USE)).to_contain_text("softmax: yours runs here.")
    expect(run(page, BARS).locator("img")).to_have_count(1)
    shot("2-yours")

    write(page, "def softmax(scores", f"{RIGHT}  # again")
    run(page, "def softmax(scores")
    expect(run(page, USE)).to_contain_text("softmax was changed after its check")


def run_all(page):
    """Run all cells; wait until the last one, which shows the points, is done."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(cell(page, TABLE).locator(".jp-InputPrompt")).to_have_text(NUMBERED)
