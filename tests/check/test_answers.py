import json

import pytest

from course_helpers import check
from course_helpers.check import answers, session
from tests.check.test_session import right, without_bias

PASSED, NOT_YET = "neuron: yours runs here.\n", "neuron has not passed its check yet"


def stand_in(*arguments):
    return 0


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(session, "verdicts", {})
    monkeypatch.setattr(answers, "_passed", {})
    monkeypatch.setattr(answers, "_earned", {})


@pytest.fixture
def notebook(monkeypatch):
    """The names of the notebook."""
    names = {}
    monkeypatch.setattr(answers, "_names", lambda: names)
    return names


def test_answer_that_passed_is_the_learners_own(notebook, capsys):
    notebook["neuron"] = right
    check.neuron(right)
    capsys.readouterr()
    assert check.yours("neuron", otherwise=stand_in) is right
    assert capsys.readouterr().out == PASSED


@pytest.mark.parametrize("answer", [None, right])
def test_answer_that_was_not_checked_gives_the_stand_in(notebook, capsys, answer):
    if answer:
        notebook["neuron"] = answer
    assert check.yours("neuron", otherwise=stand_in) is stand_in
    assert NOT_YET in capsys.readouterr().out


def test_answer_that_failed_gives_the_stand_in_even_if_an_older_one_passed(
    notebook, capsys
):
    check.neuron(right)
    notebook["neuron"] = without_bias
    with pytest.raises(check.CheckFailed):
        check.neuron(without_bias)
    capsys.readouterr()
    assert check.yours("neuron", otherwise=stand_in) is stand_in
    assert NOT_YET in capsys.readouterr().out


def earning_nothing(features, weights, bias):
    return None


def test_answer_that_earned_points_is_enough_where_a_lesson_says_so(notebook, capsys):
    """A network that reads 80 % of the images is the learner's own all the same."""
    notebook["neuron"] = without_bias
    with pytest.raises(check.CheckFailed):
        check.neuron(without_bias)
    capsys.readouterr()
    assert check.yours("neuron", otherwise=stand_in, partly=True) is without_bias
    said = "neuron: yours runs here, though not all of its check holds yet.\n"
    assert capsys.readouterr().out == said
    assert check.yours("neuron", otherwise=stand_in) is stand_in


def test_answer_that_passed_needs_no_other_word_where_a_part_is_enough(
    notebook, capsys
):
    notebook["neuron"] = right
    check.neuron(right)
    capsys.readouterr()
    assert check.yours("neuron", otherwise=stand_in, partly=True) is right
    assert capsys.readouterr().out == PASSED


def test_answer_that_earned_nothing_gives_the_stand_in_even_where_a_part_is_enough(
    notebook, capsys
):
    check.neuron(right)
    notebook["neuron"] = earning_nothing
    with pytest.raises(check.CheckFailed):
        check.neuron(earning_nothing)
    capsys.readouterr()
    assert check.yours("neuron", otherwise=stand_in, partly=True) is stand_in
    assert "neuron has not earned points yet" in capsys.readouterr().out


def test_answer_that_earned_points_and_was_changed_says_so(notebook, capsys):
    with pytest.raises(check.CheckFailed):
        check.neuron(without_bias)
    notebook["neuron"] = right
    assert check.yours("neuron", otherwise=stand_in, partly=True) is stand_in
    assert "changed after its check" in capsys.readouterr().out


def test_answer_changed_after_its_check_says_so(notebook, capsys):
    check.neuron(right)
    notebook["neuron"] = without_bias
    assert check.yours("neuron", otherwise=stand_in) is stand_in
    assert "changed after its check" in capsys.readouterr().out


def test_name_that_was_deleted_gives_the_stand_in(notebook):
    check.neuron(right)
    assert check.yours("neuron", otherwise=stand_in) is stand_in


def test_another_object_under_the_name_is_not_what_passed(notebook):
    check.neuron(right)
    notebook["neuron"] = None
    assert check.yours("neuron", otherwise=stand_in) is stand_in


def test_class_that_two_exercises_ask_for_is_its_own_exercises(notebook):
    assert answers._asking_for("Classifier").name == "Classifier"
    assert answers._asking_for("load").name == "save_and_load"


def test_unknown_name_says_which_there_are(notebook):
    with pytest.raises(ValueError, match="got 'neutron'"):
        check.yours("neutron", otherwise=stand_in)


def test_where_others_judge_it_is_the_stand_in_without_a_word(
    notebook, capsys, monkeypatch
):
    monkeypatch.setattr(session, "_say_instead", lambda exercise: None)
    notebook["neuron"] = right
    assert check.yours("neuron", otherwise=stand_in) is stand_in
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "written"),
    [("YOUR ANSWER HERE", False), (" \n", False), ("Because.", True)],
)
def test_reflection_is_what_stands_in_the_saved_notebook(
    tmp_path, monkeypatch, words, written
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    cell = {"cell_type": "markdown", "id": "reflection", "metadata": {}}
    table = {"cell_type": "code", "metadata": {}, "source": 'check.table("01_tensors")'}
    text = json.dumps({"cells": [{**cell, "source": [words]}, table]})
    (tmp_path / "01_tensors.ipynb").write_text(text)
    assert answers.reflected("01_tensors") is written
    # Another lesson's file, and none at all, say nothing.
    assert answers.reflected("02_autograd")


def test_what_an_answer_prints_is_shown_cut(notebook, capsys):
    def talkative(features, weights, bias):
        print("x" * 500)
        for row in range(30):
            print("row", row)
        return right(features, weights, bias)

    check.neuron(talkative)
    rows = capsys.readouterr().out.split("Your code printed:\n")[1].splitlines()
    assert len(rows) == session._PRINTED_LINES + 1
    assert rows[1] == "  row 0" and len(rows[0]) < 250
    assert rows[-1].endswith("lines more")
