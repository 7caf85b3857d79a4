"""Every check against real forms of right and wrong answers, and against stubs."""

import time

import matplotlib.pyplot as plt
import pytest

from course_helpers.check.catalogue import exercises
from course_helpers.check.session import NOTEBOOK_SEED, verdict_on
from tests.exercises.real_answers import ANSWERS, TYPICAL, answers_in, files

COSTLY = {"train_classifier"}
"""Each right answer to it trains a network for 15 seconds."""


def answer_files(kind: str) -> list:
    return [
        pytest.param(name, path, id=f"{name}-{path.name}")
        for name in exercises()
        for path in files(name, kind)
    ]


def verdict_on_source(exercise: str, source: str, seed: int = NOTEBOOK_SEED):
    """The verdict on the source of an answer cell, and the seconds that it took."""
    answers = answers_in(exercise, source)
    start = time.perf_counter()
    verdict = verdict_on(exercise, answers, seed)
    seconds = time.perf_counter() - start
    plt.close("all")
    return verdict, seconds


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("exercise", "path"), answer_files("right"))
def test_right_answer_gets_full_points(exercise, path, record):
    verdict, seconds = verdict_on_source(exercise, path.read_text(encoding="utf-8"))
    record(exercise, "right", verdict.passed, seconds)
    assert verdict.passed, verdict.message
    assert verdict.score == verdict.points


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("exercise", "path"), answer_files("wrong"))
def test_wrong_answer_gets_its_message_and_less(exercise, path, record):
    source = path.read_text(encoding="utf-8")
    words = source.splitlines()[0].removeprefix("#").strip()
    assert source.startswith("# ") and words
    verdict, seconds = verdict_on_source(exercise, source)
    record(exercise, "wrong", not verdict.passed, seconds)
    record(exercise, "message", words in verdict.message, seconds)
    assert verdict.score < verdict.points
    assert words in verdict.message


@pytest.mark.parametrize("exercise", exercises())
def test_stub_is_not_written_yet(exercise):
    def stub(*arguments):
        raise NotImplementedError

    answers = tuple(stub for _ in exercises()[exercise].answers)
    verdict = verdict_on(exercise, answers, NOTEBOOK_SEED)
    assert not verdict.written and not verdict.passed
    assert verdict.score == 0
    assert verdict.message.startswith(f"{exercise}: not written yet.")


@pytest.mark.parametrize("exercise", exercises())
def test_weights_of_an_exercise_sum_to_one(exercise):
    def nothing(*arguments):
        return None

    answers = tuple(nothing for _ in exercises()[exercise].answers)
    criteria = verdict_on(exercise, answers, NOTEBOOK_SEED).criteria
    assert sum(c.weight for c in criteria) == pytest.approx(1)


@pytest.mark.parametrize("exercise", exercises())
def test_exercise_has_answers_to_be_tested_with(exercise):
    fewest = 4 if exercise in COSTLY else 8
    assert len(files(exercise, "right")) >= fewest
    assert len(files(exercise, "wrong")) >= 8


def test_no_answer_lies_where_no_exercise_looks_for_it():
    pairs = [(name, kind) for name in exercises() for kind in ("right", "wrong")]
    known = {path for pair in pairs for path in files(*pair)}
    assert known == {*ANSWERS.glob("*/*/*.py"), *TYPICAL.glob("*/*.py")}
