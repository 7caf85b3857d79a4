"""Tell from names whose a notebook is, and which lesson it answers.

Who handed in is told by what lies outermost, because all below it is the learner's
own choice:

    Anna Schmidt_44441_assignsubmission_file_/any.ipynb   Moodle's zip file
    lovelaceada_LATE_77_905_any.ipynb                     Canvas's zip file
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
from course_helpers.grading.lms.people import Owner

_MOODLE = re.compile(
    r"(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_file_?(?P<rest>.*)"
)
_CANVAS = re.compile(
    r"(?:(?:LATE_)?(?P<anon>anon)_(?P<code>(?=\d*[A-Za-z])[^\W_]{5})"
    r"|(?P<name>.+?)_(?:LATE_)?(?P<number>\d+))"
    r"_(?P<upload>\d+)_(?P<rest>.+)"
)
_GRADE_ID = re.compile(rb'"grade_id"\s*:\s*"(?:check-)?(\w+)"')
_COPY = re.compile(r"(?:[-_ .]|copy(?![a-z])|\(\d{1,2}\)|\d{1,2}(?!\d))*", re.I)


@dataclass(frozen=True)
class Claim:
    """A notebook with its owner.

    Attributes:
        found: the notebook.
        owner: who handed it in.
        inside: folders and name that tell the lesson, the name last.
        upload: Canvas's number of the upload: a later one is higher.
    """

    found: NotebookFile
    owner: Owner
    inside: tuple[str, ...]
    upload: int = 0


def mentioned(text: str, lessons: list[str]) -> str:
    """Return the one lesson that a name mentions; "" for none or several."""
    found = [lesson for lesson in lessons if _pattern(lesson).search(text)]
    return found[0] if len(found) == 1 else ""


def _pattern(lesson: str) -> re.Pattern[str]:
    """Return what finds 03_softmax in '03-Softmax (2)' and '3 softmax'."""
    number, _, topic = lesson.partition("_")
    words = r"[\W_]*".join(map(re.escape, topic.split("_")))
    return re.compile(rf"(?<!\d)0*{int(number)}[\W_]*{words}", re.IGNORECASE)


def lesson_of(
    hand_in: Claim, lessons: list[str], given: str | None, source: str
) -> str:
    """Return a hand-in's lesson, or "" where nothing tells it.

    Args:
        hand_in: the hand-in.
        lessons: the course's lessons.
        given: the lesson that the caller names.
        source: the source's name.

    Raises:
        UnreadableError: its name tells nothing, and it cannot be read.
    """
    for text in reversed(hand_in.inside):
        if lesson := mentioned(text, lessons):
            return lesson
    if lesson := given or mentioned(source, lessons):
        return lesson
    names = {name.decode() for name in _GRADE_ID.findall(hand_in.found.read())}
    found = {exercises()[name].lesson for name in names & exercises().keys()}
    return found.pop() if len(found) == 1 and found <= set(lessons) else ""


def folder_name(path: PurePath) -> str:
    """Return a folder's name as a person typed it; "" if that is no name."""
    return "" if path.name == ".." else path.name


def told_by_path(path: PurePath, lessons: list[str]) -> tuple[tuple[str, ...], str]:
    """Return the part of a single notebook's path that tells, and its folder's name."""
    folder = folder_name(path.parent)
    if _MOODLE.match(folder):
        return (folder, path.name), ""
    outer = folder_name(path.parent.parent)
    if outer and mentioned(folder, lessons):
        return (outer, folder, path.name), ""
    return (path.name,), folder


def claimed(
    found: list[NotebookFile], lessons: list[str], folder: str = ""
) -> list[Claim | None]:
    """Return the notebooks of a source with their owners; None where nothing tells.

    Args:
        found: all notebooks of the source.
        lessons: the course's lessons.
        folder: the name of the folder that holds them, where a person named it: it
            tells the owner of a notebook that is named as its lesson.
    """
    outer = _is_wrapped([item.parts for item in found], lessons)
    bare = [replace(item, parts=item.parts[outer:]) for item in found]
    hand_ins = [_claim(item, lessons, folder) for item in bare]
    return [
        hand_in and replace(hand_in, found=item)
        for hand_in, item in zip(hand_ins, found, strict=True)
    ]


def _is_wrapped(paths: list[tuple[str, ...]], lessons: list[str]) -> bool:
    """Whether one folder lies around those of several students."""
    tops = {path[0] for path in paths if len(path) > 1}
    if len(tops) != 1 or any(len(path) == 1 for path in paths):
        return False
    top = tops.pop()
    if _MOODLE.match(top) or mentioned(top, lessons):
        return False
    folders = {path[1] for path in paths if len(path) > 2}
    files = {path[1] for path in paths if len(path) == 2}
    students = {name for name in folders if not mentioned(name, lessons)}
    students |= {name for name in files if _MOODLE.match(name) or _CANVAS.match(name)}
    return len(students) > 1


def _claim(found: NotebookFile, lessons: list[str], folder: str) -> Claim | None:
    top, *below = found.parts
    if match := _MOODLE.match(top):
        owner = Owner(match["name"], "moodle", match["number"])
        return Claim(found, owner, tuple(below) or (match["rest"],))
    if not below:
        return _claim_file(found, lessons, folder)
    if mentioned(top, lessons):
        inner = _claim(replace(found, parts=tuple(below)), lessons, folder)
        return inner and replace(inner, inside=(top, *inner.inside))
    return Claim(found, Owner(top), tuple(below))


def _claim_file(found: NotebookFile, lessons: list[str], folder: str) -> Claim | None:
    (name,) = found.parts
    if match := _CANVAS.match(name):
        number = match["number"] or match["code"]
        owner = Owner(match["name"] or match["anon"], "canvas", number)
        return Claim(found, owner, (match["rest"],), int(match["upload"]))
    person = _without_lesson(PurePath(name).stem, lessons)
    if not person and folder and not mentioned(folder, lessons):
        around = replace(found, parts=(folder, name))
        return _claim(around, lessons, "")
    return Claim(found, Owner(person), (name,)) if person else None


def _without_lesson(stem: str, lessons: list[str]) -> str:
    """Return who is named in a file's name: before the lesson, else after it."""
    lesson = mentioned(stem, lessons)
    if not lesson:
        return stem
    match = _pattern(lesson).search(stem)
    before, after = stem[: match.start()], stem[match.end() :]
    after = after[_COPY.match(after).end() :]
    return before.strip(" _-.()") or after.strip(" _-.()")


def the_one(hand_ins: list[Claim], lesson: str) -> Claim | None:
    """Return the notebook that counts; None where several may.

    Canvas numbers its uploads in their order. Elsewhere the one that is named as the
    lesson counts. Times in zip files and folders are the learner's, so none counts.
    """
    first, *others = sorted(hand_ins, key=lambda h: _rank(h, lesson), reverse=True)
    ties = [h for h in others if _rank(h, lesson) == _rank(first, lesson)]
    return first if all(_same_bytes(first, other) for other in ties) else None


def _rank(hand_in: Claim, lesson: str) -> tuple[int, bool, bool]:
    *folders, name = hand_in.inside
    named = name == f"{lesson}.ipynb"
    return hand_in.upload, named, named and folders[-1:] == [lesson]


def _same_bytes(one: Claim, other: Claim) -> bool:
    try:
        return one.found.read() == other.found.read()
    except UnreadableError:
        return False
