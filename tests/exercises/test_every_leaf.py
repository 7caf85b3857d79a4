"""Every number that was observed of a right answer counts: change one, lose points.

An observation that code made up, or that is missing in part, must not earn what was
never shown. So each leaf of a right answer's observation is changed by itself.
"""

import copy
import math
import zlib
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from random import Random
from typing import Any

import pytest
import torch

from course_helpers.check.catalogue import exercises
from course_helpers.check.parts import judge, make_inputs, observe
from tests.exercises.real_answers import right_answers

pytestmark = pytest.mark.filterwarnings("ignore:Casting complex values")

NOT_COMPARED: dict[tuple[str, str], str] = {}
"""(exercise, path of leaves): why a change there may cost nothing."""

SECONDS = {"fit": 3}
Path = tuple[Any, ...]
GONE = object()
REFUSED = {"error": "RuntimeError", "text": "refused", "line": ""}


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """All parts of an observation that hold no others, and lists of numbers as such."""
    if isinstance(value, dict | list) and value:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in pairs:
            yield from leaves(part, (*path, key))
    else:
        yield path, value


def calls(value: object, path: Path = ()) -> Iterator[Path]:
    """The paths of all calls that an observation tells of."""
    if isinstance(value, dict) and "value" in value:
        yield path
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in pairs:
            yield from calls(part, (*path, key))


def part(value: Any, path: Path) -> object:
    for key in path:
        try:
            value = value[key]
        except (LookupError, TypeError):
            return GONE
    return value


def replaced(value: Any, path: Path, new: object) -> object:
    """A copy of an observation with another part, or without it."""
    if not path:
        return None if new is GONE else new
    key, rest = path[0], path[1:]
    other = copy.copy(value)
    if new is GONE and not rest:
        del other[key]
    else:
        other[key] = replaced(value[key], rest, new)
    return other


def one_nan(tensor: torch.Tensor) -> torch.Tensor:
    other = tensor.to(torch.float32).clone()
    other.view(-1)[-1:] = math.nan
    return other


def one_more(tensor: torch.Tensor) -> torch.Tensor:
    other = tensor.to(torch.float32).clone()
    other.view(-1)[:1] += 1
    return other


def changes_of(leaf: object) -> Iterator[tuple[str, object]]:
    """What a leaf might have been instead."""
    if isinstance(leaf, torch.Tensor):
        yield "nan", one_nan(leaf)
        yield "one more", one_more(leaf)
        yield "all nan", torch.full(leaf.shape, math.nan)
        yield "zero", torch.zeros_like(leaf)
        yield "complex", leaf.to(torch.complex64)
        yield "empty", leaf.flatten()[:0]
    elif isinstance(leaf, bool):
        yield "turned", not leaf
        yield "number", int(leaf)
    elif isinstance(leaf, int | float):
        yield "nan", math.nan
        yield "zero", 0.0
        yield "one more", leaf + 1
    elif isinstance(leaf, str):
        yield "other text", "other"
    elif leaf is None:
        yield "number", 1.0
    else:
        yield "longer", {"x": 1.0} if isinstance(leaf, dict) else [1.0]
    yield "none", None
    yield "gone", GONE
    yield "text", "x"


def equal(a: object, b: object) -> bool:
    if isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
        return a.shape == b.shape and a.dtype == b.dtype and torch.equal(a, b)
    return type(a) is type(b) and not isinstance(a, torch.Tensor) and a == b


def alike(a: object, b: object) -> bool:
    shapes = [getattr(value, "shape", None) for value in (a, b)]
    return type(a) is type(b) and shapes[0] == shapes[1]


def changed(real: Any, other: Any) -> Iterator[tuple[Path, str, object]]:
    """Observations that differ from a real one in one part: where, how, the whole.

    Args:
        real: what was observed of a right answer.
        other: the same under another seed.
    """
    everything = list(leaves(real))
    for place, (path, leaf) in enumerate(everything):
        for name, new in (*changes_of(leaf), ("other seed's", part(other, path))):
            if not equal(leaf, new) and not (name != "gone" and new is GONE):
                yield path, name, replaced(real, path, new)
        for where, partner in everything[place + 1 :]:
            if alike(leaf, partner) and not equal(leaf, partner):
                swapped = replaced(replaced(real, path, partner), where, leaf)
                yield path, f"swapped with {where}", swapped
                break
    for path in calls(real):
        yield path, "refused", replaced(real, path, REFUSED)


def observed_under(exercise: str, seed: int) -> tuple:
    if exercise == "train_classifier":  # training takes 15 seconds
        labels = torch.arange(50 + seed) % 10
        inputs = {"images": None, "data": "Digits", "secret": {"labels": labels}}
        outputs = {"value": 9 * torch.nn.functional.one_hot(labels, 10).float()}
        return inputs, {"seconds": 9.0, "data": "Digits", "outputs": outputs}
    inputs = make_inputs(exercise, seed)
    return inputs, observe(exercise, right_answers(exercise), inputs)


def reason(exercise: str, path: Path) -> str:
    text = "/".join(map(str, path))
    return next(
        (
            why
            for (name, pattern), why in NOT_COMPARED.items()
            if name == exercise and fnmatch(text, pattern)
        ),
        "",
    )


def unnoticed(exercise: str, seed: int, most: int | None = None) -> list[str]:
    """The changes of a right answer's observation that cost nothing, though they should."""
    inputs, real = observed_under(exercise, seed)
    assert judge(exercise, inputs, real).passed
    other = observed_under(exercise, seed + 1)[1]
    trials = [t for t in changed(real, other) if not reason(exercise, t[0])]
    if most and len(trials) > most:
        trials = Random(zlib.crc32(exercise.encode())).sample(trials, most)
    return [
        f"{'/'.join(map(str, path))}: {name}"
        for path, name, observation in trials
        if judge(exercise, inputs, observation).passed
    ]
