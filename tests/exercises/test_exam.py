"""What an exam says of every right answer: that it runs, and has the right form."""

import re
from functools import cache

import matplotlib.pyplot as plt
import pytest

from course_helpers.check.catalogue import exercises
from course_helpers.check.contract import Criterion
from course_helpers.check.exam.verdicts import criteria_of
from course_helpers.check.parts import apart, observe
from course_helpers.grading.course import find_course
from course_helpers.grading.notebook import read
from course_helpers.grading.release.exam.forms import form_and_inputs, solved
from tests.conftest import ROOT
from tests.exercises.real_answers import answers_in, files

COSTLY = "train_classifier"
"""Each right answer to it trains a network for 15 seconds."""
LONG = {"fit", "DigitFiles"}
"""Their judges look at so many results that a form takes seconds."""


def samples(kind: str, some: slice) -> list:
    return [
        pytest.param(
            *(name, path),
            id=f"{name}-{path.stem}",
            marks=[pytest.mark.slow] * (name in LONG),
        )
        for name in exercises()
        if name != COSTLY
        for path in files(name, kind)[some]
    ]


@cache
def names_in(lesson: str) -> dict:
    return solved(read(find_course(ROOT).notebook("source", lesson)))


@cache
def form_in(exercise: str) -> tuple:
    """The form, and the inputs, of an exercise in an exam."""
    entry = exercises()[exercise]
    return form_and_inputs(entry, names_in(entry.lesson))


def criteria(exercise: str, source: str) -> tuple[Criterion, ...]:
    form, inputs = form_in(exercise)
    observed = observe(exercise, answers_in(exercise, source), inputs)
    plt.close("all")
    return criteria_of(form, apart(observed)[0])


def assert_runs(exercise, path):
    said = criteria(exercise, path.read_text(encoding="utf-8"))
    assert [criterion.message for criterion in said] == ["", ""]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("exercise", "path"), samples("right", slice(1)))
def test_right_answer_runs_and_has_the_right_form(exercise, path):
    assert_runs(exercise, path)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("exercise", "path"), samples("right", slice(1, None)))
def test_every_right_answer_runs_and_has_the_right_form(exercise, path):
    assert_runs(exercise, path)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", files(COSTLY, "right"), ids=lambda path: path.stem)
def test_right_training_runs_and_has_the_right_form(path):
    assert_runs(COSTLY, path)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("exercise", "path"), samples("wrong", slice(None)))
def test_wrong_answer_is_told_of_errors_and_forms_alone(exercise, path):
    runs, form = criteria(exercise, path.read_text(encoding="utf-8"))
    if runs.message:
        # The error's own text: the learner's code raised it.
        assert runs.message.partition(":")[0].split()[0].isidentifier()
    elif form.message:
        assert form.message.startswith("expected ") and "; got " in form.message
        assert not re.search(r"\d\.\d|right|wrong|because", form.message)
