"""Every check against real forms of right and wrong answers, and against stubs."""

import time

import matplotlib.pyplot as plt
import pytest

from course_helpers.check import compare
from course_helpers.check.catalogue import exercises
from course_helpers.check.session import NOTEBOOK_SEED, verdict_on
from tests.exercises import scores
from tests.exercises.real_answers import ANSWERS, TYPICAL, answers_in, files

NUMBERS, LIKELY = "\u2060", "\u2061"
"""Marks, of no width, behind numbers that differ and behind the likely mistake."""
GENERAL = (
    "Draw the line of pixels",
    "Add up the losses of train_loader's batches",
    "Compare with what model.named_parameters() lists",
    "Is it the value that the criterion gives",
    "Print what you count for one batch",
    "Which entry of valid_loss is the lowest",
    "Work out this step by hand",
)
"""What judges say where they know no mistake that fits."""
CAUSES = (
    "Your values are those of",
    *("from elsewhere in", "the text '", "a list of"),
    *("That epoch has", "That is the last epoch", "That loss is lower"),
    "The log of a negative number is nan",
)
"""What names a mistake all the same: where it reads, what it is, what it chose by."""
UNNAMED = {
    *("standardize/wrong_normal_random", "standardize/wrong_rows_of_the_example"),
    *("standardize/wrong_two_columns_only", "gradient/wrong_global_x"),
    *("descend/wrong_adam", "descend/wrong_global_f", "descend/wrong_momentum"),
    "descend/wrong_zero_for_no_steps",
    "training_pass/wrong_loss_of_another_criterion",
    *("evaluate/wrong_whole_division", "fit/wrong_one_batch_an_epoch"),
    *("fit/wrong_own_optimizer", "fit/wrong_trains_on_validation_data"),
    "conv_output_size/wrong_stride_and_padding_swapped",
    "count_parameters/wrong_only_top_layers",
}
"""Wrong answers of whose message only numbers tell, or words that fit any mistake."""

SCORES = scores.expected()

COSTLY = {"train_classifier"}
"""Each right answer to it trains a network for 15 seconds."""


def answer_files(kind: str) -> list:
    return [
        pytest.param(
            name, path, id=f"{name}-{path.name}", marks=slow(name, kind, place)
        )
        for name in exercises()
        for place, path in enumerate(files(name, kind))
    ]


def slow(exercise: str, kind: str, place: int) -> list:
    """The mark of all right answers but one where each takes long."""
    later = exercise in COSTLY and kind == "right" and place > 0
    return [pytest.mark.slow] if later else []


@pytest.fixture
def marks(monkeypatch):
    """Mark what a message says of numbers, and what it knows of the mistake."""
    for name, mark in (("difference", NUMBERS), ("likely_mistake", LIKELY)):
        monkeypatch.setattr(compare, name, marked(getattr(compare, name), mark))


def marked(function, mark):
    def said(*arguments):
        text = function(*arguments)
        return text and text + mark

    return said


def is_named(message: str) -> bool:
    """Whether a message names a mistake, and not numbers alone."""
    if LIKELY in message:
        return True
    if any(text in message for text in CAUSES):
        return True
    return NUMBERS not in message and not any(text in message for text in GENERAL)


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
def test_wrong_answer_gets_its_message_and_less(exercise, path, record, marks):
    source = path.read_text(encoding="utf-8")
    words = source.splitlines()[0].removeprefix("#").strip()
    assert source.startswith("# ") and words
    verdict, seconds = verdict_on_source(exercise, source)
    record(exercise, "wrong", not verdict.passed, seconds)
    record(exercise, "message", words in verdict.message, seconds)
    named = is_named(verdict.message)
    record(exercise, "named", named, seconds)
    assert not verdict.passed
    # What is for practice earns nothing anyway.
    assert verdict.score < verdict.points or not verdict.points
    written = SCORES.get(exercise, {})
    assert verdict.score == written.get(path.stem, verdict.score)
    assert words in verdict.message
    assert named != (f"{exercise}/{path.stem}" in UNNAMED), verdict.message


@pytest.mark.parametrize("exercise", exercises())
def test_what_each_wrong_answer_earns_is_written_down(exercise):
    """To write it: python -m tests.exercises.scores NAME."""
    names = [path.stem for path in files(exercise, "wrong")]
    assert list(SCORES.get(exercise, {})) == names


def test_nine_of_ten_wrong_answers_are_named():
    assert len(UNNAMED) <= 0.1 * len(answer_files("wrong"))


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
    assert SCORES.keys() <= exercises().keys()
    assert known == {*ANSWERS.glob("*/*/*.py"), *TYPICAL.glob("*/*.py")}
