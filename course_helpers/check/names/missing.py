"""A name that there is not, beside the one that may be meant."""

import difflib
from collections.abc import Sequence

from course_helpers.check.names.code import Note, arguments_of, is_learners, text, texts

_LIKE = 0.7
"""Of 1: how much alike a name and the one that was meant are, at least."""


def missing_name(error: BaseException) -> Note:
    """Return the name that a NameError is about, and the one that may be meant."""
    name = getattr(error, "name", None)
    if type(error) is not NameError or not isinstance(name, str):
        return {}
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    # A loop in brackets is a function of its own to Python, but not to learners.
    inside = [f for f in frames if f.f_code.co_name not in _BRACKETS]
    if not inside or not is_learners(inside[-1].f_code):
        return {"name": name}
    arguments = arguments_of(inside[-1].f_code)
    values = inside[-1].f_locals
    if "self" in arguments:
        arguments.remove("self")
        if hasattr(values.get("self"), name):
            return {"name": name, "meant": f"self.{name}", "arguments": arguments}
    meant = _like(name, arguments) or _like(name, [n for n in values if n != "self"])
    return {"name": name, "meant": meant, "arguments": arguments}


_BRACKETS = ("<listcomp>", "<genexpr>", "<setcomp>", "<dictcomp>")


def _like(name: str, names: Sequence[str]) -> str:
    """Return the one of several names that is most like a name; empty if none is."""
    by_letters = {other.lower(): other for other in names}
    for near in difflib.get_close_matches(name.lower(), by_letters, 1, _LIKE):
        return by_letters[near]
    # train_images for images.
    parts = [o for o in names if len(o) > 2 and (o in name or name in o)]
    return parts[0] if parts and len(name) > 2 else ""


def missing_problem(note: object) -> str:
    """Say which name may be meant by one that there is not; empty if none is known."""
    name, meant = text(note, "name"), text(note, "meant")
    arguments = texts(note, "arguments")
    if not name or not arguments + [meant] * bool(meant):
        return ""
    listed = f"`{name}` is not one of its arguments ({', '.join(arguments)})"
    # self alone is no argument that a learner thinks of.
    if not arguments:
        return f"Is `{meant}` meant?"
    return f"{listed}: is `{meant}` meant?" if meant else f"{listed}."
