import pytest
import torch
from nbformat.v4 import new_code_cell, new_markdown_cell

from course_helpers import check
from course_helpers.cells import Cell, is_stub
from course_helpers.check import parts, session
from course_helpers.check.aids.given import given_code
from course_helpers.check.contract import Criterion, Verdict
from course_helpers.grading.release.given import GiveCode


def test_given_code_is_shown_once_more_and_shares_nothing(garden):
    first, second = check.given("dig"), check.given("dig")
    assert first.keys() == {"spade", "dig"}
    assert torch.equal(first["dig"](2), torch.zeros(2))
    assert first["dig"] is not second["dig"]


@pytest.mark.parametrize("name", ["plant", "weed"])
def test_exercise_that_gives_no_code_is_named(garden, name):
    with pytest.raises(ValueError, match=f"expected one of dig; got '{name}'"):
        check.given(name)


def test_where_hand_ins_are_graded_the_same_is_given(garden, monkeypatch):
    """Else an answer that measures it would earn its points in the notebook alone."""
    monkeypatch.setattr(session, "_say_instead", lambda exercise: None)
    assert torch.equal(check.given("dig")["dig"](2), torch.zeros(2))


def test_given_code_unchanged_is_a_stub(garden):
    given = given_code("dig")
    assert is_stub(Cell("code", given))
    # Editors change white space.
    assert is_stub(Cell("code", given.replace("\n\n\n", "\n") + "\n"))
    assert not is_stub(Cell("code", given.replace("zeros", "ones")))
    assert not is_stub(Cell("markdown", given))


def test_release_puts_given_code_in_place_of_a_cleared_answer(garden):
    mark = {"grade_id": "dig", "solution": True, "grade": False, "locked": False}
    answer = new_code_cell("# YOUR CODE HERE", metadata={"nbgrader": mark})
    other = new_code_cell("plant = 1", metadata={"nbgrader": mark | {"grade_id": "x"}})
    words = new_markdown_cell("Words.", metadata={"nbgrader": mark})
    given, kept, text = (
        GiveCode().preprocess_cell(cell, {}, 0)[0].source
        for cell in (answer, other, words)
    )
    assert (given, kept, text) == (given_code("dig"), "plant = 1", "Words.")


def test_whoever_changed_nothing_has_written_nothing(garden, monkeypatch):
    class Judge:
        judge = staticmethod(lambda inputs, observed: [])

    monkeypatch.setattr(parts, "import_module", lambda name: Judge)
    verdict = parts.judge("dig", {}, {})
    assert not verdict.written and not verdict.passed and verdict.score == 0
    assert "holds the code that was given. Change it" in verdict.message


@pytest.fixture
def practice(monkeypatch):
    """An exercise without points; returns what its judge is to say."""
    criteria = []
    exercise = session.Exercise("01_tensors", "dive", 0)
    verdict = lambda *_: Verdict("dive", 0, tuple(criteria), bool(criteria))  # noqa: E731
    monkeypatch.setattr(session, "verdict_on", verdict)
    monkeypatch.setattr(session, "verdicts", {})
    monkeypatch.setattr(session.own, "_passed", {})
    monkeypatch.setattr(session.own, "_earned", {})
    return exercise, criteria


@pytest.mark.parametrize("message", ["deeper", ""])
def test_practice_earns_nothing_and_never_fails(practice, capsys, message):
    exercise, criteria = practice
    criteria.append(Criterion("deep enough", 1, message))
    session.check_answer(exercise, (3,))
    printed = capsys.readouterr().out
    assert printed.startswith("dive: for practice\n")
    assert ("✗ deep enough" in printed) == ("deeper" in printed) == bool(message)


def test_practice_that_is_not_written_says_so(practice, capsys):
    session.check_answer(practice[0], (3,))
    assert "dive: not written yet" in capsys.readouterr().out


def test_table_tells_practice_from_points(practice, monkeypatch):
    exercise, criteria = practice
    criteria.append(Criterion("deep enough", 1, ""))
    monkeypatch.setattr(session, "exercises_of", lambda lesson: [exercise])
    session.check_answer(exercise, (3,))
    text = session.table_text("01_tensors", session.verdicts)
    assert f"{'dive':<20}  practice   right" in text
