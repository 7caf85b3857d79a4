"""Tell from names whose a notebook is.

Who handed in is told by what lies outermost, because all below it is the learner's
own choice:

    a name as Moodle or Canvas gives it, see lms/         a platform's zip file
    ada/any.ipynb, ada/03_softmax/03_softmax.ipynb        a folder for each student
    ada_03_softmax.ipynb, 03_softmax/ada.ipynb            a file for each student

A source that is itself named as a student is that student's, with all that is in it.
Where names leave a doubt, nothing is guessed: the notebook is refused.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from course_helpers.grading.collect.folders import NotebookFile
from course_helpers.grading.files import UnreadableError, printable
from course_helpers.grading.lms import PLATFORMS
from course_helpers.grading.lms.names import (
    folder_name,
    is_nobody,
    mentioned,
    without_lesson,
)
from course_helpers.grading.lms.people import (
    Named,
    Names,
    Owner,
    is_enrolled,
    is_known,
)

NO_OWNER = (
    "its name does not tell who handed it in; name it STUDENT_LESSON.ipynb, put it in "
    "a folder named as the student, or collect it with --student"
)
UNCLEAR = (
    "{top} may be a student's folder, or a folder around those of students; if it is "
    "a student's, collect it with --student, else collect that folder itself"
)
MIXED = (
    "beside it lies {bare}, so all of this may be one student's; if it is, collect it "
    "with --student, else move that notebook away"
)
NOT_LISTED = (
    "nobody in the class list is called {name}; rename it as the student's folder, or "
    "collect it with --student"
)


@dataclass(frozen=True)
class Claim:
    """A file that was handed in, with its owner.

    Attributes:
        notebook: the file; a notebook but for what nobody can grade.
        owner: who handed it in.
        inside: folders and name that tell the lesson, the name last.
        upload: the platform's number of the upload: a later one is higher.
        late: whether the platform says that it came too late; None if it says nothing.
        came: when it was handed in, UTC, where the source itself tells.
        secret: what nbgrader's exchange knows it by.
    """

    notebook: NotebookFile
    owner: Owner
    inside: tuple[str, ...]
    upload: int = 0
    late: bool | None = None
    came: datetime | None = None
    secret: str = ""


def sender(source: str, lessons: list[str], names: Names) -> Owner | None:
    """Return who sent a whole folder or zip file, where its name tells.

    All that is in it is this person's then: its author chose every name in there.

    Args:
        source: its name, without .zip.
        lessons: the course's lessons.
        names: the students so far.
    """
    for platform in PLATFORMS.values():
        if named := platform.owner_of(source):
            # A folder of the instructor's may look like Canvas's numbers: CS_1_2026_x.
            if platform.NAMES_FOLDERS or is_known(names, named.owner):
                return named.owner
    # Of a folder's name alone nobody new is made: it may be called Downloads.
    owner = Owner(without_lesson(source, lessons))
    return owner if is_known(names, owner) else None


def sender_of_file(path: Path, lessons: list[str], names: Names) -> Owner | None:
    """Return who sent a single notebook, where a folder around it tells."""
    # As typed, never resolved: else an instructor's own folder, where a notebook was
    # downloaded, could become a student.
    folder = folder_name(path.parent)
    if owner := sender(folder, lessons, names):
        return owner
    outer = folder_name(path.parent.parent) if mentioned(folder, lessons) else ""
    return sender(outer, lessons, names)


def claimed(
    notebooks: list[NotebookFile], lessons: list[str], names: Names
) -> list[Claim | str]:
    """Return the files of a class with their owners, or why nothing tells.

    Args:
        notebooks: all files of the source; only notebooks tell how it is laid out.
        lessons: the course's lessons.
        names: the students so far.
    """
    source = _Class(lessons, names)
    bare = [source.without_lesson_folders(item.parts) for item in notebooks]
    pairs = zip(notebooks, bare, strict=True)
    source.look_at([parts for item, parts in pairs if item.is_notebook])
    return [
        source.claim(item, item.parts[: -len(parts)], parts)
        for item, parts in zip(notebooks, bare, strict=True)
    ]


class _Class:
    """A source that holds the hand-ins of several students."""

    def __init__(self, lessons: list[str], names: Names) -> None:
        self.lessons, self.names = lessons, names
        self.enrolled = is_enrolled(names)
        self.unclear: set[str] = set()
        self.ownerless = ""

    def without_lesson_folders(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Return a path without outer folders that are named as a lesson alone."""
        while len(parts) > 1 and mentioned(parts[0], self.lessons):
            # mallory_03_softmax is a student's folder, in which anything may lie.
            if _platform_owner(parts[0], True) or without_lesson(
                parts[0], self.lessons
            ):
                break
            parts = parts[1:]
        return parts

    def look_at(self, paths: list[tuple[str, ...]]) -> None:
        """Take note of folders and notebooks that may be anybody's."""
        files = [path[0] for path in paths if len(path) == 1]
        ownerless = (printable(name) for name in files if not self._named(name))
        self.ownerless = next(ownerless, "")
        inside = defaultdict(set)
        for path in paths:
            if len(path) > 1:
                inside[path[0]].add((path[1], len(path) > 2))
        for top, inner in inside.items():
            if not self._knows(top) and self._holds_students(inner, len(inside) == 1):
                self.unclear.add(top)

    def _holds_students(self, inner: set[tuple[str, bool]], is_only: bool) -> bool:
        """Whether names in a folder look like those of several students, or of others.

        They never tell whose the notebooks are: the folder may be one student's, who
        chose them.
        """
        if any(_platform_owner(name, is_folder) for name, is_folder in inner):
            return True
        folders = {n for n, is_folder in inner if is_folder}
        people = {n for n in folders if not mentioned(n, self.lessons)}
        persons = people | {self._named(n) for n, is_folder in inner if not is_folder}
        return any(map(self._knows, persons)) or (is_only and len(people) > 1)

    def claim(
        self, item: NotebookFile, around: tuple[str, ...], parts: tuple[str, ...]
    ) -> Claim | str:
        """Return a notebook's owner, or why it has none.

        Args:
            item: the notebook.
            around: outer folders that tell nothing but the lesson.
            parts: all other folders, and its name.
        """
        top, *below = parts
        # First, or what a platform wrote would be taken for the name of a new student.
        if named := _platform_owner(top, is_folder=bool(below)):
            inside = (*around, *(below or [named.rest]))
            return Claim(item, named.owner, inside, named.upload, named.late)
        name = self._named(top) if not below else without_lesson(top, self.lessons)
        if not name or (is_nobody(name) and not self._knows(name)):
            return NO_OWNER
        if below and self.ownerless:
            return MIXED.format(bare=self.ownerless)
        # 'Week 3 - 03_softmax' names a lesson, and nobody; nor may it become somebody.
        is_doubtful = below and (top in self.unclear or name != top)
        if is_doubtful and not self._knows(name):
            return UNCLEAR.format(top=printable(top))
        # What is no notebook makes nobody new: it may be anything.
        if (self.enrolled or not item.is_notebook) and not self._knows(name):
            return NOT_LISTED.format(name=printable(name))
        return Claim(item, Owner(name), (*around, top, *below))

    def _named(self, file: str) -> str:
        """Return the person whom a file's name names; empty for nobody."""
        name = without_lesson(PurePath(file).stem, self.lessons)
        return name if self._knows(name) or not is_nobody(name) else ""

    def _knows(self, name: str) -> bool:
        return is_known(self.names, Owner(name))


