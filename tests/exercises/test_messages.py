"""What a learner reads, whatever the exercise: each thing once, and its cause."""

import pytest
from torch import nn

from course_helpers.check.catalogue import exercises
from course_helpers.check.session import NOTEBOOK_SEED, lines, verdict_on


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
