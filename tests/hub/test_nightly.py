from datetime import datetime

import pytest

from course_helpers.hub.nightly import lessons_handed_in, seconds_until

NOW = datetime(2031, 3, 1, 2, 30)


@pytest.mark.parametrize(
    ("time_of_day", "seconds"),
    [("03:00", 1800), ("02:30", 86400), ("02:00", 23.5 * 3600)],
)
def test_it_waits_until_that_time_comes_again(time_of_day, seconds):
    assert seconds_until(time_of_day, NOW) == seconds


def test_what_is_no_time_of_the_day_is_an_error():
    with pytest.raises(ValueError, match="25:00"):
        seconds_until("25:00", NOW)


def test_lessons_are_those_of_which_something_is_there(tmp_path):
    for name in ("ada+03_softmax+2031+x", "b+c+01_tensors+2031+y", "README"):
        (tmp_path / name).mkdir()
    lessons = ["01_tensors", "02_autograd", "03_softmax"]
    assert lessons_handed_in(lessons, tmp_path) == ["01_tensors", "03_softmax"]
