"""Collect hand-ins from what learning management systems and people give.

A source is a notebook, a folder or a zip file; `owners` tells whose each notebook is.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect

from course_helpers.grading.collect.archive import (
    archive,
    counting,
    handins_folder,
    locked,
    place,
)
from course_helpers.grading.collect.exchange import in_exchange, inbound
from course_helpers.grading.collect.folders import Refused
from course_helpers.grading.collect.lessons import with_lessons
from course_helpers.grading.collect.owners import NOT_LISTED, Claim, the_one
from course_helpers.grading.collect.sources import items_of, named_owner
from course_helpers.grading.collect.told import Told
from course_helpers.grading.course import Course, find_course
from course_helpers.grading.files import UnreadableError, printable
from course_helpers.grading.hand_in import cells_for
from course_helpers.grading.limits import SourceLimits
from course_helpers.grading.lms.people import (
    UnknownOwnerError,
    is_enrolled,
    is_known,
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
        problem: why it cannot be graded; empty if it can.
    """

    student: str
    lesson: str
    path: Path
    time: datetime
    sha256: str
    note: str = ""
    problem: str = ""


def collect(
    course: Course,
    source: Path,
    lesson: str | None = None,
    limits: SourceLimits | None = None,
    student: str | None = None,
    worksheet: Path | None = None,
    came: datetime | None = None,
) -> Iterator[Collected | Refused]:
    """Archive the hand-ins of a source and put those that count where nbgrader looks.

    Collecting again changes nothing. `grading/submitted` itself is a source too: what
    nbgrader's exchange collected is archived and stays in place.

    Args:
        course: the course folder.
        source: a notebook, a folder or a zip file.
        lesson: the lesson, where neither file nor folder names tell it.
        limits: what a source may hold; the course's if not given.
        student: whose all of it is, whatever the names in it say.
        worksheet: the platform's table of this assignment: who is who, and when each
            handed in.
        came: when all of it was handed in, where the caller knows; UTC.

    Yields:
        A Collected for each hand-in; a Refused for all that was not collected.

    Raises:
        CourseError: there is no such source, lesson or student, the worksheet is none
            or another assignment's, or another one is collecting.
    """
    if lesson:
        course.chosen([lesson])
    folder = handins_folder(course)
    limits = limits or course.source_limits
    with locked(folder):
        names = load_names(folder)
        owner = named_owner(names, student)
        items = items_of(course, source, limits, names, owner)
        told = Told(course, names, items, worksheet, came)
        # All before any is kept: which of a student's notebooks counts is told by
        # comparing them.
        groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        claims = [item for item in items if isinstance(item, Claim)]
        shared = shared_names(claim.owner for claim in claims)
        for item, name in with_lessons(course.lessons(), items, lesson, source.stem):
            if isinstance(name, Refused):
                yield name
                continue
            try:
                for whose in told.owners(item):
                    is_shared = item.owner.name in shared
                    folder_of = student_for(names, whose, name, is_shared)
                    groups[folder_of, name].append(item)
            except UnknownOwnerError as error:
                yield item.notebook.refused(error)
        # Before the hand-ins: killed in between, the next collect finds the same
        # folders for the same people.
        save_names(folder, names)
        for (folder_of, name), claims in groups.items():
            yield from _keep(course, folder_of, name, claims, told, limits)


def collect_exchange(
    course: Course, lesson: str, limits: SourceLimits | None = None
) -> Iterator[Collected | Refused]:
    """Archive what was handed in to nbgrader's exchange, all of it, oldest first.

    Owner and time are the file system's. The exchange itself stays as it is.

    Args:
        course: the course folder.
        lesson: the lesson.
        limits: what a hand-in may hold; the course's if not given.

    Yields:
        A Collected for each hand-in; a Refused for all that was not collected.

    Raises:
        CourseError: there is no such lesson or no exchange, or another one is
            collecting.
    """
    course.chosen([lesson])
    folder = handins_folder(course)
    limits = limits or course.source_limits
    with locked(folder):
        names = load_names(folder)
        for item in in_exchange(inbound(course), lesson, limits.notebook):
            if isinstance(item, Refused):
                yield item
                continue
            if is_enrolled(names) and not is_known(names, item.owner):
                reason = NOT_LISTED.format(name=printable(item.owner.name))
                yield item.notebook.refused(reason)
                continue
            student = student_for(names, item.owner, lesson)
            save_names(folder, names)
            told = Told(course, names, [item], None, None)
            yield from _keep(course, student, lesson, [item], told, limits)


class Collect(ExchangeCollect):
    """nbgrader's own collecting, and formgrader's button: as `collect_exchange`."""

    def init_src(self) -> None:
        """Ask for nothing: what there is, `collect_exchange` finds."""

    def copy_files(self) -> None:
        """Collect one lesson, and log what became of each hand-in."""
        course = find_course(Path(self.coursedir.root))
        for item in collect_exchange(course, self.coursedir.assignment_id):
            if isinstance(item, Collected):
                self.log.info("%s: %s", item.student, item.note or "collected")
            else:
                self.log.warning("%s: %s", item.what, item.reason)


def _keep(
    course: Course,
    student: str,
    lesson: str,
    claims: list[Claim],
    told: Told,
    limits: SourceLimits,
) -> Iterator[Collected | Refused]:
    """Keep the one that counts of a student's notebooks of a lesson; place it."""
    chosen = the_one(claims, lesson)
    if chosen is None:
        reason = NOT_ONE.format(lesson=lesson)
        yield from (claim.notebook.refused(reason) for claim in claims)
        return
    name = printable("/".join(chosen.notebook.parts))
    for other in claims:
        if other is not chosen:
            yield other.notebook.refused(NOT_THIS.format(chosen=name, lesson=lesson))
    folder = handins_folder(course) / student / lesson
    try:
        # Read once: a file that changes meanwhile is archived and placed as one.
        data = chosen.notebook.read()
        kept, note = archive(folder, data, name, told.origin(chosen))
        # Also one that is in the archive already: the collector may have been killed
        # before it was placed.
        counts = counting(folder) or kept
        placed = data if counts.path == kept.path else counts.path.read_bytes()
        place(course, student, lesson, placed, counts)
    except UnreadableError as error:
        yield chosen.notebook.refused(error)
        return
    except OSError as error:
        yield chosen.notebook.refused(f"it was not kept ({error.strerror or error})")
        return
    digest = sha256(data).hexdigest()
    doubles = told.doubles(chosen, student, lesson)
    text = "; ".join(filter(None, (note, doubles)))
    problem = _problem(lesson, data, limits)
    yield Collected(student, lesson, kept.path, kept.collected, digest, text, problem)


def _problem(lesson: str, data: bytes, limits: SourceLimits) -> str:
    try:
        cells_for(lesson, data, limits)
    except UnreadableError as error:
        return str(error)
    return ""
