"""Look at what the page sends before any of it reaches the gradebook."""

import json
from typing import Any

from course_helpers.grading.reading.marks import Change, Mark

MOST_CHANGES = 5000
LONGEST_COMMENT = 10_000
"""Characters."""
LARGEST = 1e6
"""Points that nobody gives, nor takes off."""


def changes_in(body: bytes) -> tuple[dict[str, Change], dict[str, str]]:
    """Return the changes that a request asks for, and which texts were read.

    Args:
        body: {"changes": [{"id": ..., "version": ..., "seen": MARK, "mark": MARK}]},
            where MARK is {"points": ..., "comment": ..., "waits": ...}.

    Returns:
        Changes, and versions of texts, by the answer's id.

    Raises:
        ValueError: it asks for something else; str() says what was expected.
    """
    items = _member(json.loads(body), "changes", list)
    if not 0 < len(items) <= MOST_CHANGES:
        raise ValueError(f"expected 1 to {MOST_CHANGES} changes; got {len(items)}")
    changes, versions = {}, {}
    for item in items:
        name = _member(item, "id", str)
        seen, mark = (_mark(_member(item, key, dict)) for key in ("seen", "mark"))
        changes[name] = Change(seen, mark)
        versions[name] = _member(item, "version", str)
    return changes, versions


def _member(value: Any, name: str, kind: type) -> Any:
    member = value.get(name) if isinstance(value, dict) else None
    if not isinstance(member, kind):
        raise ValueError(f"expected {name}, of type {kind.__name__}")
    return member


def _mark(value: dict[str, Any]) -> Mark:
    points, comment = value.get("points"), _member(value, "comment", str)
    # Databases refuse half characters, and some the character 0.
    if len(comment) > LONGEST_COMMENT or "\0" in comment:
        raise ValueError(f"expected a comment of at most {LONGEST_COMMENT} characters")
    comment.encode()
    points = None if points is None else _number(points)
    return Mark(points, comment, _member(value, "waits", bool))


def _number(value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_number and abs(value) < LARGEST):
        raise ValueError("expected points, a number")
    return float(value)
