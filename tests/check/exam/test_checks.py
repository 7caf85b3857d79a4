"""What a learner reads in an exam."""

import pytest
import torch

from course_helpers import check
from course_helpers.check import session
from course_helpers.check.aids.given import given_names
from course_helpers.check.exam import content
from course_helpers.check.exam.told import states

pytestmark = pytest.mark.usefixtures("exam")

UNTOLD = "Whether it is right, no check says in an exam."


def neuron(features, weights, bias):
    return torch.sigmoid(features @ weights.T + bias)


def half_a_neuron(features, weights, bias):
    return features @ weights.T


def broken(features, weights, bias):
    return features @ weights.T.no_such_name


def many(features, weights, bias):
    return features


def unwritten(*arguments):
    raise NotImplementedError


def said(capsys, answer):
    check.neuron(answer)
    return capsys.readouterr().out


@pytest.mark.parametrize("answer", [neuron, half_a_neuron])
def test_right_or_wrong_the_card_is_the_same(capsys, answer):
    text = said(capsys, answer)
    assert text.startswith("neuron: runs\n") and UNTOLD in text
    for word in ("✓", "✗", "point", "Not right", "Points so far"):
        assert word not in text


def test_error_comes_with_the_learners_line_and_fails_no_cell(capsys):
    text = said(capsys, broken)
    assert text.startswith("neuron: does not run\n  AttributeError: ")
    assert "in your line `return features @ weights.T.no_such_name`" in text


def test_other_shape_is_told_without_values(capsys):
    text = said(capsys, many)
    assert text.startswith("neuron: another form\n  expected a tensor of shape (1, 1);")
    assert "got a tensor of shape (1, 2)." in text


def test_stub_is_not_written_yet(capsys):
    text = said(capsys, unwritten)
    assert text.startswith("neuron: not written yet\nPut your code where")


def test_given_code_is_not_written_until_something_of_it_changes(capsys):
    given = given_names("clinic_a")
    check.clinic_a(*given.values())
    assert "clinic_a: not written yet\nThe answer cell holds" in capsys.readouterr().out
    check.clinic_a("zero_grad missing", ("parameters", 2), given["repair_a"])
    assert "clinic_a: runs" in capsys.readouterr().out


def test_table_says_what_runs_and_counts_no_points(capsys):
    for answer in (broken, half_a_neuron):
        check.neuron(answer)
    check.standardize(unwritten)
    check.two_layer(lambda *a: 1 / 0)
    capsys.readouterr()
    check.table("01_tensors")
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(maxsplit=3)[1:] for row in rows[:3]] == [
        ["worth", "2", "not written yet"],
        ["worth", "2", "runs"],
        ["worth", "2", "does not run"],
    ]
    assert not [row for row in rows if " of " in row or "so far" in row]
    assert states("01_tensors", {})["neuron"].startswith("not checked yet")


def test_what_runs_needs_no_stand_in_and_earns_nothing(monkeypatch):
    notebook = {"neuron": half_a_neuron}
    monkeypatch.setattr(session.own, "_names", lambda: notebook)
    check.neuron(half_a_neuron)
    assert session.verdicts["neuron"].score == 0
    for partly in (False, True):
        assert check.yours("neuron", None, partly) is half_a_neuron
    notebook["neuron"] = broken
    check.neuron(broken)
    assert check.yours("neuron", otherwise=neuron) is neuron


def test_there_are_no_hints(capsys):
    check.hint("neuron")
    assert capsys.readouterr().out == "hint: there are no hints in an exam.\n"


def test_prediction_is_taken_without_a_word_on_it(capsys):
    texts = []
    for value in ((3, 3), (2, 2)):
        check.product_shape(value)
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1] and "written" in texts[0]
    check.product_shape(None)
    assert "no prediction yet" in capsys.readouterr().out


def test_exercise_of_another_lesson_is_none_of_the_exam():
    with pytest.raises(check.CheckFailed, match="not part of the exam"):
        check.softmax(lambda x: x)


def test_inputs_hold_nothing_that_only_judges_read():
    for name in content.forms():
        inputs = content.inputs(name)
        assert not isinstance(inputs, dict) or "secret" not in inputs
