"""What a learner reads, whatever the exercise: each thing once, and its cause."""

import os
import tempfile

import pytest
import torch
from torch import nn

from course_helpers.check.catalogue import exercises
from course_helpers.check.parts import judge, make_inputs, observe
from course_helpers.check.session import NOTEBOOK_SEED, lines, verdict_on
from tests.exercises.real_answers import ANSWERS, answers_in, right_answers


def shown(exercise: str, *answers: object) -> str:
    """All that a learner reads of a check."""
    verdict = verdict_on(exercise, answers, NOTEBOOK_SEED)
    assert not verdict.passed
    return "\n".join([*lines(verdict, exercises()[exercise]), verdict.message])


def raises(*arguments):
    raise ValueError("boom")


class RaisesInForward(nn.Module):
    def __init__(self, *arguments):
        super().__init__()
        self.layer = nn.Linear(784, 10)

    def forward(self, *arguments):
        raise ValueError("boom")


@pytest.mark.parametrize("exercise", exercises())
def test_error_is_read_once(exercise):
    answers = [raises] * len(exercises()[exercise].answers)
    assert shown(exercise, *answers).count("boom") == 1


@pytest.mark.parametrize("exercise", exercises())
def test_error_in_what_an_answer_makes_is_read_once(exercise):
    answers = [RaisesInForward] * len(exercises()[exercise].answers)
    assert shown(exercise, *answers).count("boom") <= 1


def remarks_on(exercise: str, file: str) -> list[str]:
    """What is worth knowing of a right answer."""
    path = ANSWERS / exercises()[exercise].lesson / exercise / file
    answers = answers_in(exercise, path.read_text(encoding="utf-8"))
    verdict = verdict_on(exercise, answers, NOTEBOOK_SEED)
    assert verdict.score == verdict.points
    return verdict.remarks


def test_modes_of_parts_that_evaluate_loses_are_worth_knowing():
    (remark,) = remarks_on("evaluate", "right_mode_of_the_whole.py")
    assert "Each module has a mode of its own" in remark
    assert remarks_on("evaluate", "right_modes_of_all.py") == []


@pytest.mark.parametrize("file", ["right_numpy_inside", "right_numpy_on_tensors"])
def test_neuron_through_numpy_is_right_but_no_derivative_passes(file):
    (remark,) = remarks_on("neuron", f"{file}.py")
    assert "no derivative passes" in remark and "torch's own functions" in remark


@pytest.mark.parametrize("file", ["right_matrix_product", "right_changes_arguments"])
def test_neuron_of_tensors_gets_no_remark(file):
    assert remarks_on("neuron", f"{file}.py") == []


def torchs_own_error(path):
    torch.load(path + ".missing", weights_only=True)


def names_the_path(path):
    raise TypeError(
        f"cannot read {path!r} in {os.path.dirname(os.path.realpath(path))}"
    )


def says_nothing_of_it(path):
    raise ValueError(f"in {os.path.dirname(path)} a file is broken")


@pytest.mark.parametrize("load", [torchs_own_error, names_the_path, says_nothing_of_it])
def test_messages_of_save_and_load_name_no_folder_of_the_check(load):
    def save(model, path):
        torch.save(model.state_dict(), path + ".other")

    answers = save, load, lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    criteria = verdict_on("save_and_load", answers, NOTEBOOK_SEED).criteria
    text = "\n".join(criterion.message for criterion in criteria)
    assert os.path.realpath(tempfile.gettempdir()) not in text
    assert tempfile.gettempdir() not in text


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_gradient_that_is_left_is_told_of_the_tensors_that_it_is_left_on(missing):
    inputs = make_inputs("sgd_step", NOTEBOOK_SEED)
    observed = observe("sgd_step", right_answers("sgd_step"), inputs)
    # An error in one case must not shift the others.
    observed[missing] = {"error": "TypeError", "text": "", "line": ""}
    for case, outcome in enumerate(observed):
        if case == missing:
            continue
        left = [torch.ones(2) for _ in outcome["gradients"]]
        trial = [*observed[:case], outcome | {"gradients": left}, *observed[case + 1 :]]
        criteria = judge("sgd_step", inputs, trial).criteria
        (text,) = [c.message for c in criteria if c.name == "the gradients are reset"]
        assert ("from an iterator" in text) == (case == 2)


NOTEBOOK = """
import torch
my_data = torch.ones(2, 3)

def reads_a_variable(*given):
    return my_data

def reads_nothing(*given):
    return my_dat
"""


def of_notebook(name: str, exercise: str) -> list:
    names: dict = {}
    exec(NOTEBOOK, names)
    return [names[name]] * len(exercises()[exercise].answers)


@pytest.mark.parametrize("exercise", exercises())
def test_variable_of_the_notebook_in_an_arguments_place_is_named(exercise):
    text = shown(exercise, *of_notebook("reads_a_variable", exercise))
    assert "uses `my_data` from elsewhere in the notebook" in text
    assert "its arguments (given)" in text


@pytest.mark.parametrize("exercise", exercises())
def test_name_that_is_not_there_is_told_from_the_arguments(exercise):
    text = shown(exercise, *of_notebook("reads_nothing", exercise))
    assert "`my_dat` is not one of its arguments (given)" in text
