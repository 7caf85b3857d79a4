"""Dates and times as platforms write them, in any language."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def time_of(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the time that a text tells, in UTC; None if it tells none.

    Args:
        text: "2026-03-06T17:42:00Z", or "Freitag, 6. März 2026, 17:42".
        zone: the time zone of a text that names none.
    """
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        time = _in_words(text, zone)
    if time is None:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC)


def _in_words(text: str, zone: ZoneInfo) -> datetime | None:
    # Names and numbers are no times, and looking at each takes long.
    if not any(c.isdigit() for c in text) or ":" not in text:
        return None
    import dateparser

    return dateparser.parse(text, settings={"REQUIRE_PARTS": ["day", "month", "year"]})
