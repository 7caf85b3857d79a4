from html import escape

import pytest

from course_helpers.cells import answer_cells
from course_helpers.check.aids.predictions import predictions
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read, solution_regions
from course_helpers.site.proof import refuse_leaks
from tests.conftest import ROOT
from tests.site.conftest import LESSON

SOURCE = ROOT / "solutions" / LESSON / f"{LESSON}.ipynb"
JUDGE = ROOT / "course_helpers/exercises/judge/softmax/softmax.py"


def highlighted(code):
    """Code as a page has it: each word with a colour of its own."""
    lines = escape(code).replace(" ", "</span> <span class='n'>").splitlines()
    return "<pre><span>" + "</span>\n<span>".join(lines) + "</span></pre>"


def secrets():
    answers = answer_cells(read(SOURCE))
    return {
        "the solution of softmax": solution_regions(answers["softmax"])[0],
        "the solution of reflection": answers["reflection"].source,
        "the prediction ten_more": predictions()["ten_more"].because,
        "the judge's": JUDGE.read_text(encoding="utf-8"),
    }


@pytest.mark.parametrize("what", secrets())
@pytest.mark.parametrize("name", ["page.html", "page.txt", "data.js"])
def test_what_gives_answers_away_is_refused(what, name, whole_course, tmp_path):
    text = secrets()[what]
    shown = highlighted(text) if name == "page.html" else text
    (tmp_path / name).write_text(f"before {shown} after", encoding="utf-8")
    with pytest.raises(CourseError, match=f"{name}: .*{what}"):
        refuse_leaks(whole_course, tmp_path)


def test_marker_of_a_solution_is_refused(whole_course, tmp_path):
    (tmp_path / "page.html").write_text("### BEGIN SOLUTION")
    with pytest.raises(CourseError, match="BEGIN SOLUTION"):
        refuse_leaks(whole_course, tmp_path)


def test_released_notebooks_give_nothing_away(whole_course):
    refuse_leaks(whole_course, ROOT / "notebooks")
