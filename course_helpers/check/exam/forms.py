"""The form of what was observed: types and shapes, and no value.

Only what an answer returned has one; it stands below "value", see `plain`. What else
an observation notes, such as a mode or a count, would tell what is right.

A form is JSON. Of an observation:

    null                    nothing is compared; of all of it, that nothing raises
    "raises"                here a right answer raises, as its task says
    {"returns": FORM}       the form of a result; of null it is but not to raise
    {"parts": {KEY: FORM}}, {"items": [FORM, ...]}   a form of what lies in it

and of a result:

    null, "nothing", "truth", "number", "text"       of null anything fits
    {"tensor": [SIZE, ...], "of": KIND}              a SIZE of null fits any
    {"list": [FORM, ...]}, {"each": FORM}            of so many, or of any number
    {"dict": {KEY: FORM}}, {"entries": FORM}         with these keys, or with any
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import reduce
from typing import Any

import torch

from course_helpers.check.plain import Plain

Form = Any

RAISES = "raises"
_WORDS = {
    "nothing": "None",
    "truth": "True or False",
    "number": "a number",
    "text": "a text",
}


def form_of(observed: Plain) -> Form:
    """Return the form that an observation of a right answer has.

    A list's length, or a dict's keys, are form only where all results have the same:
    else they would tell how many units are dead, or what has no gradient. Nor does a
    form tell that a list is empty, or in which dict something is None.
    """
    results = list(_results(observed))
    same = {kind for kind in ("list", "dict") if _always_same(results, kind)}
    listed = [part for r in results if "list" in _keys(r) for part in r["list"]]
    kept = [p for r in results if "dict" in _keys(r) for p in r["dict"].values()]
    usual = (_common(map(_loosened, parts)) for parts in (listed, kept))
    return _observed_form(observed, _Rules(same, *usual))


@dataclass(frozen=True)
class _Rules:
    """What counts as form in an exercise.

    Attributes:
        same: "list" or "dict", where all results of that kind have as many parts.
        item: the form of what lists hold; an empty one has none of its own.
        entry: the form of what dicts hold, in all of them.
    """

    same: Set[str] = frozenset()
    item: Form = None
    entry: Form = None


def _keys(form: Form) -> Iterable[str]:
    return form if isinstance(form, dict) else ()


def _always_same(results: list[Form], kind: str) -> bool:
    # Of one result nobody knows whether the next has as many.
    kept = [list(r[kind]) for r in results if kind in _keys(r)]
    sizes = {len(k) if kind == "list" else tuple(k) for k in kept}
    return len(kept) > 1 and len(sizes) == 1


def _results(observed: Plain) -> Iterator[Form]:
    if is_error(observed):
        return
    if isinstance(observed, dict) and "value" in observed:
        yield result_form(observed["value"])
    elif isinstance(observed, dict | list):
        parts = observed.values() if isinstance(observed, dict) else observed
        for part in parts:
            yield from _results(part)


def _observed_form(observed: Plain, rules: _Rules) -> Form:
    if is_error(observed):
        return RAISES
    if isinstance(observed, dict) and "value" in observed:
        return {"returns": _loosened(result_form(observed["value"]), rules)}
    if isinstance(observed, dict):
        parts = {key: _observed_form(part, rules) for key, part in observed.items()}
        parts = {key: form for key, form in parts.items() if form is not None}
        return {"parts": parts} if parts else None
    if isinstance(observed, list):
        items = [_observed_form(part, rules) for part in observed]
        return {"items": items} if any(f is not None for f in items) else None
    return None


def is_error(observed: Plain) -> bool:
    """Whether this part of an observation is data about an error."""
    return isinstance(observed, dict) and isinstance(observed.get("error"), str)


def result_form(value: Plain) -> Form:
    """Return the whole form of one result, as plain data."""
    if isinstance(value, dict) and isinstance(value.get("type"), str):
        # NumPy's arrays are as good as tensors; of another object nothing is known.
        return result_form(value["tensor"]) if "tensor" in value else None
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else "truth"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, torch.Tensor):
        return _tensor_form(value)
    if isinstance(value, dict):
        return {"dict": {key: result_form(part) for key, part in value.items()}}
    return {"list": [result_form(part) for part in value]}


def _tensor_form(value: torch.Tensor) -> Form:
    # One number is one number, whether it is torch's or Python's.
    if not value.dim():
        return "truth" if value.dtype is torch.bool else "number"
    kind = "real" if value.is_floating_point() else "whole"
    return {
        "tensor": list(value.shape),
        "of": "truth" if value.dtype is torch.bool else kind,
    }


def _loosened(form: Form, rules: _Rules = _Rules()) -> Form:
    """Return a result's form without lengths and keys, but for those that are form."""
    if not isinstance(form, dict):
        return form
    if "list" in form:
        parts = [_loosened(part) for part in form["list"]]
        each = _common(parts) if parts else rules.item
        return {"list": parts} if "list" in rules.same else {"each": each}
    if "dict" in form:
        parts = {key: _loosened(part) for key, part in form["dict"].items()}
        return {"dict": parts} if "dict" in rules.same else {"entries": rules.entry}
    return form