def _platform_owner(name: str, is_folder: bool) -> Named | None:
    """Return what a platform's name of a folder or file tells."""
    for platform in PLATFORMS.values():
        # Where a platform names files only, a folder of such a name is a person's.
        if platform.NAMES_FOLDERS or not is_folder:
            if named := platform.owner_of(name):
                return named
    return None


def the_one(claims: list[Claim], lesson: str) -> Claim | None:
    """Return the notebook that counts; None where several may.

    Canvas numbers its uploads in their order. Elsewhere the one that is named as the
    lesson counts. Times in zip files and folders are the learner's, so none counts.
    Where there is no notebook, any file stands for what cannot be read.
    """
    notebooks = [claim for claim in claims if claim.notebook.is_notebook]
    if not notebooks:
        return min(claims, key=lambda claim: claim.notebook.parts)
    claims = notebooks
    first, *others = sorted(claims, key=lambda c: _rank(c, lesson), reverse=True)
    ties = [claim for claim in others if _rank(claim, lesson) == _rank(first, lesson)]
    # Copies of the same bytes are no question: any of them may stand for all.
    return first if all(_same_bytes(first, other) for other in ties) else None


def _rank(claim: Claim, lesson: str) -> tuple[int, bool, bool]:
    *folders, name = claim.inside
    named = name == f"{lesson}.ipynb"
    return claim.upload, named, named and folders[-1:] == [lesson]


def _same_bytes(first: Claim, second: Claim) -> bool:
    try:
        return first.notebook.read() == second.notebook.read()
    except UnreadableError:
        return False
