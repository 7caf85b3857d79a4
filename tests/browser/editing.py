"""What a learner does in JupyterLab: opens a lesson, writes, runs, saves."""

import re

from playwright.sync_api import Locator, Page, Request, expect

SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"
"""JupyterLab opens earlier notebooks again, behind the one that was asked for."""
NUMBERED = re.compile(r"\[\d+\]:")


def wait_for_lesson(page: Page, head: str) -> None:
    """Wait until a notebook is shown and its kernel is ready.

    Args:
        page: JupyterLab.
        head: a line of one of the notebook's code cells.
    """
    expect(cell(page, head)).to_have_count(1)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle")


def cell(page: Page, line: str) -> Locator:
    """Return the code cell whose source has a line."""
    source = page.locator(".jp-InputArea", has_text=line)
    return page.locator(f"{SHOWN} .jp-CodeCell").filter(has=source)


def write(page: Page, line: str, source: str) -> None:
    """Replace the source of the code cell that has a line."""
    found = cell(page, line)
    found.locator(".cm-content").click()
    replace(page, found, source)
    page.keyboard.press("Escape")


def replace(page: Page, editing: Locator, source: str) -> None:
    """Replace the source of a cell that is being edited."""
    expect(editing.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(source)


def run(page: Page, line: str) -> Locator:
    """Run the code cell that has a line; return it when it is done."""
    found = cell(page, line)
    prompt = found.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    prompt.click()
    page.keyboard.press("Control+Enter")
    expect(prompt).not_to_have_text(before)
    expect(prompt).to_have_text(NUMBERED)
    return found


def save(page: Page) -> None:
    """Save the notebook; return when JupyterLab is done with it.

    A checkpoint comes last. Whoever saves again before, as Validate does, may be asked
    about a file that changed on disk, which JupyterLab itself has just written.
    """
    with page.expect_response(lambda r: r.ok and _is_checkpoint(r.request)):
        page.keyboard.press("Control+S")


def _is_checkpoint(request: Request) -> bool:
    return request.method == "POST" and "/checkpoints" in request.url
