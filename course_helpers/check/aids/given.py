"""Code that an exercise hands out to be mended, in place of an empty stub.

A course keeps it in `given/topic/name.py`: what stands in the answer cell at first. The
release puts it there; whoever has changed nothing has written nothing.
"""

from functools import cache
from importlib import resources
from typing import Any

from course_helpers.check.catalogue import catalogue, exercises


@cache
def given_code(exercise: str) -> str:
    """Return the code that an exercise hands out; empty if it hands out none.

    Args:
        exercise: its name.
    """
    entry = exercises().get(exercise)
    if entry is None:
        return ""
    place = resources.files(catalogue().package) / "given" / entry.topic
    path = place / f"{exercise}.py"
    return path.read_text(encoding="utf-8").rstrip() if path.is_file() else ""


def given_names(exercise: str) -> dict[str, Any]:
    """Return what an exercise's given code defines, by name; nothing if it has none."""
    code = given_code(exercise)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec("import torch\nfrom torch import nn", namespace)
    names = {*namespace}
    exec(compile(code, f"<{exercise}, as given>", "exec"), namespace)
    return {name: value for name, value in namespace.items() if name not in names}
