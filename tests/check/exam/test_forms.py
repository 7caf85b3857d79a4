import json

import torch

from course_helpers.check.exam.forms import described, fits, form_of, result_form
from course_helpers.check.exam.verdicts import criteria_of
from course_helpers.check.plain import call

ERROR = {"error": "ValueError", "text": "no", "line": "raise ValueError('no')"}


def problems(right, other):
    """What the two criteria of an exam say, where a right answer gave the first."""
    return [c.message for c in criteria_of(form_of(right), other)]


def returned(*values):
    return [call(lambda value=value: value) for value in values]


def test_form_has_shapes_and_no_value():
    secret = 7654.25
    observed = {
        "results": returned(torch.full((3, 2), secret), [secret, secret], secret),
        "modes": {"training": True, "count": 7654},
        "used": ["secret"],
    }
    text = json.dumps(form_of(observed))
    assert json.loads(text) == form_of(observed)
    assert "7654" not in text and "secret" not in text and "modes" not in text
    assert '"tensor": [3, 2]' in text


def test_length_of_a_list_is_form_only_where_it_never_changes():
    pairs = form_of(returned((1.0, 2.0), (3.0, 4.0)))
    assert pairs["items"][0]["returns"] == {"list": ["number", "number"]}
    # As many as there are dead units: a count, and so an answer.
    counted = form_of(returned([1, 2], [3], []))
    each = [item["returns"] for item in counted["items"]]
    assert each == [{"each": "number"}] * 3
    assert form_of(returned([1, 2]))["items"][0]["returns"] == {"each": "number"}


def test_keys_of_a_dict_are_form_only_where_they_never_change():
    history = returned({"loss": [1.0]}, {"loss": [1.0, 2.0]})
    assert form_of(history)["items"][0]["returns"] == {
        "dict": {"loss": {"each": "number"}}
    }
    norms = form_of(returned({"first": 1.0}, {"last": 2.0, "more": 1}))
    assert norms["items"][0]["returns"] == {"entries": "number"}
    gaps = form_of(returned({"first": 1.0}, {"last": None}))
    assert [item["returns"] for item in gaps["items"]] == [{"entries": None}] * 2


def test_numbers_are_numbers_whoever_made_them():
    for value in (1, 1.5, torch.tensor(2.0), torch.tensor(2)):
        assert result_form(call(lambda value=value: value)["value"]) == "number"
    real = {"tensor": [2], "of": "real"}
    assert fits(real, result_form(torch.zeros(2, dtype=torch.float64)))
    assert not fits(real, result_form(torch.zeros(2, dtype=torch.int64)))


def test_other_shapes_and_types_are_told():
    right = returned(torch.zeros(64, 10))
    said = problems(right, returned(torch.zeros(10, 64)))[1]
    assert (
        said == "expected a tensor of shape (64, 10); got a tensor of shape (10, 64)."
    )
    assert problems(right, returned(None))[1].endswith("got None.")
    assert problems(right, [{"made": "text"}])[1].endswith("got something else.")
    assert problems(right, returned(torch.ones(64, 10))) == ["", ""]


def test_error_is_told_with_the_line_and_comes_before_the_form():
    right = {"a": returned(1.0)[0], "b": returned(2.0)[0]}
    runs, form = problems(right, {"a": returned("text")[0], "b": ERROR})
    assert runs == "ValueError: no\n  in your line `raise ValueError('no')`"
    assert form == "expected a number; got a text."


def test_error_that_a_task_asks_for_is_none():
    right = {"good": returned(1.0)[0], "bad": ERROR}
    assert problems(right, {"good": returned(2.0)[0], "bad": ERROR}) == ["", ""]
    # Whether it comes is an answer's own affair: an exam does not judge.
    assert problems(right, returned(2.0) and {"good": right["good"], "bad": {}}) == [
        "",
        "",
    ]


def test_without_any_result_only_errors_are_told():
    right = {"state": {"weight": torch.zeros(3)}, "trainable": True}
    assert form_of(right) is None
    assert problems(right, {"state": {}, "trainable": False}) == ["", ""]
    assert problems(right, {"state": ERROR})[0].startswith("ValueError")


def test_forms_in_words():
    assert described({"tensor": [3], "of": "whole"}) == (
        "a tensor of shape (3,) of whole numbers"
    )
    assert (
        described({"list": ["number", "text"]}) == "a list or tuple (a number, a text)"
    )
    assert described({"each": "number"}) == "a list, each item a number"
    assert described({"dict": {"loss": "number"}}) == "a dict with the keys 'loss'"
