import pytest

from course_helpers import check
from course_helpers.check import session
from course_helpers.check.aids import hints


@pytest.fixture(autouse=True)
def none_given(monkeypatch):
    monkeypatch.setattr(hints, "_given", {})


def test_each_call_goes_a_tier_down_and_then_stays(garden, capsys):
    for number in (1, 2, 3, 3):
        check.hint("plant")
        assert f"plant: hint {number} of 3" in capsys.readouterr().out


def test_last_hint_shows_its_line_without_marks(garden, capsys):
    for _ in range(3):
        check.hint("plant")
    out = capsys.readouterr().out
    assert "    hole = ____" in out and "```" not in out
    assert "This was the last one." in out


def test_hint_takes_the_function_itself(garden, capsys):
    def plant():
        pass

    check.hint(plant)
    assert "plant: hint 1 of 3" in capsys.readouterr().out


def test_exercise_without_hints_says_so(garden, capsys):
    check.hint("dig")
    assert "dig: no hints" in capsys.readouterr().out


def test_unknown_exercise_names_one(garden):
    with pytest.raises(check.CheckFailed, match="\"water\"; got 'plnat'"):
        check.hint("plnat")


def test_unwritten_answer_is_told_the_command():
    def stub(*arguments):
        raise NotImplementedError

    with pytest.raises(check.CheckFailed, match=r'Run check\.hint\("flatten"\)'):
        check.flatten(stub)


def test_without_hints_nobody_is_sent_for_one(monkeypatch):
    monkeypatch.setattr(hints, "hints", lambda topic: {})

    def stub(*arguments):
        raise NotImplementedError

    with pytest.raises(check.CheckFailed) as failed:
        check.flatten(stub)
    assert "hint" not in str(failed.value)


def test_where_hand_ins_are_graded_every_name_does_nothing(monkeypatch, capsys):
    monkeypatch.setattr(session, "_say_instead", lambda exercise: None)
    check.hint("softmax")
    check.hint("nonsense")
    check.table("nonsense")
    check.some_name_that_there_is_not(1, two=3)
    assert capsys.readouterr().out == ""
    assert not hasattr(check, "__path_that_there_is_not__")


def test_modules_are_still_imported_where_hand_ins_are_graded(monkeypatch):
    monkeypatch.setattr(session, "_say_instead", lambda exercise: None)
    monkeypatch.delattr(check, "wire", raising=False)
    from course_helpers.check import wire

    assert wire.__name__ == "course_helpers.check.wire"
