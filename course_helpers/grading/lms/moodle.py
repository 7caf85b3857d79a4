"""Moodle's names and columns: hand-ins, class lists, feedback, grades.

    Anna Schmidt_44441_assignsubmission_file_/any.ipynb   its zip file of hand-ins
    Team 3-Anna Schmidt_44441_...                         where a team hands in
    Participant_44441_...                                 where names are hidden
    First name,Last name,Email address,ID number          participants or grades

The functions are those of `canvas`, and mean the same. What Moodle writes is told by
its public source: download_submissions in mod/assign/locallib.php.
"""

import re
from collections.abc import Iterable, Iterator

from course_helpers.grading.lms.people import Named, Owner
from course_helpers.grading.lms.spreadsheets import Rows, Value

NAMES_FOLDERS = True
"""Whether its zip file has a folder for each person."""

COLUMNS = ({"first name", "last name"},)
"""Columns that its class list must have, in lower case."""

OTHER_NAMES = {"surname": "last name", "group": "groups"}
"""What some versions call a column."""

LOGINS = ("id number", "username", "email address")
"""Columns with other names of a person."""

SECTION = "groups"
"""The column that tells the section, in lower case."""

NAMESAKES = "; take a list with e-mail addresses or ID numbers, which tell them apart"
"""What to do about two people of one name in its class list."""

GRADES = ("First name", "Last name", "ID number", "Email address")
"""Columns by which its import of grades tells people; one of them is enough."""

# Moodle writes no _ in a person's name: what stands behind the first one is never a
# name, so a file cannot pass itself off as another person's.
_NAME = re.compile(
    r"(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)"
)


def owner_of(name: str) -> Named | None:
    """Return what a name in its zip file tells; None if it is not Moodle's.

    Args:
        name: the folder's or the file's name.
    """
    match = _NAME.match(name)
    if not match:
        return None
    return Named(Owner(match["name"], "moodle", match["number"]), match["rest"])


def is_person(cells: dict[str, str]) -> bool:
    """Whether a row of its class list is a person's."""
    return True


def person(cells: dict[str, str], logins: list[str]) -> tuple[Owner, str, str, str]:
    """Return a person in its class list: the owner, first and last name, e-mail.

    Args:
        cells: the row by the names of the columns in lower case.
        logins: other names of the person.
    """
    first, last = cells["first name"], cells["last name"]
    owner = Owner(f"{first} {last}".strip(), "moodle", "", tuple(logins))
    return owner, first, last, cells.get("email address", "")


def wrong(owner: Owner) -> Iterator[str]:
    """Yield what is wrong with a person in its class list."""
    if not owner.name:
        yield "there is no name"


def head(lessons: list[str], worths: list[float]) -> Rows:
    """Return the first rows of what its import of grades reads.

    Args:
        lessons: names of their columns.
        worths: what each is worth, in points.
    """
    return [[*GRADES, *lessons]]


def identity(first: str, last: str, number: str, login: str, email: str) -> list[Value]:
    """Return the cells under GRADES of a person whom the course knows."""
    # Its numbers in names of files are those of one assignment, and no ID numbers.
    return [first, last, "", email]


def listed_identity(
    cells: dict[str, str], first: str, last: str, email: str
) -> list[Value]:
    """Return the cells under GRADES of a person in its class list.

    Args:
        cells: the row by the names of the columns in lower case.
        first: first name.
        last: last name.
        email: e-mail address, or empty.
    """
    return [first, last, cells.get("id number", ""), email]


def feedback_file(name: str, number: str, lesson: str, uploads: Iterable[str]) -> str:
    """Return what a person's page is called in the zip file that goes back.

    Args:
        name: the person's name, as Moodle gave it.
        number: the person's number in this assignment.
        lesson: the lesson's name.
        uploads: names of the files that were handed in, the newest first.
    """
    # A / would make another folder of the first half of the name.
    folder = f"{name.replace('/', '-')}_{number}_assignsubmission_file_"
    return f"{folder}/{lesson}_feedback.html"
