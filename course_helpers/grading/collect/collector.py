"""Collect hand-ins from what learning management systems and people give.

A source is a notebook, a folder or a zip file; `owners` tells whose each notebook is.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from course_helpers.grading.collect.archive import (
    archive,
    handins_folder,
    locked,
    place,
)
from course_helpers.grading.collect.folders import Refused
from course_helpers.grading.collect.lessons import with_lessons
from course_helpers.grading.collect.owners import Claim, the_one
from course_helpers.grading.collect.sources import items_of, named_owner
from course_helpers.grading.course import Course
from course_helpers.grading.files import UnreadableError, printable
from course_helpers.grading.limits import SourceLimits
from course_helpers.grading.lms.people import (
    load_names,
    save_names,
    shared_names,
    student_for,
)

NOT_ONE = (
    "several notebooks are this student's {lesson}, and their names do not tell which "
    "counts; collect the right one alone"
)
NOT_THIS = "{chosen} is this student's {lesson}; if this one should count, collect it"


@dataclass(frozen=True)
class Collected:
    """A hand-in that was collected.

    Attributes:
        student: the student's folder name.
        lesson: the lesson's name.
        path: its unaltered copy in grading/handins.
        time: when it was collected first, UTC, by the collector's clock.
        sha256: of its bytes, hexadecimal.
        note: empty, "unchanged" or which one it replaces.
    """

    student: str
    lesson: str
    path: Path
    time: datetime
    sha256: str
    note: str = ""


def collect(
    course: Course,
    source: Path,
    lesson: str | None = None,
    limits: SourceLimits | None = None,
    student: str | None = None,
) -> Iterator[Collected | Refused]:
    """Archive the hand-ins of a source and put the newest where nbgrader looks.

    Collecting again changes nothing. `grading/submitted` itself is a source too: what
    nbgrader's exchange collected is archived and stays in place.

    Args:
        course: the course folder.
        source: a notebook, a folder or a zip file.
        lesson: the lesson, where neither file nor folder names tell it.
        limits: what a source may hold; the course's if not given.
        student: whose all of it is, whatever the names in it say.

    Yields:
        A Collected for each hand-in; a Refused for all that was not collected.

    Raises:
        CourseError: there is no such source, lesson or student, or another one is
            collecting.
    """
    if lesson:
        course.chosen([lesson])
    folder = handins_folder(course)
    with locked(folder):
        names = load_names(folder)
        owner = named_owner(names, student)
        items = items_of(course, source, limits or course.source_limits, names, owner)
        # All before any is kept: which of a student's notebooks counts is told by
        # comparing them.
        groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        shared = shared_names(i.owner for i in items if isinstance(i, Claim))
        for item, name in with_lessons(course.lessons(), items, lesson, source.stem):
            if isinstance(name, Refused):
                yield name
                continue
            whose = item.owner
            folder_of = student_for(names, whose, name, whose.name in shared)
            groups[folder_of, name].append(item)
        # Before the hand-ins: killed in between, the next collect finds the same
        # folders for the same people.
        save_names(folder, names)
        for (folder_of, name), claims in groups.items():
            yield from _keep(course, folder_of, name, claims)


def _keep(
    course: Course, student: str, lesson: str, claims: list[Claim]
) -> Iterator[Collected | Refused]:
    """Keep and place the one that counts of a student's notebooks of a lesson."""
    chosen = the_one(claims, lesson)
    if chosen is None:
        reason = NOT_ONE.format(lesson=lesson)
        yield from (claim.notebook.refused(reason) for claim in claims)
        return
    name = printable("/".join(chosen.notebook.parts))
    for other in claims:
        if other is not chosen:
            yield other.notebook.refused(NOT_THIS.format(chosen=name, lesson=lesson))
    try:
        # Read once: a file that changes meanwhile is archived and placed as one.
        data = chosen.notebook.read()
        folder = handins_folder(course) / student / lesson
        kept, note = archive(folder, data, name)
        # Also one that is in the archive already: the collector may have been killed
        # before it was placed.
        place(course, student, lesson, data, kept)
    except UnreadableError as error:
        yield chosen.notebook.refused(error)
        return
    except OSError as error:
        yield chosen.notebook.refused(f"it was not kept ({error.strerror or error})")
        return
    digest = sha256(data).hexdigest()
    yield Collected(student, lesson, kept.path, kept.time, digest, note)
