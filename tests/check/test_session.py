import pytest
import torch

from course_helpers import check
from course_helpers.check import session
from course_helpers.check.aids.gained import sentences
from course_helpers.check.catalogue import exercises
from tests.conftest import points_of_checks

TOTAL = points_of_checks()


@pytest.fixture(autouse=True)
def fresh_session(monkeypatch):
    monkeypatch.setattr(session, "verdicts", {})


def right(features, weights, bias):
    return torch.sigmoid(features @ weights.T + bias)


def without_bias(features, weights, bias):
    return torch.sigmoid(features @ weights.T)


def test_right_answer_says_what_holds_and_the_points(capsys):
    assert check.neuron(right) is None
    out, err = capsys.readouterr()
    assert out.startswith("neuron: 2 of 2 points\n  ✓ ")
    assert out.endswith(f"Points so far in this notebook: 2 of {TOTAL}\n")
    assert err == ""


def test_whoever_passes_reads_what_was_gained(capsys):
    check.neuron(right)
    assert f"  {sentences()['neuron']}\n" in capsys.readouterr().out
    with pytest.raises(check.CheckFailed):
        check.neuron(without_bias)
    assert sentences()["neuron"] not in capsys.readouterr().out


def test_every_exercise_has_such_a_sentence():
    assert sentences().keys() == exercises().keys()
    for sentence in sentences().values():
        assert len(sentence.split()) <= 12 and sentence.endswith(".")


def test_wrong_answer_raises_the_message(capsys):
    with pytest.raises(check.CheckFailed, match="bias is missing"):
        check.neuron(without_bias)
    assert "✗" in capsys.readouterr().out


def test_newest_verdict_counts(capsys):
    check.neuron(right)
    with pytest.raises(check.CheckFailed):
        check.neuron(without_bias)
    assert f"so far in this notebook: 0.2 of {TOTAL}" in capsys.readouterr().out


def test_wrong_number_of_answers_says_how_to_call():
    with pytest.raises(check.CheckFailed, match=r"Write check\.neuron\(neuron\)"):
        check.neuron()


def test_unknown_exercise_lists_those_that_exist():
    with pytest.raises(AttributeError, match="softmax"):
        _ = check.sofmax


def test_names_are_offered_for_completion():
    assert {"softmax", "neuron", "CheckFailed", "table"} <= set(dir(check))
    assert "03_softmax" in check.softmax.__doc__


def test_table_shows_every_state(capsys):
    check.neuron(right)
    capsys.readouterr()
    check.table("01_tensors")
    out = capsys.readouterr().out
    assert "neuron                  2 of 2   right" in out
    assert "two_layer               - of 2   not checked yet" in out
    assert f"so far                  2 of {TOTAL + 2}" in out
    assert "submit 01_tensors.ipynb" in out


def test_table_of_an_unknown_lesson_lists_the_lessons():
    with pytest.raises(ValueError, match="01_tensors"):
        check.table("01_tensor")


def test_misspelled_forward_is_wrong_and_not_unwritten():
    class Misspelled(torch.nn.Module):
        def foward(self, x):
            return x

    with pytest.raises(check.CheckFailed) as caught:
        check.save_and_load(lambda *_: None, lambda path: Misspelled(), Misspelled)
    assert "not written yet" not in str(caught.value)


def test_function_that_torch_lacks_for_a_dtype_is_wrong_and_not_unwritten():
    def whole(features, weights, bias):
        return torch.softmax(features.long(), dim=1)

    with pytest.raises(check.CheckFailed, match="NotImplementedError: .* 'Long'"):
        check.neuron(whole)


def test_interrupt_by_the_learner_ends_the_check_with_a_message():
    def endless(*arguments):
        raise KeyboardInterrupt

    with pytest.raises(check.CheckFailed, match="endless loop"):
        check.neuron(endless)


def test_names_shadowed_by_the_learner_do_not_matter(capsys):
    names = {"check": check, "torch": torch, "sum": 0, "print": None, "len": None}
    source = (
        "def neuron(f, w, b):\n"
        "    return torch.sigmoid(f @ w.T + b)\n"
        "check.neuron(neuron)"
    )
    exec(source, names)
    assert "2 of 2" in capsys.readouterr().out
