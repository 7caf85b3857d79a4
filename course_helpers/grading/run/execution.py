"""Have one rebuilt notebook run, and its answers judged.

What is to be run, and what came of it, are bytes that cannot run code: they go to a
sandbox of this machine or of another one, and come back, the same way.
"""

import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from nbformat import NotebookNode

from course_helpers.cells import (
    SKIPPED,
    TABLE,
    exercise_of,
    is_answer,
    predicted,
    stub_names,
)
from course_helpers.check.catalogue import exercises
from course_helpers.grading.limits import Limits
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.outputs import clean_outputs, clean_text, printed
from course_helpers.grading.run.results import Result, written_hash
from course_helpers.sandboxed.messages import Closed, packed, unpacked

Execute = Callable[[bytes], bytes]
"""Runs a hand-in somewhere; see `workshop.execute`."""

_LONGEST = 100
"""Characters of a prediction that is kept."""
_ROOM = 3
"""The sandbox keeps outputs within a limit; kept as JSON they take more bytes."""


def fresh_seed() -> int:
    """Return a seed that nobody can know beforehand."""
    return secrets.randbits(62)


@dataclass
class Shared:
    """What the hand-ins of a lesson have in common, done once.

    Attributes:
        own: ids of the release's own cells: they show the same for everybody, so
            their figures need not be drawn for each.
        first: sources of the cells with which every hand-in begins, by id.
    """

    own: frozenset[str] = frozenset()
    first: dict[str, str] = field(default_factory=dict)


def share(release: NotebookNode) -> Shared:
    """Return what the hand-ins of a lesson share, given its student version."""
    cells = [cell for cell in release.cells if is_run(cell)]
    own = {c.id for c in cells if not is_answer(c) and not exercise_of(c)}
    # Up to the first answer every hand-in is in the same state.
    first = takewhile(lambda cell: cell.id in own, cells)
    return Shared(frozenset(own), {cell.id: cell.source for cell in first})


def run(
    notebook: NotebookNode,
    execute: Execute,
    judge: Judge,
    limits: Limits,
    seed: int | None = None,
    shared: Shared | None = None,
) -> Result:
    """Run a rebuilt notebook; never raises for what its code does.

    Args:
        notebook: from `rebuild`; not changed.
        execute: runs its code.
        judge: draws the inputs of its checks, and judges what comes out.
        limits: of the hand-in.
        seed: makes the inputs; a fresh secret one if not given.
        shared: what need not be done for each hand-in of its lesson; what its own cells
            show is then missing in the result.
    """
    result = Result(fresh_seed() if seed is None else seed)
    result.answers = written_hash(notebook)
    result.predictions = _predictions(notebook)
    shared = shared or Shared()
    cells, first = [cell for cell in notebook.cells if is_run(cell)], []
    # A cell of the learner's own may stand among them, and change what they do.
    if [cell.id for cell in cells[: len(shared.first)]] == [*shared.first]:
        above, below = cells[: len(shared.first)], cells[len(shared.first) :]
        # A prediction is a value that nothing of the course's reads but its check,
        # which does nothing here: it may come later.
        changed = [cell for cell in above if cell.source != shared.first[cell.id]]
        cells, first = [*changed, *below], [*shared.first.values()]
    commands = [_command(cell, limits, shared) for cell in cells]
    # Only what runs goes out: no metadata, no points, no seed.
    work = {"first": first, "cells": commands}
    checked = list(filter(None, map(exercise_of, cells)))
    inputs = [packed(b"i", judge.inputs(name, result.seed)) for name in checked]
    job = b"".join((packed(b"h", json.dumps(work).encode()), *inputs))
    # The job holds them; a second copy would stay in memory for as long as it runs.
    del inputs
    _judge_all(cells, execute(job), judge, result, limits)
    # Every check gets a verdict, also where the hand-in ended before it.
    for exercise in checked:
        if exercise not in result.verdicts:
            why = result.trouble
            result.verdicts[exercise] = judge.verdict(exercise, result.seed, why)
    return result


def _predictions(notebook: NotebookNode) -> dict[str, Any]:
    """Return what a learner expected, as it stands in the notebook: nothing is run."""
    values: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            values |= predicted(cell.source)
    return {name: value for name, value in values.items() if _is_short(value)}


def _is_short(value: Any) -> bool:
    """Whether a value was given, and is one that reports can show."""
    parts = value if isinstance(value, tuple | list) else [value]
    if not all(isinstance(part, bool | int | float | str) for part in parts):
        return False
    try:
        # Half a character, which no page can hold, is not printable either.
        text = "".join(map(str, parts))
    except ValueError:  # a number of thousands of digits
        return False
    return len(text) <= _LONGEST and text.isprintable()


class _Ended(Exception):
    """The sandbox ended a hand-in; its arguments: why, and whether that is final."""


def is_run(cell: NotebookNode) -> bool:
    """Whether grading runs a cell: code without the tag, and not the closing table."""
    skipped = SKIPPED in cell.metadata.get("tags", []) or cell.id == TABLE
    return cell.cell_type == "code" and not skipped


def _command(cell: NotebookNode, limits: Limits, shared: Shared) -> dict[str, Any]:
    name = exercise_of(cell)
    if not name:
        extra, quiet = cell.id.startswith("extra-"), cell.id in shared.own
        keeps = sorted(stub_names(cell.source))
        return {
            **{"source": cell.source, "extra": extra, "quiet": quiet},
            **({"keeps": keeps} if keeps else {}),
        }
    exercise = exercises()[name]
    # A check of its own length also loads data and makes its inputs.
    seconds = limits.cell_seconds + (exercise.seconds or 0)
    return {"check": name, "answers": exercise.answers, "seconds": seconds}


def _judge_all(
    cells: Iterable[NotebookNode],
    answers: bytes,
    judge: Judge,
    result: Result,
    limits: Limits,
) -> None:
    """Put what came of a hand-in's cells into its result."""
    room, messages = [_ROOM * limits.output], unpacked(answers)
    try:
        for cell in cells:
            _take(cell, *next(messages, (b"", b"")), judge, result, room)
    # What may have come from outside runs again before it counts.
    except _Ended as end:
        result.trouble, final = end.args
        result.repeat = result.repeat or not final
    except Closed:
        result.trouble, result.repeat = "it ended before its time", True


def _take(
    cell: NotebookNode,
    kind: bytes,
    body: bytes,
    judge: Judge,
    result: Result,
    room: list[int],
) -> None:
    """Take what came of one cell, and have it judged if it is a check."""
    exercise = exercise_of(cell)
    # The release says which cell is a check; what came may say anything.
    if kind in (b"k", b"K"):
        raise _Ended(clean_text(body), kind == b"k")
    if kind in (b"f", b"F"):
        why = clean_text(body)
        # Neighbours may have made it slow, or the machine ended it.
        result.repeat = result.repeat or kind == b"F"
        result.trouble = result.trouble or f"{cell.id}: {why}"
        if exercise:
            verdict = judge.verdict(exercise, result.seed, why)
            result.verdicts[exercise] = verdict
        else:
            result.outputs[cell.id] = [printed(f"This cell: {why}.\n")]
    elif kind == b"r" and exercise:
        result.verdicts[exercise] = judge.verdict(exercise, result.seed, body)
    elif kind == b"c" and not exercise:
        result.outputs[cell.id] = clean_outputs(body, room)
    else:
        raise Closed("what came is no answer")