def _common(forms: Iterable[Form]) -> Form:
    forms = list(forms)
    return reduce(_both, forms) if forms else None


def _both(one: Form, other: Form) -> Form:
    """Return a form that fits what either of two forms fits."""
    if one == other:
        return one
    tensors = all(isinstance(f, dict) and "tensor" in f for f in (one, other))
    if not tensors or one["of"] != other["of"]:
        return None
    sizes, others = one["tensor"], other["tensor"]
    if len(sizes) != len(others):
        return None
    pairs = zip(sizes, others, strict=True)
    return {**one, "tensor": [a if a == b else None for a, b in pairs]}


def fits(form: Form, result: Form) -> bool:
    """Whether a result's whole form is one that a form asks for."""
    if form is None or result is None or form == result:
        return True
    if not isinstance(form, dict) or not isinstance(result, dict):
        return False
    if "tensor" in result and form.keys() & {"list", "each"}:
        result = _as_list(result)
    if "tensor" in form and "tensor" in result:
        sizes, came = form["tensor"], result["tensor"]
        return (
            form["of"] == result["of"]
            and len(sizes) == len(came)
            and all(a in (None, b) for a, b in zip(sizes, came, strict=True))
        )
    if "list" in result and "list" in form:
        parts = form["list"], result["list"]
        return len(parts[0]) == len(parts[1]) and all(map(fits, *parts))
    if "dict" in result and "dict" in form:
        own, came = form["dict"], result["dict"]
        # A history may say more than it is asked for.
        return own.keys() <= came.keys() and all(fits(own[k], came[k]) for k in own)
    if "list" in result and "each" in form:
        return all(fits(form["each"], part) for part in result["list"])
    if "dict" in result and "entries" in form:
        return all(fits(form["entries"], part) for part in result["dict"].values())
    return False


def _as_list(tensor: Form) -> Form:
    """Return the form of a vector as that of a list: of a history either is good."""
    vector = len(tensor["tensor"]) == 1 and tensor["of"] != "truth"
    return {"list": ["number"] * tensor["tensor"][0]} if vector else tensor


def described(form: Form) -> str:
    """Return a result's form in words: "a tensor of shape (64, 10)"."""
    if not isinstance(form, dict):
        return _WORDS.get(form, "something else")
    if "tensor" in form:
        sizes = ", ".join("any" if n is None else str(n) for n in form["tensor"])
        comma = "," if len(form["tensor"]) == 1 else ""
        kind = {"truth": " of True and False", "whole": " of whole numbers"}
        return f"a tensor of shape ({sizes}{comma}){kind.get(form['of'], '')}"
    if "list" in form:
        return f"a list or tuple ({', '.join(map(described, form['list'][:4]))})"
    if "each" in form:
        each = form["each"]
        return "a list" + (f", each item {described(each)}" if each else "")
    if "dict" in form:
        return f"a dict with the keys {', '.join(map(repr, form['dict']))}"
    return "a dict"
