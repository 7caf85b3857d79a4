"""Have one rebuilt notebook run, and its answers judged.

What is to be run, and what came of it, are bytes that cannot run code: they go to a
sandbox of this machine or of another one, and come back, the same way.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from course_helpers.cells import SKIPPED, TABLE, exercise_of, is_answer
from course_helpers.check.catalogue import exercises
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.results import Result
from course_helpers.grading.run.sandbox import Limits
from course_helpers.sandboxed.messages import SHOWN, Closed, packed, unpacked

Execute = Callable[[bytes], bytes]
"""Runs a hand-in somewhere; see `workshop.execute`."""

_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
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
    own = [cell for cell in cells if not is_answer(cell) and not exercise_of(cell)]
    first = [c for c, other in zip(own, cells, strict=False) if c.id == other.id]
    ids = frozenset(cell.id for cell in own)
    return Shared(ids, {cell.id: cell.source for cell in first})


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
    shared = shared or Shared()
    cells, first = [cell for cell in notebook.cells if is_run(cell)], []
    if [cell.id for cell in cells[: len(shared.first)]] == [*shared.first]:
        cells, first = cells[len(shared.first) :], [*shared.first.values()]
    commands = [_command(cell, limits, shared) for cell in cells]
    work = {"first": first, "cells": commands}
    asked = list(filter(None, map(exercise_of, cells)))
    inputs = [packed(b"i", judge.inputs(name, result.seed)) for name in asked]
    job = b"".join((packed(b"h", json.dumps(work).encode()), *inputs))
    del inputs
    _judge_all(cells, execute(job), judge, result, limits)
    for exercise in asked:
        if exercise not in result.verdicts:
            why = result.trouble
            result.verdicts[exercise] = judge.verdict(exercise, result.seed, why)
    return result


class _Ended(Exception):
    """The sandbox ended a hand-in; str() says why."""


def is_run(cell: NotebookNode) -> bool:
    """Whether grading runs a cell: code without the tag, and not the closing table."""
    skipped = SKIPPED in cell.metadata.get("tags", []) or cell.id == TABLE
    return cell.cell_type == "code" and not skipped


def _command(cell: NotebookNode, limits: Limits, shared: Shared) -> dict[str, Any]:
    exercise = exercise_of(cell)
    if not exercise:
        extra, quiet = cell.id.startswith("extra-"), cell.id in shared.own
        return {"source": cell.source, "extra": extra, "quiet": quiet}
    asked = exercises()[exercise]
    # A check of its own length also loads data and makes its inputs.
    seconds = limits.cell_seconds + (asked.seconds or 0)
    return {"check": exercise, "answers": asked.answers, "seconds": seconds}


def _judge_all(
    cells: Iterable[NotebookNode],
    answers: bytes,
    judge: Judge,
    result: Result,
    limits: Limits,
) -> None:
    """Put what came of a hand-in's cells into its result."""
    room, found = [_ROOM * limits.output], unpacked(answers)
    try:
        for cell in cells:
            _take(cell, *next(found, (b"", b"")), judge, result, room)
    except _Ended as why:
        result.trouble, result.repeat = str(why), True
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
    if kind == b"k":
        raise _Ended(_text(body))
    if kind == b"f":
        why = _text(body)
        result.repeat = result.repeat or why.startswith("stopped")
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


def _text(body: bytes) -> str:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = ""
    return _string(found, 300)


def printed(text: str) -> dict[str, Any]:
    """Return an output as if a cell had printed it."""
    return {"output_type": "stream", "name": "stdout", "text": text}


def clean_outputs(body: bytes, room: list[int]) -> list[dict[str, Any]]:
    """Return the text and the pictures in a message that nobody can trust.

    Args:
        body: the message.
        room: one number, the bytes that the hand-in may still fill; counted down.
    """
    try:
        found = _list(json.loads(body))
    except (ValueError, RecursionError):
        found = []
    kept: list[dict[str, Any]] = []
    for made in filter(None, map(_clean, found)):
        room[0] -= len(json.dumps(made))
        if room[0] < 0:
            return [*kept, printed("\n... cut here: too much output.\n")]
        kept.append(made)
    return kept


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _string(value: Any, most: int | None = None) -> str:
    """Return a text that every file and page can hold; empty if it is none."""
    if not isinstance(value, str):
        return ""
    return value[:most].encode("utf-8", "replace").decode()


def _clean(output: Any) -> dict[str, Any] | None:
    if not isinstance(output, dict):
        return None
    kind, data = output.get("output_type"), output.get("data")
    if kind == "stream":
        return printed(_string(output.get("text")))
    if kind == "error":
        return {
            "output_type": "error",
            "ename": _string(output.get("ename"), 200),
            "evalue": _string(output.get("evalue"), 2000),
            "traceback": list(map(_string, _list(output.get("traceback"))[:60])),
        }
    if kind not in ("display_data", "execute_result") or not isinstance(data, dict):
        return None
    shown = {name: _string(data[name]) for name in SHOWN if data.get(name)}
    for name, value in list(shown.items()):
        if name.startswith("image/") and not _BASE64.fullmatch(value):
            del shown[name]
    return {"output_type": "display_data", "data": shown, "metadata": {}}
