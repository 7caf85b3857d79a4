"""What a package for an exam has in place of its judges.

    exam/forms.json    of each exercise, the form of what a right answer returns
    exam/NAME.inputs   what an exercise's check hands to an answer

`course release --exam` writes both. A package that has them is one for an exam.
"""

import json
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from course_helpers.check.catalogue import catalogue

FOLDER, FORMS, INPUTS = "exam", "forms.json", ".inputs"


@cache
def is_exam() -> bool:
    """Whether the course that is installed here is one for an exam."""
    return (_folder() / FORMS).is_file()


@cache
def forms() -> dict[str, Any]:
    """Return the form of each exercise that the exam poses."""
    return json.loads((_folder() / FORMS).read_text(encoding="utf-8"))


def inputs(exercise: str) -> Any:
    """Return what the check of an exercise of the exam hands to an answer."""
    # It loads torch, which whoever asks for the rest does not need.
    from course_helpers.check.wire import decode

    return decode((_folder() / f"{exercise}{INPUTS}").read_bytes())


def _folder() -> Traversable:
    return resources.files(catalogue().package) / FOLDER
