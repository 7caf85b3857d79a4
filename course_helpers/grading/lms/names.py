"""Read names of files and folders: which lesson they mention, whose they are."""

import re
from pathlib import PurePath

# What browsers and Jupyter add: " (2)", "-1", "-Copy1". Longer numbers are a student's.
_COPY = re.compile(r"(?:[-_ .]|copy(?![a-z])|\(\d{1,2}\)|\d{1,2}(?!\d))*", re.I)
# What programs and habits leave where no person is named. A copy's name is its
# original's, who need not be the one who made the copy and handed it in.
_NOBODY = re.compile(
    r"(?:copy|kopie|copia|cópia|copie)\b.*|.*[-_ (.](?:copy|kopie|copia|copie)\W*\d*\W*"
    r"|.*\(\d{1,2}\)|(?:(?:my|new|final|fixed|solutions?|submission|homework|notebook|"
    r"untitled|v)\d*[-_ .]*)+",
    re.IGNORECASE,
)


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


def without_lesson(stem: str, lessons: list[str]) -> str:
    """Return who is named in a file's name: before the lesson, else after it."""
    lesson = mentioned(stem, lessons)
    if not lesson:
        return stem
    match = _pattern(lesson).search(stem)
    before, after = stem[: match.start()], stem[match.end() :]
    after = after[_COPY.match(after).end() :]
    return before.strip(" _-.()") or after.strip(" _-.()")


def is_nobody(name: str) -> bool:
    """Whether a name is what a program or a habit makes, and no person's."""
    return not name or bool(_NOBODY.fullmatch(name))


def folder_name(path: PurePath) -> str:
    """Return a folder's name as a person typed it; "" if that is no name."""
    return "" if path.name == ".." else path.name
