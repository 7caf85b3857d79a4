"""The judging process: what it gives out, and what it makes of what comes back."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from course_helpers.check.parts import observe
from course_helpers.check.wire import decode, encode
from course_helpers.grading.run import judge as judging
from course_helpers.grading.run.judge import _PATIENCE as PATIENCE
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
    process = judge._all[0].process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    verdict = judge.verdict("neuron", SEED, encode(None))
    assert verdict.score == 0 and "could not be judged" in verdict.message
    assert judge._all[0].process.pid != process.pid
    assert judge.inputs("neuron", SEED)


def test_nobody_waits_for_an_answer_that_takes_long(judge):
    stopped = judge._all[0].process
    with ThreadPoolExecutor(2) as pool:
        os.kill(stopped.pid, signal.SIGSTOP)
        slow = pool.submit(judge.verdict, "neuron", SEED, encode(None))
        begin = time.monotonic()
        while judge._idle.qsize():  # until it has been asked
            time.sleep(0.01)
        assert judge.verdict("neuron", SEED, encode(None)).score == 0
        assert time.monotonic() - begin < PATIENCE / 2 and not slow.done()
        os.kill(stopped.pid, signal.SIGCONT)
        assert slow.result().score == 0
    assert len(judge._all) == 2


def test_those_who_wait_together_get_a_process_each(monkeypatch):
    def start(process):
        time.sleep(0.05)

    monkeypatch.setattr(judging._Process, "start", start)
    monkeypatch.setattr(judging._Process, "end", lambda process: None)
    monkeypatch.setattr(judging, "_BUSY", 0.01)
    with Judge() as judge, ThreadPoolExecutor(20) as pool:
        given = list(pool.map(lambda _: judge._free(), range(20)))
    assert len({id(process) for process in given}) == 20
