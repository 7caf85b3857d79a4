"""What the sandbox shows of the package: nothing that judges, nothing that grades."""

import json
from pathlib import Path

import pytest

import course_helpers
from course_helpers.grading.limits import Limits
from course_helpers.grading.run.workshop import Workshop
from course_helpers.sandboxed.messages import packed, unpacked

PACKAGE = Path(course_helpers.__file__).parent
NOT_INSIDE = ("grading", "exercises/judge", "exercises/typical", "cli", "repair")
LIST = """
import json, os
print(json.dumps([
    os.path.relpath(os.path.join(folder, name), "/course/course_helpers")
    for folder, _, names in os.walk("/course/course_helpers") for name in names
]))
"""


@pytest.fixture(scope="module")
def inside(sandbox):
    """The package's files as a hand-in sees them."""
    cell = {"source": LIST, "extra": False, "quiet": False}
    job = json.dumps({"first": [], "cells": [cell]}).encode()
    with Workshop(Limits()) as workshop:
        ((_, body),) = unpacked(workshop.run(packed(b"h", job)))
    (output,) = json.loads(body)
    return set(json.loads(output["text"]))


def sources(folder: str) -> set[str]:
    """The modules below a folder of the package; it must be there, and hold some."""
    paths = {str(p.relative_to(PACKAGE)) for p in (PACKAGE / folder).rglob("*.py")}
    assert len(paths) > 1, f"{folder} is empty, or has another name now"
    return paths


@pytest.mark.parametrize("folder", NOT_INSIDE)
def test_folder_is_hidden_from_hand_ins(folder, inside):
    assert not sources(folder) & inside


def test_hand_ins_see_what_observes_them(inside):
    assert sources("exercises/observe") <= inside
