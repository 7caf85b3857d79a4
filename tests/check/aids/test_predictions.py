import pytest

from course_helpers import check
from course_helpers.check.aids.predictions import Prediction, predictions


def test_prediction_that_holds_says_why(garden, capsys):
    check.days(9)
    assert capsys.readouterr().out == (
        "days: your prediction holds\nBeans take their time.\n"
    )


def test_tempting_one_is_no_failure_and_gets_its_message(garden, capsys):
    assert check.days(1) is None
    out = capsys.readouterr().out
    assert "That is cress." in out and "Let your first thought stand" in out


def test_none_asks_for_a_prediction(garden, capsys):
    check.days(None)
    assert "no prediction yet" in capsys.readouterr().out


def test_choice_takes_the_letter_however_it_is_written(garden, capsys):
    check.depth(" B ")
    assert "your prediction holds" in capsys.readouterr().out
    check.depth("c")
    assert '"a", "b"' in capsys.readouterr().out


def test_reports_read_the_text_of_a_choice(garden):
    assert predictions()["depth"].wording("A") == "a: on top"
    assert predictions()["days"].wording((1, (2, "x"))) == "(1, (2, x))"
    assert predictions()["days"].wording([3]) == "(3,)"


@pytest.mark.parametrize(
    ("right", "holds", "fails"),
    [
        ([2, 3], [(2, 3), [2, 3]], [(3, 2), (2, 3, 1), 6, "(2, 3)", (2, True)]),
        (2.303, [2.303, 2.31, 2.3], [2.4, "2.303", None, float("nan"), 10**400]),
        (7, [7, 7.0], [8, 7.5, "7", (7,)]),
        (True, [True], [1, "True", False]),
        ("row", ["row", "Row ", "ROW"], ["rows", 0, None]),
    ],
)
def test_values_are_compared_as_learners_mean_them(right, holds, fails):
    prediction = Prediction("01_start", "x", "", right, "")
    assert [prediction.holds(value) for value in holds] == [True] * len(holds)
    assert [prediction.holds(value) for value in fails] == [False] * len(fails)
