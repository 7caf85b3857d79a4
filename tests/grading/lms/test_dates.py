from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from course_helpers.grading.lms.dates import time_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "text",
    [
        "Friday, 6 March 2026, 5:42 PM",
        "Freitag, 6. März 2026, 17:42",
        "vendredi 6 mars 2026, 17:42",
        "viernes, 6 de marzo de 2026, 17:42",
        "venerdì, 6 marzo 2026, 17:42",
        "piątek, 6 marca 2026, 17:42",
        "2026-03-06 17:42",
        "2026-03-06T16:42:00Z",
        "2026-03-06T11:42:00-05:00",
    ],
)
def test_times_are_told_in_any_language(text):
    assert time_of(text, BERLIN) == datetime(2026, 3, 6, 16, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "-", "8.00", "Anna 3", "Submitted: 3", "tomorrow"]
)
def test_what_is_no_time_is_none(text):
    assert time_of(text, BERLIN) is None
