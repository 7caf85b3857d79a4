"""Remember who is who: one student, one folder name, in every collect.

`grading/handins/names.json` tells for each student, by folder name, what the learning
management system calls the person, so that scores find their way back:

    {"Anna_Schmidt": {"name": "Anna Schmidt", "system": "moodle",
                      "ids": {"03_softmax": "44441"}},
     "lovelaceada_77": {"name": "lovelaceada", "system": "canvas",
                        "ids": {"03_softmax": "77"}},
     "ben": {"name": "ben", "system": "", "ids": {}}}
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

Names = dict[str, dict]


@dataclass(frozen=True)
class Owner:
    """Who handed in, as a source calls them.

    Attributes:
        name: the name in full.
        system: "moodle", "canvas", "course" where name is a student's folder name
            already, or empty.
        number: the person's number in that system. Moodle gives a person another
            one in every assignment; Canvas gives one for all.
    """

    name: str
    system: str = ""
    number: str = ""


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
    return _remembered(names, owner, "", False) is not None


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
    """
    if owner.system == "course":
        names.setdefault(owner.name, {"name": owner.name, "system": "", "ids": {}})
        return owner.name
    student = _remembered(names, owner, lesson, shared)
    if student is None:
        namesakes = owner.system == "moodle" and (shared or _namesakes(names, owner))
        # Canvas's number stays a person's for good, so it may stand in the name from
        # the start; Moodle's is another one in the next lesson.
        numbered = owner.system == "canvas" or namesakes
        student = _new(names, owner, f"_{owner.number}" if numbered else "")
        names[student] = {"name": owner.name, "system": owner.system, "ids": {}}
    if owner.number:
        names[student]["ids"][lesson] = owner.number
    return student


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


def _remembered(names: Names, owner: Owner, lesson: str, shared: bool) -> str | None:
    if owner.system == "canvas":
        people = [s for s, k in names.items() if k["system"] == "canvas"]
        same = [s for s in people if owner.number in names[s]["ids"].values()]
    elif owner.system == "moodle":
        people = _namesakes(names, owner)
        # The number tells within a lesson. In a new lesson the name has to, where only
        # one person has it.
        same = [s for s in people if names[s]["ids"].get(lesson) == owner.number]
        if len(people) == 1 and not shared and lesson not in names[people[0]]["ids"]:
            same = people
    else:
        # A person may name a folder as the course names a student of Moodle.
        same = [s for s, k in names.items() if k["system"] and s == owner.name]
        same = same or _namesakes(names, owner)
    return same[0] if same else None


def _namesakes(names: Names, owner: Owner) -> list[str]:
    alike = (owner.name, owner.system)
    return [s for s, k in names.items() if (k["name"], k["system"]) == alike]


def _new(names: Names, owner: Owner, number: str) -> str:
    # Folders that differ in case only are one on some systems.
    taken = {NAMES_FILE, *(student.casefold() for student in names)}
    plain = (slug(owner.name) or "student") + number
    digest = sha256(repr(owner).encode()).hexdigest()
    choices = [plain, *(f"{plain}-{digest[:n]}" for n in range(8, 65, 8))]
    return next(choice for choice in choices if choice.casefold() not in taken)
