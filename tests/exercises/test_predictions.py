"""The course's predictions: each tempting answer has a message of its own."""

import tomllib
from collections import Counter

import numpy
import pytest
import torch

from course_helpers.check.aids.predictions import predictions
from course_helpers.check.catalogue import exercises, lessons
from tests.exercises.real_answers import ANSWERS

each_prediction = pytest.mark.parametrize(
    "prediction", predictions().values(), ids=lambda p: p.name
)


def samples(prediction):
    """What learners write: right answers, and wrong ones with words of their message.

    They are Python, as in `right = ["(64, 10)", "[64, 10]"]` and, in a table of their
    own, `"(10, 64)" = "rows and columns"`.
    """
    path = ANSWERS / prediction.lesson / "predictions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))[prediction.name]


def value_of(text):
    return eval(text, {"torch": torch, "np": numpy})


@pytest.mark.parametrize("lesson", lessons())
def test_every_lesson_has_five_to_eight_and_what_to_try_them_with(lesson):
    own = [p for p in predictions().values() if p.lesson == lesson]
    again = [predictions()[p.again] for p in own if p.again]
    assert 5 <= len(own) - len(again) <= 8
    before = lessons()[: lessons().index(lesson)][-1:]
    assert [p.lesson for p in again] == before * 3
    assert len({p.name for p in again}) == len(again)
    names = {p.name for p in own}
    path = ANSWERS / lesson / "predictions.toml"
    assert tomllib.loads(path.read_text(encoding="utf-8")).keys() == names


def test_no_name_is_that_of_an_exercise_too():
    answers = [name for e in exercises().values() for name in (e.name, *e.answers)]
    assert not predictions().keys() & {*answers}


@each_prediction
def test_right_answers_hold_in_every_form(prediction):
    rights = samples(prediction)["right"]
    assert rights
    for text in rights:
        assert prediction.holds(value_of(text)), text
        assert "your prediction holds" in prediction.answer(value_of(text))


@each_prediction
def test_every_tempting_answer_is_met_with_its_own_words(prediction):
    words = {text: w for text, w in samples(prediction)["wrong"].items()}
    assert len(prediction.wrong) >= 1
    for text, said in words.items():
        assert said and said in prediction.answer(value_of(text)), text
        assert "otherwise" in prediction.answer(value_of(text))
    values = [value_of(text) for text in words]
    for wrong, message in prediction.wrong:
        assert not prediction.holds(wrong)
        tried = [prediction.answer(v) == prediction.answer(wrong) for v in values]
        assert any(tried), f"{prediction.name}: nobody tries {wrong!r}"
        assert len(message.split()) >= 5
    messages = Counter(message for _, message in prediction.wrong)
    assert set(messages.values()) <= {1}


@each_prediction
def test_every_option_but_the_right_one_is_tempting(prediction):
    if prediction.options:
        letters = {letter for letter, _ in prediction.options}
        assert 2 <= len(letters) <= 4
        assert {wrong for wrong, _ in prediction.wrong} == letters - {prediction.right}


@each_prediction
def test_no_answer_and_a_strange_one_get_a_sentence(prediction):
    assert "no prediction yet" in prediction.answer(None)
    for strange in (object(), {"a": 1}, torch.zeros(3, 3), "", [], float("nan"), ...):
        assert "otherwise" in prediction.answer(strange)
