"""Collect hand-ins from what learning management systems and people give.

A source is a notebook, a folder or a zip file; `owners` tells whose each notebook is.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from course_helpers.grading.collect.archive import (
    archive,
    handins_folder,
    locked,
    place,
)
from course_helpers.grading.collect.folders import (
    NotebookFile,
    Refused,
    in_folder,
)
from course_helpers.grading.collect.owners import (
    Claim,
    claimed,
    folder_name,
    lesson_of,
    the_one,
    told_by_path,
)
from course_helpers.grading.collect.zips import in_zip
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import UnreadableError, printable, read_regular
from course_helpers.grading.limits import SourceLimits
from course_helpers.grading.lms.people import (
    Owner,
    load_names,
    save_names,
    shared_names,
    slug,
    student_for,
)

NO_OWNER = (
    "its name does not tell who handed it in; name it STUDENT_LESSON.ipynb, "
    "or put it in a folder named as the student"
)
NO_LESSON = (
    "neither its name nor its cells tell the lesson; name it LESSON.ipynb, "
    "or collect it with --lesson"
)
NO_FOLDER_NAME = (
    "expected a student's folder of letters, digits and . - _ @ + (at most 60); "
    "rename it"
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
) -> Iterator[Collected | Refused]:
    """Archive the hand-ins of a source and put the newest where nbgrader looks.

    Collecting again changes nothing. `grading/submitted` itself is a source too: what
    nbgrader's exchange collected is archived and stays in place.

    Args:
        course: the course folder.
        source: a notebook, a folder or a zip file.
        lesson: the lesson, where neither file nor folder names tell it.
        limits: what a source may hold; the course's if not given.

    Yields:
        A Collected for each hand-in; a Refused for all that was not collected.

    Raises:
        CourseError: there is no such source or lesson, or another one is collecting.
    """
    if lesson:
        course.chosen([lesson])
    items = _items(course, source, limits or course.source_limits)
    folder = handins_folder(course)
    with locked(folder):
        names = load_names(folder)
        # All before any is kept: which of a student's notebooks counts is told by
        # comparing them.
        groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        shared = shared_names(i.owner for i in items if isinstance(i, Claim))
        for item in items:
            name = _lesson_or_refusal(item, course.lessons(), lesson, source.stem)
            if isinstance(name, Refused):
                yield name
                continue
            owner = item.owner
            student = student_for(names, owner, name, owner.name in shared)
            groups[student, name].append(item)
        # Before the hand-ins: killed in between, the next collect finds the same
        # folders for the same people.
        save_names(folder, names)
        for (student, name), claims in groups.items():
            yield from _keep(course, student, name, claims)


def _items(course: Course, source: Path, limits: SourceLimits) -> list[Claim | Refused]:
    """Return what a source holds, each notebook with its owner."""
    # Folders there are named by this course, so no name is read as a person's.
    submitted = course.folder("submitted").resolve()
    for root in (submitted, handins_folder(course).resolve()):
        if source.exists() and source.resolve().is_relative_to(root):
            return _placed(root, source, limits)
    if submitted.is_relative_to(source.resolve()):
        raise CourseError(
            f"collect: expected hand-ins; got {source}, the folder around those that "
            "were collected. Name the folder or file that came from the learners."
        )
    lessons, around = course.lessons(), ""
    if source.is_dir():
        items, around = list(in_folder(source, limits)), folder_name(source)
    elif source.suffix.lower() == ".zip" and source.exists():
        items = list(in_zip(source, limits))
    elif source.suffix.lower() == ".ipynb" and source.exists():
        parts, around = told_by_path(source, lessons)
        items = [replace(item, parts=parts) for item in _single(source, limits)]
    else:
        raise CourseError(
            f"collect: expected a notebook, a folder or a zip file; got {source}. "
            "Unpack other archives first."
        )
    notebooks = [item for item in items if isinstance(item, NotebookFile)]
    refused = [item for item in items if isinstance(item, Refused)]
    pairs = zip(claimed(notebooks, lessons, around), notebooks, strict=True)
    return refused + [claim or item.refused(NO_OWNER) for claim, item in pairs]


def _placed(root: Path, source: Path, limits: SourceLimits) -> list[Claim | Refused]:
    """Return what lies in nbgrader's folder or in the archive, or in a part of it."""
    part = source.resolve().relative_to(root).parts
    inner = in_folder(source, limits) if source.is_dir() else _single(source, limits)
    items: list[Claim | Refused] = []
    for item in inner:
        if isinstance(item, Refused):
            items.append(item)
            continue
        student, *inside = (*part, *item.parts)
        # nbgrader's exchange lets through names that are options to a program: -rf.
        if inside and slug(student) == student:
            owner = Owner(student, "course")
            items.append(Claim(item, owner, tuple(inside)))
        else:
            items.append(item.refused(NO_FOLDER_NAME))
    return items


def _single(source: Path, limits: SourceLimits) -> list[NotebookFile]:
    return [NotebookFile((), partial(read_regular, source, limits.notebook))]


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
