"""Sick trainings: what was given counts as nothing, and evidence may be of any type."""

import math

import numpy as np
import pytest
import torch

from course_helpers.check.aids.given import given_names
from course_helpers.check.catalogue import exercises
from course_helpers.check.session import verdict_on
from tests.exercises.real_answers import right_answers

TRAININGS = ["clinic_a", "clinic_b", "clinic_e", "clinic_g"]
SEEDS = [0, 1, 2**61 + 7]

each_training = pytest.mark.parametrize("name", TRAININGS)


def given(name: str) -> tuple:
    return tuple(given_names(name)[answer] for answer in exercises()[name].answers)


def lost(verdict) -> float:
    return sum(criterion.weight for criterion in verdict.failed)


@each_training
@pytest.mark.parametrize("seed", SEEDS)
def test_given_code_is_not_written_yet(name, seed):
    verdict = verdict_on(name, given(name), seed)
    assert not verdict.written and not verdict.criteria
    assert "the code that was given" in verdict.message


@each_training
@pytest.mark.parametrize("seed", SEEDS)
def test_cause_alone_is_half_of_the_points(name, seed):
    cause, evidence, _ = right_answers(name)
    verdict = verdict_on(name, (cause, evidence, given(name)[2]), seed)
    assert verdict.written and lost(verdict) == pytest.approx(0.5)
    assert "still trains as it did when it was given" in verdict.message


@each_training
@pytest.mark.parametrize("seed", SEEDS)
def test_repair_alone_is_half_of_the_points(name, seed):
    verdict = verdict_on(name, (None, None, right_answers(name)[2]), seed)
    assert verdict.written and lost(verdict) == pytest.approx(0.5)
    assert "is still None" in verdict.message


@pytest.mark.parametrize(
    "value",
    [5.0, 5, np.float32(5), torch.tensor(5.0), torch.tensor([5]), np.ones(1) * 5],
)
@pytest.mark.parametrize("pair", [list, tuple])
def test_measured_number_may_be_of_any_type(value, pair):
    cause, _, repair = right_answers("clinic_a")
    evidence = pair([" gradient_growth ", value])
    assert verdict_on("clinic_a", (cause.upper(), evidence, repair), 0).passed


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (("gradient_growth", math.nan), "got the number nan"),
        (("gradient_growth", math.inf), "got the number inf"),
        (("gradient_growth", "5"), "got the text '5'"),
        (("gradient_growth", torch.ones(3)), "got a tensor of shape (3,)"),
        (("gradient_growth", True), "got True"),
        (("gradient_growth", None), "got None"),
        (("growth", 5.0), "got the text 'growth'"),
        (("gradient_growth",), "got a list of 1 items"),
        (5.0, "got the number 5"),
        ("gradient_growth", "got the text 'gradient_growth'"),
        ({"gradient_growth": 5.0}, "should be a pair"),
        (torch.tensor([1.0, 5.0]), "got a tensor of shape (2,)"),
        ((5.0, "gradient_growth"), "should be a pair"),
    ],
)
def test_other_evidence_is_named(evidence, words):
    cause, _, repair = right_answers("clinic_a")
    verdict = verdict_on("clinic_a", (cause, evidence, repair), 0)
    assert words in verdict.message and lost(verdict) == 0.5


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (1.5, "got the number 1.5"),
        (["zero_grad missing"], "got a list of 1 items"),
        (torch.ones(2), "got a tensor of shape (2,)"),
        (len, "an object of type builtin_function_or_method"),
        ("x" * 5000, "word for word"),
    ],
)
def test_other_causes_are_named(cause, words):
    _, evidence, repair = right_answers("clinic_a")
    verdict = verdict_on("clinic_a", (cause, evidence, repair), 0)
    assert words in verdict.message and len(verdict.message) < 600
    assert lost(verdict) == 0.5
