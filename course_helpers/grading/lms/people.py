"""Remember who is who: one student, one folder name, in every collect.

`grading/handins/names.json` tells for each student, by folder name, what the learning
management system calls the person, so that scores find their way back:

    {"Anna_Schmidt": {"name": "Anna Schmidt", "system": "moodle",
                      "ids": {"03_softmax": "44441"}},
     "lovelaceada_77": {"name": "lovelaceada", "system": "canvas",
                        "ids": {"03_softmax": "77"}},
     "ben": {"name": "ben", "system": "", "ids": {}}}

A class list adds what is a person's for good: "full", names in full; "logins", such as
e-mail and ID number; "canvas", the number there; "section" and "team".
"""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from course_helpers.files import write_whole
from course_helpers.grading.errors import CourseError

NAMES_FILE = "names.json"
# At most 240 bytes of the 255 that file systems allow; a number may follow.
_MAX_NAME = 60

ENROLLED = "roster"
"""Stands among the ids of whoever is in the class list."""

_BLIND = "Participant"

NAMESAKES = (
    "several people may be called {name}; collect it with --worksheet and Moodle's "
    "grading worksheet of this assignment, or alone with --student"
)

Names = dict[str, dict]


class UnknownOwnerError(Exception):
    """Nothing tells safely which student somebody is; str() says what to do."""


@dataclass(frozen=True)
class Owner:
    """Who handed in, as a source calls them.

    Attributes:
        name: the name in full.
        system: "moodle", "canvas", "course" where name is a student's folder name
            already, or empty.
        number: the person's number in that system. Moodle gives a person another
            one in every assignment; Canvas gives one for all.
        logins: what is the person's for good, in lower case: e-mail address, ID number.
    """

    name: str
    system: str = ""
    number: str = ""
    logins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """What a platform's name of a file or folder tells.

    Attributes:
        owner: whose it is.
        rest: the rest of the name, which is the learner's.
        upload: the number of the upload: a later one is higher; 0 if there is none.
        late: whether the platform says that it came too late; None if it says nothing.
    """

    owner: Owner
    rest: str
    upload: int = 0
    late: bool | None = None


def load_names(folder: Path) -> Names:
    """Return what names.json holds.

    Raises:
        CourseError: somebody broke it.
    """
    path = folder / NAMES_FILE
    if not path.exists():
        return {}
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
        if all({"name", "system", "ids"} <= data.keys() for data in names.values()):
            for data in names.values():
                numbers = [n for n in data["ids"].values() if n]
                # Written before a student could come from two platforms.
                if data["system"] == "canvas" and numbers:
                    data.setdefault("canvas", numbers[0])
            return names
    except (ValueError, AttributeError):
        pass
    # Going on without it would make the same people new students.
    raise CourseError(f"{path}: expected students and their names. Restore it.")


def save_names(folder: Path, names: Names) -> None:
    """Write names.json."""
    text = json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(folder / NAMES_FILE, f"{text}\n".encode())


def slug(name: str) -> str:
    """Return a name as a folder's name: letters, digits and . - _ @ + only."""
    # Some systems write ü as u and two dots: elsewhere that is another name.
    composed = unicodedata.normalize("NFC", name)
    kept = "".join(c if c.isalnum() or c in ".-_@+" else " " for c in composed)
    # A name that begins with . is hidden, with - an option of commands; Windows drops
    # a . at the end.
    return "_".join(kept.split())[:_MAX_NAME].lstrip("._-").rstrip(".")


def is_known(names: Names, owner: Owner) -> bool:
    """Whether an owner is a student already."""
    return len(students_of(names, owner)) == 1


def students_of(names: Names, owner: Owner, shared: bool = False) -> list[str]:
    """Return the student who an owner is; none for nobody yet, several for a doubt."""
    return _candidates(names, owner, "", shared)


def is_enrolled(names: Names) -> bool:
    """Whether there is a class list, so that names tell who is in the class."""
    return any(ENROLLED in data["ids"] for data in names.values())


def student_for(names: Names, owner: Owner, lesson: str, shared: bool = False) -> str:
    """Return an owner's student, a new one where there is none; remember both.

    Two owners never become one student, however alike their names. A Moodle name
    with two numbers in one lesson is two people: each one's number then joins the
    name, because no later lesson tells which of them is which.

    Args:
        names: what is known, changed in place.
        owner: who handed in.
        lesson: the lesson's name.
        shared: the source has this Moodle name with several numbers.

    Raises:
        UnknownOwnerError: it may be one of several people in the class list.
    """
    if owner.system == "course":
        names.setdefault(owner.name, {"name": owner.name, "system": "", "ids": {}})
        return owner.name
    candidates = _candidates(names, owner, lesson, shared)
    if not any(ENROLLED in names[student]["ids"] for student in candidates[1:]):
        # Namesakes whom no list tells apart: this is another one.
        candidates = candidates if len(candidates) == 1 else []
    if len(candidates) > 1:
        raise UnknownOwnerError(NAMESAKES.format(name=owner.name))
    if candidates:
        student = candidates[0]
    elif _may_be_listed(names, owner):
        raise UnknownOwnerError(NAMESAKES.format(name=owner.name))
    else:
        namesakes = owner.system == "moodle" and (shared or _namesakes(names, owner))
        # Canvas's number stays a person's for good, so it may stand in the name from
        # the start; Moodle's is another one in the next lesson.
        numbered = owner.system == "canvas" or namesakes
        student = _new(names, owner, f"_{_mark(owner)}" if numbered else "")
        names[student] = {"name": owner.name, "system": owner.system, "ids": {}}
    if owner.number:
        names[student]["ids"][lesson] = owner.number
    remember(names[student], owner)
    return student


