"""What a learner reads, whatever the exercise: each thing once, and its cause."""

import pytest
from torch import nn

from course_helpers.check.catalogue import exercises
from course_helpers.check.session import NOTEBOOK_SEED, lines, verdict_on
from tests.exercises.real_answers import ANSWERS, answers_in


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
