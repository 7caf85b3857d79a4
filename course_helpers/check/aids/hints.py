"""Hints in three tiers: the idea, the tool, the first line. Never the whole answer.

A course keeps them in `hints/topic.toml`, one table an exercise:

    [softmax]
    idea = "What must hold for each row?"
    tool = "`sum` takes a `dim`."
    line = "Begin with `exps = ____`."

A student repository may come without that folder; then there are none.
"""

import tomllib
from functools import cache
from importlib import resources

from course_helpers.check.catalogue import Exercise, catalogue

TIERS = ("idea", "tool", "line")
"""In the order in which they are given."""

_given: dict[str, int] = {}
"""How many hints on an exercise were asked for in this process."""


@cache
def hints(topic: str) -> dict[str, list[str]]:
    """Return a lesson's hints, by exercise, in the order of their tiers.

    Args:
        topic: the lesson's name without its number.

    Returns:
        Empty where the course came without hints.
    """
    path = resources.files(catalogue().package) / "hints" / f"{topic}.toml"
    if not path.is_file():
        return {}
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: [table[tier] for tier in TIERS] for name, table in tables.items()}


def command(exercise: Exercise) -> str:
    """Return the line that asks for a hint; empty where there is none."""
    if exercise.name not in hints(exercise.topic):
        return ""
    return f'check.hint("{exercise.name}")'


def next_hint(exercise: Exercise) -> str:
    """Return the next hint on an exercise, with a heading; after the last one, that."""
    tiers = hints(exercise.topic).get(exercise.name, [])
    if not tiers:
        return f"{exercise.name}: no hints came with this notebook's course."
    tier = min(_given.get(exercise.name, 0), len(tiers) - 1)
    _given[exercise.name] = tier + 1
    last = tier + 1 == len(tiers)
    more = "This was the last one." if last else "Run the cell again for the next one."
    text = tiers[tier].strip()
    return f"{exercise.name}: hint {tier + 1} of {len(tiers)}\n{text}\n{more}"
