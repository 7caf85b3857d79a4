"""Tell from names whose a notebook is, and which lesson it answers.

Who handed in is told by what lies outermost, because all below it is the learner's
own choice:

    a name as Moodle or Canvas gives it, see lms/         a platform's zip file
    ada/any.ipynb, ada/03_softmax/03_softmax.ipynb        a folder for each student
    ada_03_softmax.ipynb, 03_softmax/ada.ipynb            a file for each student

The lesson is told by the file's name, else by a folder's, else by the caller, else by
the source's name, else by the exercises in the notebook.
"""

import re
from dataclasses import dataclass, replace
from pathlib import PurePath

from course_helpers.check.catalogue import exercises
from course_helpers.grading.collect.folders import NotebookFile
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.lms import PLATFORMS
from course_helpers.grading.lms.people import Owner

# Looked for in the bytes, not in JSON: a notebook that is broken, or nested so deep
# that a parser gives up, still tells its lesson.
_GRADE_ID = re.compile(rb'"grade_id"\s*:\s*"(?:check-)?(\w+)"')
# What browsers and Jupyter add: " (2)", "-1", "-Copy1". Longer numbers are a student's.
_COPY = re.compile(r"(?:[-_ .]|copy(?![a-z])|\(\d{1,2}\)|\d{1,2}(?!\d))*", re.I)


@dataclass(frozen=True)
class Claim:
    """A notebook with its owner.

    Attributes:
        notebook: the notebook.
        owner: who handed it in.
        inside: folders and name that tell the lesson, the name last.
        upload: the platform's number of the upload: a later one is higher.
    """

    notebook: NotebookFile
    owner: Owner
    inside: tuple[str, ...]
    upload: int = 0


def mentioned(text: str, lessons: list[str]) -> str:
    """Return the one lesson that a name mentions; "" for none or several."""
    names = [lesson for lesson in lessons if _pattern(lesson).search(text)]
    return names[0] if len(names) == 1 else ""


def _pattern(lesson: str) -> re.Pattern[str]:
    """Return what finds 03_softmax in '03-Softmax (2)' and '3 softmax'."""
    number, _, topic = lesson.partition("_")
    words = r"[\W_]*".join(map(re.escape, topic.split("_")))
    # No digit before it: 13_softmax is another lesson.
    return re.compile(rf"(?<!\d)0*{int(number)}[\W_]*{words}", re.IGNORECASE)


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


def folder_name(path: PurePath) -> str:
    """Return a folder's name as a person typed it; "" if that is no name."""
    return "" if path.name == ".." else path.name


def told_by_path(path: PurePath, lessons: list[str]) -> tuple[tuple[str, ...], str]:
    """Return the part of a single notebook's path that tells, and its folder's name."""
    # As typed, never resolved: else an instructor's own folder, where a notebook was
    # downloaded, would become a student.
    folder = folder_name(path.parent)
    if _platform_owner(folder, is_folder=True):
        return (folder, path.name), ""
    outer = folder_name(path.parent.parent)
    if outer and mentioned(folder, lessons):
        return (outer, folder, path.name), ""
    return (path.name,), folder


def claimed(
    notebooks: list[NotebookFile], lessons: list[str], folder: str = ""
) -> list[Claim | None]:
    """Return the notebooks of a source with their owners; None where nothing tells.

    Args:
        notebooks: all notebooks of the source.
        lessons: the course's lessons.
        folder: the name of the folder that holds them, where a person named it: it
            tells the owner of a notebook that is named as its lesson.
    """
    outer = _is_wrapped([item.parts for item in notebooks], lessons)
    bare = [replace(item, parts=item.parts[outer:]) for item in notebooks]
    claims = [_claim(item, lessons, folder) for item in bare]
    # Messages name a notebook as its source does, the folder around all included.
    return [
        claim and replace(claim, notebook=item)
        for claim, item in zip(claims, notebooks, strict=True)
    ]


def _platform_owner(name: str, is_folder: bool) -> tuple[Owner, str, int] | None:
    """Return whose a folder or file is that a platform named; see `owner_of` in lms."""
    for platform in PLATFORMS.values():
        # Where a platform names files only, a folder of such a name is a person's.
        if platform.NAMES_FOLDERS or not is_folder:
            if owner := platform.owner_of(name):
                return owner
    return None


def _is_wrapped(paths: list[tuple[str, ...]], lessons: list[str]) -> bool:
    """Whether one folder lies around those of several students."""
    tops = {path[0] for path in paths if len(path) > 1}
    if len(tops) != 1 or any(len(path) == 1 for path in paths):
        return False
    top = tops.pop()
    if _platform_owner(top, is_folder=True) or mentioned(top, lessons):
        return False
    folders = {path[1] for path in paths if len(path) > 2}
    files = {path[1] for path in paths if len(path) == 2}
    students = {name for name in folders if not mentioned(name, lessons)}
    students |= {name for name in files if _platform_owner(name, is_folder=False)}
    # A single one may be a student's own folder inside the student's folder.
    return len(students) > 1


def _claim(notebook: NotebookFile, lessons: list[str], folder: str) -> Claim | None:
    top, *below = notebook.parts
    # First, or what a platform wrote would be taken for the name of a new student.
    if named := _platform_owner(top, is_folder=bool(below)):
        owner, rest, upload = named
        return Claim(notebook, owner, tuple(below) or (rest,), upload)
    if not below:
        return _claim_file(notebook, lessons, folder)
    if mentioned(top, lessons):
        inner = _claim(replace(notebook, parts=tuple(below)), lessons, folder)
        return inner and replace(inner, inside=(top, *inner.inside))
    return Claim(notebook, Owner(top), tuple(below))


def _claim_file(
    notebook: NotebookFile, lessons: list[str], folder: str
) -> Claim | None:
    (name,) = notebook.parts
    person = _without_lesson(PurePath(name).stem, lessons)
    if not person and folder and not mentioned(folder, lessons):
        around = replace(notebook, parts=(folder, name))
        return _claim(around, lessons, "")
    return Claim(notebook, Owner(person), (name,)) if person else None


def _without_lesson(stem: str, lessons: list[str]) -> str:
    """Return who is named in a file's name: before the lesson, else after it."""
    lesson = mentioned(stem, lessons)
    if not lesson:
        return stem
    match = _pattern(lesson).search(stem)
    before, after = stem[: match.start()], stem[match.end() :]
    after = after[_COPY.match(after).end() :]
    return before.strip(" _-.()") or after.strip(" _-.()")


def the_one(claims: list[Claim], lesson: str) -> Claim | None:
    """Return the notebook that counts; None where several may.

    Canvas numbers its uploads in their order. Elsewhere the one that is named as the
    lesson counts. Times in zip files and folders are the learner's, so none counts.
    """
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
