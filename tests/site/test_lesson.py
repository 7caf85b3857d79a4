import pytest
from nbformat.v4 import new_markdown_cell

from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read
from course_helpers.site.lesson import anchor, lesson_page, terms
from tests.conftest import ROOT
from tests.site.conftest import LESSON


@pytest.fixture
def source():
    return read(ROOT / "solutions" / LESSON / f"{LESSON}.ipynb")


@pytest.fixture
def version():
    return read(ROOT / "notebooks" / LESSON / f"{LESSON}.ipynb")


def cells(page):
    return {cell.id: cell for cell in page.cells}


def test_answers_predictions_and_their_checks_are_empty(source, version):
    page = cells(lesson_page(source, version, LESSON))
    assert "raise NotImplementedError()" in page["softmax"].source
    assert page["ten_more"].source == "ten_more = None"
    for name in ("check-softmax", "check-ten_more", "check-recall-answers"):
        assert page[name].outputs == []
    assert page["load-data"].outputs == cells(source)["load-data"].outputs


def test_hints_follow_the_answer_in_their_order(source, version):
    text = cells(lesson_page(source, version, LESSON))["softmax"].source
    places = [text.index(f"<summary>Hint {number}:") for number in (1, 2, 3)]
    assert places == sorted(places) and text.index("NotImplemented") < places[0]
    text = cells(lesson_page(source, version, LESSON, hinted=False))["softmax"].source
    assert "Hint" not in text


def test_version_of_another_source_is_refused(source, version):
    cells(version)["load-data"].source += "\nprint(1)"
    with pytest.raises(CourseError, match="its cell load-data differs. Run: course re"):
        lesson_page(source, version, LESSON)


def test_version_with_a_solution_in_it_is_refused(source, version):
    cells(version)["softmax"].source = cells(source)["softmax"].source
    with pytest.raises(CourseError, match="not released"):
        lesson_page(source, version, LESSON)


def test_terms_are_what_is_bold_outside_answers(source):
    assert terms(source)[:3] == ["label", "batch", "shuffled"]
    cells(source)["reflection"].source = "It is **my own**."
    source.cells.append(new_markdown_cell("a**2 and 2**b; a **new thing**."))
    assert terms(source)[-2:] == ["temperature", "new thing"]
    assert "my own" not in terms(source)


def test_anchor_is_one_of_its_lesson():
    assert anchor("03_softmax", "Max pooling") == "term-03-softmax-max-pooling"
