"""A learner's way: start page, lesson, answers, Validate, the terminal."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SECONDS
from tests.browser.editing import cell, replace, run, save, wait_for_lesson, write
from tests.browser.watching import expect_no_banner
from tests.conftest import ANSWERS, ROOT

LESSON = "01_tensors"
RIGHT = {name: "\n".join(parts) for name, parts in ANSWERS.items()}
WORDS = "Both shapes broadcast to a table of all pairs."
NO_BIAS = RIGHT["neuron"].replace(" + bias", "")


def test_start_page_leads_to_an_answer_that_is_checked(lab, page, shot):
    page.goto(f"{lab.url}/?token={lab.token}")
    lessons = page.locator(".jp-MarkdownViewer table").first.locator("td a")
    expect(lessons).to_have_count(len(list((ROOT / "notebooks").iterdir())))
    assert lessons.all_inner_texts() == sorted(lessons.all_inner_texts())
    expect_no_banner(page)
    shot("1-start")

    lessons.first.click()
    wait_for_lesson(page, "def neuron(")
    shot("2-lesson")
    run(page, "import torch")
    write(page, "def neuron(", NO_BIAS)
    run(page, "def neuron(")
    checked = run(page, "check.neuron(neuron)")
    expect(checked).to_contain_text("neuron: the bias is missing")
    shot("3-wrong")

    write(page, "def neuron(", RIGHT["neuron"])
    run(page, "def neuron(")
    checked = run(page, "check.neuron(neuron)")
    expect(checked).to_contain_text("neuron: 2 of 2 points")
    expect(checked).not_to_contain_text("bias is missing")
    expect_no_banner(page)
    shot("4-right")


@pytest.mark.slow
def test_validate_and_the_terminal_agree_with_the_checks(signed_in, page, shot):
    lab = signed_in
    page.goto(f"{lab.url}/lab/tree/notebooks/{LESSON}/{LESSON}.ipynb")
    wait_for_lesson(page, "def neuron(")
    run(page, "import torch")
    for name, source in (RIGHT | {"neuron": NO_BIAS}).items():
        write(page, f"def {name}(", source)
        run(page, f"def {name}(")
        run(page, f"check.{name}({name})")
    write_words(page)
    expect(cell(page, "check.neuron(neuron)")).to_contain_text("0.2 of 2 points")
    expect(run(page, "check.table(")).to_contain_text(re.compile(r"so far +4\.2 of 8"))
    save(page)

    found = validated(page)
    expect(found).to_contain_text("neuron: the bias is missing")
    expect(found).not_to_contain_text("two_layer")
    shot("1-fails")
    found.get_by_role("button", name="Ok").click()
    assert "4.2 of 6" in in_terminal(page, lab, "4.2 of 6", shot)

    page.get_by_role("tab", name=f"{LESSON}.ipynb").click()
    write(page, "def neuron(", RIGHT["neuron"])
    run(page, "def neuron(")
    save(page)
    found = validated(page)
    expect(found).to_contain_text("Success")
    shot("3-succeeds")
    found.get_by_role("button", name="Ok").click()
    expect_no_banner(page)


def write_words(page):
    """Answer the question in words."""
    words = page.locator(".jp-MarkdownCell").filter(has_text="YOUR ANSWER HERE")
    words.click()
    page.keyboard.press("Enter")
    replace(page, page.locator(".jp-MarkdownCell.jp-mod-active"), WORDS)
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-MarkdownOutput").filter(has_text=WORDS)).to_be_visible()


def validated(page):
    """Press nbgrader's Validate button; return its dialog."""
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").click()
    found = page.locator(".jp-Dialog", has_text="Validation Results")
    expect(found).to_be_visible()
    return found


def in_terminal(page, lab, words, shot):
    """Type `course check` into a terminal of JupyterLab; return what it printed.

    A terminal is drawn on a canvas, so its text is read from a file beside.
    """
    page.get_by_role("menuitem", name="File").click()
    page.get_by_text("New", exact=True).hover()
    page.get_by_role("menuitem", name="Terminal").click()
    screen = page.locator(".jp-Terminal .xterm-screen")
    expect(screen).to_be_visible()
    screen.click()
    page.keyboard.type(f"course check notebooks/{LESSON}/*.ipynb | tee printed\n")
    printed, end = lab.root / "printed", time.monotonic() + SECONDS
    while time.monotonic() < end:
        if printed.is_file() and words in printed.read_text(encoding="utf-8"):
            break
        page.wait_for_timeout(200)
    shot("2-terminal")
    return printed.read_text(encoding="utf-8")
