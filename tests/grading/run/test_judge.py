"""The judging process: what it gives out, and what it makes of what comes back."""

import os
import signal

import pytest
import torch

from course_helpers.check.parts import observe
from course_helpers.check.wire import decode, encode
from course_helpers.grading.run.judge import Judge

SEED = 5
POINTS = 2


@pytest.fixture(scope="module")
def judge():
    with Judge() as judge:
        yield judge


def neuron(features, weights, bias):
    return torch.sigmoid(features @ weights.T + bias)


def test_what_a_right_answer_gives_earns_all_points_under_its_own_seed_alone(judge):
    observed = observe("neuron", (neuron,), decode(judge.inputs("neuron", SEED)))
    assert judge.verdict("neuron", SEED, encode(observed)).score == POINTS
    assert judge.verdict("neuron", SEED + 1, encode(observed)).score < POINTS


def test_inputs_come_from_the_seed_alone(judge):
    assert judge.inputs("neuron", SEED) == judge.inputs("neuron", SEED)
    assert judge.inputs("neuron", SEED) != judge.inputs("neuron", SEED + 1)


def test_what_is_secret_stays_with_the_judge(judge):
    inputs = decode(judge.inputs("train_classifier", SEED))
    assert "images" in inputs and "secret" not in inputs


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"no message",
        b"\xff" * 1000,
        encode(None),
        encode({"points": 500.0, "passed": True}),
        encode([torch.full((3, 3), float("nan"))] * 20),
        "stopped after 30 s",
    ],
    ids=["empty", "text", "bytes", "none", "forged", "nan", "stopped"],
)
def test_what_is_no_observation_earns_nothing(judge, reply):
    verdict = judge.verdict("neuron", SEED, reply)
    assert (verdict.score, verdict.points) == (0, POINTS)
    assert verdict.message


def test_judge_that_was_ended_is_started_again(judge):
    process = judge._process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    verdict = judge.verdict("neuron", SEED, encode(None))
    assert verdict.score == 0 and "could not be judged" in verdict.message
    assert judge._process.pid != process.pid
    assert judge.inputs("neuron", SEED)
