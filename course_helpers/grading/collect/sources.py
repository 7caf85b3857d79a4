"""Look through what an instructor collects: each notebook, and whose it is."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from course_helpers.grading.collect.archive import handins_folder
from course_helpers.grading.collect.folders import (
    NESTED,
    NotebookFile,
    Refused,
    ignored_files,
    in_folder,
    is_archive,
)
from course_helpers.grading.collect.owners import (
    Claim,
    claimed,
    sender,
    sender_of_file,
)
from course_helpers.grading.collect.zips import in_zip
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import printable, read_regular
from course_helpers.grading.limits import SourceLimits
from course_helpers.grading.lms.names import folder_name, mentioned
from course_helpers.grading.lms.people import Names, Owner, is_enrolled, slug

NO_FOLDER_NAME = (
    "expected a student's folder of letters, digits and . - _ @ + (at most 60); "
    "rename it"
)


def named_owner(names: Names, student: str | None) -> Owner | None:
    """Return the student whom the caller names.

    Raises:
        CourseError: there can be none of that name, or none is in the class list.
    """
    if student is None or student in names:
        return student and Owner(student, "course")
    if slug(student) != student:
        raise CourseError(
            f"--student: expected a folder's name, of letters, digits and . - _ @ +; "
            f"got {printable(student)}."
        )
    if is_enrolled(names):
        raise CourseError(
            f"--student: expected a student of the class list; got {student}. Correct "
            "the name, or enrol this student first: course roster."
        )
    return Owner(student, "course")


def items_of(
    course: Course,
    source: Path,
    limits: SourceLimits,
    names: Names,
    owner: Owner | None,
) -> list[Claim | Refused]:
    """Return what a source holds, each notebook with its owner."""
    archived = handins_folder(course).resolve()
    if source.exists() and source.resolve().is_relative_to(archived):
        raise CourseError(
            f"collect: expected what came from learners; got {source}, which was "
            "collected already. To bring an earlier hand-in back: course history."
        )
    # Folders there are named by this course, so no name is read as a person's.
    submitted = course.folder("submitted").resolve()
    here = owner is None and source.exists()
    if here and source.resolve().is_relative_to(submitted):
        return _placed(submitted, source, limits)
    if submitted.is_relative_to(source.resolve()):
        raise CourseError(
            f"collect: expected hand-ins; got {source}, the folder around those that "
            "were collected. Name the folder or file that came from the learners."
        )
    lessons = course.lessons()
    if source.is_dir():
        items = list(in_folder(source, limits))
        owner = owner or sender(folder_name(source), lessons, names)
    elif source.suffix.lower() == ".zip" and source.exists():
        items = list(in_zip(source, limits))
        owner = owner or sender(source.stem, lessons, names)
    elif source.suffix.lower() == ".ipynb" and source.exists():
        folder = folder_name(source.parent)
        # It may tell the lesson; whose it is, `sender_of_file` is asked.
        around = (folder,) if mentioned(folder, lessons) else ()
        items = _single(source, limits, around)
        owner = owner or sender_of_file(source, lessons, names)
    else:
        raise CourseError(
            f"collect: expected a notebook, a folder or a zip file; got {source}. "
            "Unpack other archives first."
        )
    files = [item for item in items if isinstance(item, NotebookFile)]
    refused = [item for item in items if isinstance(item, Refused)]
    if owner:
        claims = [Claim(file, owner, file.parts) for file in files]
    else:
        claims = claimed(files, lessons, names)
    return refused + list(_handed_in(source, files, claims))


def _handed_in(
    source: Path, files: list[NotebookFile], claims: Sequence[Claim | str]
) -> Iterator[Claim | Refused]:
    """Yield what was handed in: notebooks, and what somebody gave instead of one."""
    given = [claim for claim in claims if isinstance(claim, Claim)]
    with_notebook = {claim.owner for claim in given if claim.notebook.is_notebook}
    passed = 0
    for file, claim in zip(files, claims, strict=True):
        if isinstance(claim, Claim):
            if file.is_notebook or claim.owner not in with_notebook:
                yield claim
                continue
        elif file.is_notebook or is_archive(file.parts):
            yield file.refused(claim if file.is_notebook else NESTED)
            continue
        passed += 1
    yield from ignored_files(source, passed)


def _placed(root: Path, source: Path, limits: SourceLimits) -> list[Claim | Refused]:
    """Return what lies in nbgrader's folder or in the archive, or in a part of it."""
    part = source.resolve().relative_to(root).parts
    if source.is_dir():
        inner = in_folder(source, limits)
    else:
        inner, part = _single(source, limits), part[:-1]
    items: list[Claim | Refused] = []
    for item in inner:
        if isinstance(item, Refused):
            items.append(item)
            continue
        # Beside it lie nbgrader's own files, and whatever came along.
        if not item.is_notebook:
            continue
        student, *inside = (*part, *item.parts)
        # nbgrader's exchange lets through names that are options to a program: -rf.
        if inside and slug(student) == student:
            owner = Owner(student, "course")
            items.append(Claim(item, owner, tuple(inside)))
        else:
            items.append(item.refused(NO_FOLDER_NAME))
    return items


def _single(
    source: Path, limits: SourceLimits, around: tuple[str, ...] = ()
) -> list[NotebookFile]:
    read = partial(read_regular, source, limits.notebook)
    return [NotebookFile((*around, source.name), read)]
