"""An instructor's way: nbgrader's formgrader, from the table to the feedback."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import expect

from course_helpers.cells import answer_cells
from course_helpers.grading.notebook import read
from tests.browser.watching import expect_no_banner
from tests.conftest import ANSWERS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]

LESSON = "01_tensors"
WORDS = "They broadcast to a table of all pairs."
COMMENT = "Right. How would you notice?"
TYPE = re.compile("^Type any comments here")
COVER = (
    '<a class="modal-backdrop fade in" id="main-table" href="https://x.example">x</a>'
)
HOSTILE = """
from pathlib import Path

course = Path("{root}")
print("the course is", "here" if course.exists() else "out of sight")
try:
    Path("{escaped}").write_text("out")
except OSError:
    print("nothing written")
"""


@pytest.fixture
def collected(signed_in, tmp_path):
    """Two hand-ins, an honest and a hostile one, collected as instructors do."""
    lab = signed_in
    hand_in(lab, tmp_path / "in" / "ada", "")
    escaped = lab.root / "grading" / "escaped"
    hand_in(
        lab, tmp_path / "in" / "eve", HOSTILE.format(root=lab.root, escaped=escaped)
    )
    course = Path(sys.executable).with_name("course")
    subprocess.run([course, "collect", tmp_path / "in"], cwd=lab.root, check=True)
    return lab


def hand_in(lab, folder, extra):
    """Write right answers, with more code before them."""
    notebook = read(lab.notebook(LESSON))
    answers = answer_cells(notebook)
    for name, parts in ANSWERS.items():
        answers[name].source = "\n".join(parts)
    answers["reflection"].source = WORDS
    if extra:
        notebook.cells.insert(2, new_code_cell(extra))
        answers["neuron"].source = ANSWERS["neuron"][0] + "\n    return 0"
        answers["reflection"].source = f"{WORDS} {COVER}"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{LESSON}.ipynb")


def test_instructor_grades_reads_and_gives_feedback_from_the_page(
    collected, page, shot
):
    lab, formgrader = collected, f"{collected.url}/formgrader"
    page.goto(f"{lab.url}/lab")
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader").click()
    table = page.frame_locator("iframe").locator("#main-table")
    expect(table).to_contain_text("09_fashion_mnist")
    expect_no_banner(page)
    shot("1-in-lab")

    page.goto(f"{formgrader}/manage_assignments")
    row = table_row(page, LESSON)
    expect(row.locator(".num-submissions")).to_have_text("2")
    expect(row.locator(".release")).to_be_visible()
    expect_no_banner(page)
    shot("2-assignments")

    page.goto(f"{formgrader}/manage_submissions/{LESSON}")
    for student, score in (("ada", "6 / 8"), ("eve", "4 / 8")):
        expect(table_row(page, student)).to_contain_text("needs autograding")
        succeed(page, student, ".autograde", "autograded")
        expect(table_row(page, student).locator(".score")).to_have_text(score)
    expect(page.locator("#main-table")).not_to_contain_text("needs autograding")
    assert not (lab.root / "grading" / "escaped").exists()
    assert len(list((lab.root / "grading" / "verdicts").iterdir())) > 0
    expect_no_banner(page)
    shot("3-autograded")

    read_submission(page, formgrader, "6 / 8")
    shot("4-read")
    page.goto(f"{formgrader}/manage_submissions/{LESSON}")
    expect(table_row(page, "ada").locator(".score")).to_have_text("7.5 / 8")
    expect(table_row(page, "ada").locator(".status")).to_have_text("graded")
    read_hostile(page, formgrader, shot)

    page.goto(f"{formgrader}/manage_submissions/{LESSON}")
    succeed(page, "ada", ".generate-feedback", "generated feedback")
    made = lab.root / "grading" / "feedback" / "ada" / LESSON / f"{LESSON}.html"
    page.goto(made.as_uri())
    expect(page.locator("body")).to_contain_text(f"{LESSON} (Score: 7.5 / 8.0)")
    expect(page.locator("body")).to_contain_text(COMMENT)
    expect(page.locator("body")).not_to_contain_text("not checked yet")
    shot("6-feedback")


def table_row(page, name):
    """Return the row of a student or a lesson."""
    exact = page.get_by_text(re.compile(f"^{name}$"))
    return page.locator("#main-table tr").filter(has=exact)


def succeed(page, student, button, done):
    """Press a button of a student's row, and the OK of the success that it says."""
    table_row(page, student).locator(f"{button} a").click()
    said = page.locator(".modal.in")
    expect(said).to_contain_text("Success")
    expect(said).to_contain_text(f"uccessfully {done} ")
    said.get_by_role("button", name="OK").click()
    expect(page.locator(".modal-backdrop")).to_have_count(0)


def open_submission(page, formgrader, score):
    """Open the submission with a score in nbgrader's page for reading."""
    page.goto(f"{formgrader}/gradebook/{LESSON}/{LESSON}")
    row = page.locator("#main-table tr").filter(has_text=score)
    row.get_by_role("link", name="Submission").click()
    expect(page.locator("#reflection-comment")).to_have_attribute("placeholder", TYPE)
    expect(page.locator("#reflection")).to_have_class(re.compile("needs_manual_grade"))


def read_submission(page, formgrader, score):
    """Give points and a comment for the answer in words."""
    open_submission(page, formgrader, score)
    expect(page.locator("body")).to_contain_text(WORDS)
    for field, text in (("#reflection", "1.5"), ("#reflection-comment", COMMENT)):
        page.locator(field).fill(text)
        with page.expect_response(lambda r: r.request.method == "PUT" and r.ok):
            page.locator(field).press("Tab")


def read_hostile(page, formgrader, shot):
    """See that the hostile cell ran where the course cannot be seen.

    And that its link lies where it was written, not over the buttons of the page.
    """
    open_submission(page, formgrader, "4 / 8")
    expect(page.locator("body")).to_contain_text(WORDS)
    expect(page.locator(".modal-backdrop")).to_have_count(0)
    middle = "document.elementFromPoint(innerWidth / 2, innerHeight / 2)"
    assert page.evaluate(f"{middle}.closest('[href*=example]')") is None
    output = page.locator(".output_area").filter(has_text="out of sight")
    expect(output).to_contain_text("nothing written")
    output.scroll_into_view_if_needed()
    shot("5-hostile")