def remember(data: dict, owner: Owner) -> None:
    """Keep what is a person's for good."""
    if owner.system == "canvas" and owner.number:
        data["canvas"] = owner.number
    if owner.logins:
        data["logins"] = sorted({*data.get("logins", []), *owner.logins})


def shared_names(owners: Iterable[Owner]) -> set[str]:
    """Return the Moodle names that tell nobody: several numbers have them in a source.

    Where marking is blind, all have the same one, also if only one has handed in.
    """
    numbers = defaultdict(set)
    for owner in owners:
        if owner.system == "moodle":
            numbers[owner.name].add(owner.number)
    shared = {name for name, different in numbers.items() if len(different) > 1}
    return {*shared, _BLIND}


def name_key(name: str) -> tuple[str, ...]:
    """Return what tells a name in full, in whatever order and with whatever signs.

    Moodle takes the sign out of O'Brien in names of files; lists have last names first.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().replace("_", " ")
    words = ("".join(filter(str.isalnum, word)) for word in folded.split())
    return tuple(sorted(filter(None, words)))


def _candidates(names: Names, owner: Owner, lesson: str, shared: bool) -> list[str]:
    """Return the student who an owner is; none for nobody, several for a doubt."""
    logins = set(owner.logins)
    same = [s for s, data in names.items() if logins & set(data.get("logins", ()))]
    if same:
        return same
    if owner.system == "canvas":
        same = [s for s, data in names.items() if data.get("canvas") == owner.number]
        return same or ([] if shared else _listed_as_one_word(names, owner.name))
    if owner.system == "moodle":
        return _in_moodle(names, owner, lesson, shared)
    # A person may name a folder as the course names a student of Moodle.
    same = [s for s, data in names.items() if data["system"] and s == owner.name]
    same = same or _namesakes(names, owner)
    return same or _listed(names, owner)


def _in_moodle(names: Names, owner: Owner, lesson: str, shared: bool) -> list[str]:
    people = _namesakes(names, owner) + _listed(names, owner)
    people = [s for s in dict.fromkeys(people) if not _contradicts(names[s], owner)]
    # The number tells within a lesson. In a new lesson the name has to, where only
    # one person has it.
    for student in people:
        data = names[student]
        if data["ids"].get(lesson) == owner.number != data.get("canvas"):
            return [student]
    if shared:
        return []
    return [s for s in people if lesson not in names[s]["ids"]]


def _may_be_listed(names: Names, owner: Owner) -> bool:
    """Whether a person of the class list has the name, and nothing decides."""
    people = _listed(names, owner) if owner.system == "moodle" else []
    return any(not _contradicts(names[student], owner) for student in people)


def _namesakes(names: Names, owner: Owner) -> list[str]:
    alike = [owner.name, owner.system]
    return [
        student
        for student, data in names.items()
        # Two entries of one person may have been merged.
        if alike in [[data["name"], data["system"]], *data.get("also", [])]
    ]


def _listed(names: Names, owner: Owner) -> list[str]:
    """Return the people of the class list who have a name, or log in so."""
    listed = {s: data for s, data in names.items() if ENROLLED in data["ids"]}
    if not owner.system and (same := _with_login(listed, owner.name.casefold())):
        return same
    keys = {s: set(map(name_key, data.get("full", ()))) for s, data in listed.items()}
    # Where a team hands in, Moodle puts its name first: Team 3-Anna Schmidt.
    starts = [0, *(n + 1 for n, sign in enumerate(owner.name) if sign == "-")]
    for start in starts if owner.system == "moodle" else starts[:1]:
        if same := [s for s in keys if name_key(owner.name[start:]) in keys[s]]:
            return same
    return []


def _with_login(people: Names, login: str) -> list[str]:
    logins = {s: data.get("logins", ()) for s, data in people.items()}
    return [s for s in people if login in (*logins[s], *map(_before_at, logins[s]))]


def _listed_as_one_word(names: Names, word: str) -> list[str]:
    """Return the people of the class list whom Canvas would name so."""
    listed = {
        student: data
        for student, data in names.items()
        if ENROLLED in data["ids"] and not data.get("canvas")
    }
    return [
        student
        for student, data in listed.items()
        if any(word in _as_one_word(name) for name in data.get("full", ()))
    ]


def _as_one_word(name: str) -> set[str]:
    words = ["".join(filter(str.isalnum, part)) for part in name.casefold().split()]
    return {"".join(words[n:] + words[:n]) for n in range(len(words))}


def _contradicts(data: dict, owner: Owner) -> bool:
    """Whether two addresses of e-mail tell two people of one name apart."""
    theirs = {login for login in data.get("logins", ()) if "@" in login}
    return (
        bool(theirs)
        and any("@" in x for x in owner.logins)
        and not (theirs & set(owner.logins))
    )


def _before_at(login: str) -> str:
    return login.partition("@")[0]


def _mark(owner: Owner) -> str:
    """Return what tells a person from namesakes, for the name of a folder."""
    if owner.system == "canvas":
        return owner.number
    logins = sorted(owner.logins, key=lambda login: "@" not in login)
    return slug(_before_at(logins[0])) if logins else owner.number


def _new(names: Names, owner: Owner, number: str) -> str:
    # Folders that differ in case only are one on some systems.
    taken = {NAMES_FILE, *(student.casefold() for student in names)}
    plain = (slug(owner.name) or "student") + number
    digest = sha256(repr(owner).encode()).hexdigest()
    choices = [plain, *(f"{plain}-{digest[:n]}" for n in range(8, 65, 8))]
    return next(choice for choice in choices if choice.casefold() not in taken)
