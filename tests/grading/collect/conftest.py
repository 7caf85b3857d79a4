from datetime import UTC, datetime, timedelta

import pytest

from course_helpers.grading.collect import archive
from tests.grading.collect.sources import three_lessons


@pytest.fixture
def course(tmp_path):
    return three_lessons(tmp_path / "course")


@pytest.fixture
def clock(monkeypatch):
    """A collector's clock that the test moves."""
    state = {"now": datetime(2031, 3, 1, 12, tzinfo=UTC)}

    def now():
        state["now"] += timedelta(seconds=1)
        return state["now"]

    monkeypatch.setattr(archive, "now", now)
    return state
