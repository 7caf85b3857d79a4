"""A learner's way: start page, lesson, answers, Validate, the terminal."""

import re
import shutil
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
MARK = "# the one that I see"
NEURON = RIGHT["neuron"] + f"\n{MARK}"
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
    written = lab.notebook(LESSON).read_bytes()

    found = validated(page)
    expect(found).to_contain_text("neuron: the bias is missing")
    expect(found).not_to_contain_text("two_layer")
    shot("1-fails")
    found.get_by_role("button", name="Ok").click()
    assert "4.2 of 6" in in_terminal(page, lab, "4.2 of 6", shot)
    assert lab.notebook(LESSON).read_bytes() == written

    page.get_by_role("tab", name=f"{LESSON}.ipynb").click()
    write(page, "def neuron(", RIGHT["neuron"])
    run(page, "def neuron(")
    save(page)
    found = validated(page)
    expect(found).to_contain_text("Success")
    shot("3-succeeds")
    found.get_by_role("button", name="Ok").click()
    expect_no_banner(page)


@pytest.mark.slow
def test_validate_during_a_save_keeps_the_answer(signed_in, page, shot):
    open_with_neuron(signed_in, page)
    queries = hold_end_of_save(page)
    with page.expect_response(lambda r: r.ok and is_save(r.request)):
        page.keyboard.press("Control+S")
    press_validate(page)
    expect(file_changed(page)).to_be_visible()
    shot("1-asks")
    queries[1].fallback()
    expect_neuron_validated(signed_in, validation(page))


@pytest.mark.slow
def test_validate_after_another_program_wrote_keeps_the_answer(signed_in, page):
    open_with_neuron(signed_in, page)
    save(page)
    put_unanswered(signed_in)
    press_validate(page)
    expect(file_changed(page)).to_be_visible()
    expect_neuron_validated(signed_in, validation(page))


def open_with_neuron(lab, page):
    """Open the unanswered lesson and write the first answer, without saving it."""
    put_unanswered(lab)
    page.goto(f"{lab.url}/lab/tree/notebooks/{LESSON}/{LESSON}.ipynb")
    wait_for_lesson(page, "def neuron(")
    write(page, "def neuron(", NEURON)


def put_unanswered(lab):
    """Write the lesson to disk as it is handed out, as another program would."""
    notebook = lab.notebook(LESSON)
    shutil.copy(ROOT / notebook.relative_to(lab.root), notebook)


def expect_neuron_validated(lab, found):
    """Assert that the first answer was validated, as the only one, and is on disk."""
    expect(found).to_contain_text("check.standardize(")
    expect(found).not_to_contain_text("check.neuron(")
    assert MARK in lab.notebook(LESSON).read_text(encoding="utf-8")


def hold_end_of_save(page):
    """Hold back what JupyterLab asks last in a save; return its questions.

    It asks for the file's hash before it writes, and again when it has written. Until
    the second reply it takes what it has written for another program's.
    """
    queries = []

    def hold(route):
        queries.append(route)
        if len(queries) != 2:
            route.fallback()

    page.route(re.compile(rf"/api/contents/.*{LESSON}\.ipynb.*hash=1"), hold)
    return queries


def is_save(request):
    """Return whether a request writes the notebook."""
    return request.method == "PUT" and "/api/contents/" in request.url


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
    press_validate(page)
    return validation(page)


def press_validate(page):
    """Press nbgrader's Validate button."""
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").click()


def validation(page):
    """Return Validate's dialog; where JupyterLab asks first, keep what is shown.

    Validate saves without waiting for a save that is under way, such as JupyterLab's
    own every two minutes; the file then seems to have changed on disk.
    """
    changed, found = file_changed(page), dialog(page, "Validation Results")
    # JupyterLab shows one dialog at a time.
    expect(changed.or_(found)).to_be_visible()
    if changed.is_visible():
        changed.get_by_role("button", name="Overwrite").click()
    expect(found).to_be_visible()
    return found


def file_changed(page):
    """Return JupyterLab's question about a file that changed on disk."""
    return dialog(page, "has changed on disk")


def dialog(page, words):
    """Return the dialog that has some words."""
    return page.locator(".jp-Dialog", has_text=words)


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
