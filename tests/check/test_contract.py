import pytest

from course_helpers.check.contract import (
    CheckFailed,
    Criterion,
    Verdict,
    verdicts_from_json,
    verdicts_to_json,
)


def verdict(*messages: str, weights=(0.5, 0.3, 0.2), written=True) -> Verdict:
    criteria = tuple(
        Criterion(f"criterion {i}", weight, message)
        for i, (weight, message) in enumerate(zip(weights, messages, strict=False))
    )
    return Verdict("softmax", 3, criteria, written)


def test_score_is_points_times_the_weights_that_hold():
    assert verdict("", "", "").score == 3
    assert verdict("", "no", "").score == pytest.approx(2.1)
    assert verdict("no", "no", "no").score == 0


def test_verdict_passes_only_if_every_weighty_criterion_holds():
    assert verdict("", "", "").passed
    assert not verdict("", "", "no").passed
    assert verdict("", "", "remark", weights=(0.5, 0.5, 0)).passed


def test_remark_costs_nothing_and_is_kept_apart():
    found = verdict("", "", "large scores overflow", weights=(0.5, 0.5, 0))
    assert found.score == 3
    assert found.remarks == ["large scores overflow"]
    assert verdict("", "", "", weights=(0.5, 0.5, 0)).remarks == []
    assert found.message == ""


def test_remark_that_says_what_costs_points_already_is_none():
    found = verdict("boom", "boom", "slow", "slow", weights=(1, 0, 0, 0))
    assert found.remarks == ["slow"]


def test_unwritten_answer_gets_no_remarks():
    assert verdict("", "", "boom", weights=(1, 0, 0), written=False).remarks == []


def test_message_is_that_of_the_first_criterion_that_fails():
    assert verdict("", "second", "third").message == "second"


def test_unwritten_answer_earns_nothing_and_says_so():
    found = verdict("", "", "", written=False)
    assert found.score == 0 and not found.passed
    assert "raises NotImplementedError" in found.message
    given = Verdict("softmax", 3, (), written=False)
    assert given.score == 0 and "holds the code that was given" in given.message


def test_points_are_rounded_to_hundredths_and_finite():
    thirds = Criterion("a", 1 / 3), Criterion("b", 1 / 3, "no"), Criterion("c", 1 / 3)
    assert Verdict("softmax", 2, thirds).score == 1.33
    assert verdict("", "", "no", weights=(2, 1, 1)).score == 2.25
    remark = Criterion("a", 0, "a remark")
    assert Verdict("softmax", 2, (remark,)).score == 0


def test_check_failed_shows_its_message_alone():
    error = CheckFailed("softmax: every row should sum to 1.")
    assert isinstance(error, AssertionError)
    assert error._render_traceback_() == ["softmax: every row should sum to 1."]
    long = CheckFailed("softmax: " + "every row should sum to 1. " * 9)
    assert max(map(len, long._render_traceback_())) <= 88


def test_verdicts_survive_the_way_through_json():
    found = verdict("", "no", "")
    assert verdicts_from_json(verdicts_to_json([found])) == {"softmax": found}


@pytest.mark.parametrize("text", ["", "no json", "{"])
def test_text_that_is_no_verdicts_is_refused(text):
    with pytest.raises(ValueError):
        verdicts_from_json(text)
