"""Canvas's names and columns: hand-ins, class lists, feedback, grades.

    lovelaceada_LATE_77_905_any.ipynb              its zip file of hand-ins
    lovelaceada_77_text.html                       what was typed in instead of a file
    Student,ID,SIS User ID,SIS Login ID,Section    its gradebook, exported

The functions are those of `moodle`, and mean the same. What Canvas writes is told by
its public source: lib/content_zipper.rb and lib/gradebook_exporter.rb of canvas-lms.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from course_helpers.grading.lms.people import Named, Owner
from course_helpers.grading.lms.spreadsheets import Rows, Value

NAMES_FOLDERS = False
"""Whether its zip file has a folder for each person."""

COLUMNS = ({"student", "id", "section"}, {"lastname", "firstname", "id", "section"})
"""Columns that its class list must have, in lower case; each set will do."""

TEAMS = {
    "canvas_user_id": "id",
    "name": "student",
    "sections": "section",
    "group_name": "team",
}
"""What its list of groups calls the columns of a class list, in lower case."""

LOGINS = ("sis login id", "sis user id", "login_id", "integration id")
"""Columns with other names of a person."""

SECTION = "section"
"""The column that tells the section, in lower case."""

NAMESAKES = ""
"""What to do about two rows of one number in its class list: nothing helps."""

GRADES = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
"""The first columns of a file that its gradebook imports, in its order."""

# As short a name as possible: the first two numbers in a row are Canvas's, and all
# that follows is the learner's, even if it looks like another person's file.
_NAME = re.compile(
    r"(?:(?:(?P<late_anon>LATE)_)?(?P<anon>anon)_(?P<code>(?=\d*[A-Za-z])[^\W_]{5})"
    r"|(?P<name>.+?)_(?:(?P<late>LATE)_)?(?P<number>\d+))"
    r"_(?:(?P<upload>\d+)_(?P<rest>.+)|(?P<typed>(?:text|link)(?:-\d+)?\.html))",
    re.IGNORECASE,
)


def owner_of(name: str) -> Named | None:
    """Return what a file's name in its zip file tells; None if it is not Canvas's.

    Args:
        name: the file's name.
    """
    match = _NAME.fullmatch(name)
    if not match:
        return None
    number = match["number"] or match["code"]
    owner = Owner(match["name"] or match["anon"], "canvas", number)
    late = bool(match["late"] or match["late_anon"])
    rest = match["rest"] or match["typed"]
    return Named(owner, rest, int(match["upload"] or 0), late)


def is_person(cells: dict[str, str]) -> bool:
    """Whether a row of its class list is a person's.

    Others say which assignments are posted by hand and what each is worth; one is of
    its test student.
    """
    parts = (cells.get(part, "") for part in ("student", "lastname", "firstname"))
    name = " ".join(filter(None, parts)).casefold()
    if name in ("student, test", "test student", "student test"):
        return False
    own = not name or name.startswith(("points possible", "manual posting"))
    return bool(cells["id"]) or not own


def person(cells: dict[str, str], logins: list[str]) -> tuple[Owner, str, str, str]:
    """Return a person in its class list: the owner, first and last name, e-mail.

    Args:
        cells: the row by the names of the columns in lower case.
        logins: other names of the person.
    """
    if "student" in cells:
        last, _, first = cells["student"].partition(", ")
        if not first:
            first, _, last = cells["student"].rpartition(" ")
    else:
        last, first = cells["lastname"], cells["firstname"]
    # Names of files have the name so: without spaces, signs and capitals.
    name = "".join(filter(str.isalnum, f"{last}{first}".casefold()))
    email = next((login for login in logins if "@" in login), "")
    return Owner(name, "canvas", cells["id"], tuple(logins)), first, last, email


def wrong(owner: Owner) -> Iterator[str]:
    """Yield what is wrong with a person in its class list."""
    if not owner.name:
        yield "there is no id"
    if not owner.number.isdigit():
        yield f"ID should be Canvas's number; it is {owner.number!r}"


def head(lessons: list[str], worths: list[float]) -> Rows:
    """Return the first rows of what its import of grades reads.

    Args:
        lessons: names of their columns.
        worths: what each is worth, in points.
    """
    blank = [""] * (len(GRADES) - 1)
    return [[*GRADES, *lessons], ["Points Possible", *blank, *worths]]


def identity(first: str, last: str, number: str, login: str, email: str) -> list[Value]:
    """Return the cells under GRADES of a person whom the course knows."""
    # Beside the number a login would be the course's own folder name, not Canvas's.
    return [f"{first} {last}".strip(), number, "", "" if number else login, ""]


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
    named = {"student": f"{last}, {first}".strip(", ")} | cells
    return [named.get(name.casefold(), "") for name in GRADES]


def feedback_file(name: str, number: str, lesson: str, uploads: Iterable[str]) -> str:
    """Return what a person's page is called in the zip file that goes back.

    Args:
        name: the person's name, as Canvas gave it.
        number: the person's number.
        lesson: the lesson's name.
        uploads: names of the files that were handed in, the newest first.

    Returns:
        The name; empty if no file came from Canvas.
    """
    # Canvas tells a hand-in by the number of its upload, which stands in its name.
    # What came by another way has none: an older upload then takes the page.
    for upload in uploads:
        path = PurePosixPath(upload)
        if f"_{number}_" in path.name:
            return f"{path.stem}.html"
    return ""
