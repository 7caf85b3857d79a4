"""Tell which lesson a notebook answers.

By the file's name, else by a folder's, else by the caller, else by the source's name,
else by the exercises in the notebook.
"""

import re
from collections.abc import Iterator

from course_helpers.check.catalogue import exercises
from course_helpers.grading.collect.folders import Refused
from course_helpers.grading.collect.owners import Claim
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.lms import PLATFORMS
from course_helpers.grading.lms.names import mentioned

NO_LESSON = (
    "neither its name nor its cells tell the lesson; name it LESSON.ipynb, "
    "or collect it with --lesson"
)
WHICH_LESSON = (
    "the notebooks of this assignment are named as several lessons; say with --lesson "
    "which one it is"
)

# Looked for in the bytes, not in JSON: a notebook that is broken, or nested so deep
# that a parser gives up, still tells its lesson.
_GRADE_ID = re.compile(rb'"grade_id"\s*:\s*"(?:check-)?(\w+)"')


def with_lessons(
    lessons: list[str], items: list[Claim | Refused], fallback: str | None, source: str
) -> Iterator[tuple[Claim | Refused, str | Refused]]:
    """Yield each item with its lesson, or with why it is refused."""
    pairs = [
        (item, _lesson_or_refusal(item, lessons, fallback, source)) for item in items
    ]
    # One assignment of a platform is one lesson. Moodle's numbers of persons are the
    # assignment's: under another lesson they would be somebody else's, or nobody's.
    named = {
        name
        for item, name in pairs
        if isinstance(name, str) and item.owner.system == "moodle"
    }
    assignment = fallback or mentioned(source, lessons)
    for item, name in pairs:
        is_platforms = isinstance(item, Claim) and item.owner.system in PLATFORMS
        if is_platforms and assignment:
            # However it is named, it was handed in here; what is in it is looked at
            # where it is graded.
            name = assignment
        elif is_platforms and isinstance(name, str) and item.owner.system == "moodle":
            if len(named) > 1:
                name = item.notebook.refused(WHICH_LESSON)
        yield item, name


def _lesson_or_refusal(
    item: Claim | Refused, lessons: list[str], fallback: str | None, source: str
) -> str | Refused:
    if isinstance(item, Refused):
        return item
    try:
        lesson = lesson_of(item, lessons, fallback, source)
    except UnreadableError as error:
        return item.notebook.refused(error)
    return lesson or item.notebook.refused(NO_LESSON)


def lesson_of(
    claim: Claim, lessons: list[str], fallback: str | None, source: str
) -> str:
    """Return a hand-in's lesson, or "" where nothing tells it.

    Args:
        claim: the hand-in.
        lessons: the course's lessons.
        fallback: the lesson that the caller names.
        source: the source's name.

    Raises:
        UnreadableError: its name tells nothing, and it cannot be read.
    """
    # What the file says of itself goes before what the caller says of all of them.
    for text in reversed(claim.inside):
        if lesson := mentioned(text, lessons):
            return lesson
    if lesson := fallback or mentioned(source, lessons):
        return lesson
    names = {name.decode() for name in _GRADE_ID.findall(claim.notebook.read())}
    answered = {exercises()[name].lesson for name in names & exercises().keys()}
    return answered.pop() if len(answered) == 1 and answered <= set(lessons) else ""
