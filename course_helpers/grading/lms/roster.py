"""A class list: a CSV file that a person writes, or that Canvas or Moodle exports.

Its kind is told by its first line:

    id,first_name,last_name,email                  nbgrader's own
    Student,ID,SIS User ID,SIS Login ID,Section    Canvas's gradebook, exported
    First name,Last name,Email address,ID number   Moodle's participants or grades
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.people import Owner

COLUMNS = {
    "canvas": {"student", "id", "section"},
    "moodle": {"first name", "last name"},
    "course": {"id"},
}
"""For each kind the columns that it must have, in lower case."""

_OTHER_NAMES = {"surname": "last name", "e-mail": "email"}
_LOGINS = ("sis login id", "sis user id", "id number", "username", "email address")
_NO_PERSON = ("points possible", "student, test", "test student")
_MOST_SHOWN = 10


@dataclass(frozen=True)
class Entry:
    """A person in a roster.

    Attributes:
        row: the line in the file; the first line is 1.
        cells: the line's cells by the names of the columns, as they stand there.
        owner: who it is, as collecting names the owner of a hand-in.
        first: first name.
        last: last name.
        email: e-mail address, or empty.
        logins: other names of the person, in lower case.
    """

    row: int
    cells: dict[str, str]
    owner: Owner
    first: str
    last: str
    email: str
    logins: tuple[str, ...]


@dataclass(frozen=True)
class Roster:
    """A class list.

    Attributes:
        path: the file.
        kind: "canvas", "moodle" or "course".
        columns: the names in the first line.
        entries: the people.
    """

    path: Path
    kind: str
    columns: list[str]
    entries: list[Entry]


def read_roster(path: Path) -> Roster:
    """Return the people in a CSV file.

    Raises:
        CourseError: it is no such file, or some of its rows are wrong; they are named.
    """
    rows = list(_rows(path))
    columns = [cell.strip() for cell in rows[0][1]] if rows else []
    kind = _kind(path, columns)
    entries, problems = [], []
    for number, row in rows[1:]:
        if row[0].strip().casefold().startswith(_NO_PERSON):
            continue
        if len(row) != len(columns):
            problems.append((number, f"{len(row)} cells for {len(columns)} columns"))
            continue
        entry = _entry(kind, number, dict(zip(columns, row, strict=True)))
        problems += [(number, what) for what in _wrong(entry)]
        entries.append(entry)
    problems += _doubles(entries)
    if problems:
        raise rows_error(path, problems)
    if not entries:
        raise CourseError(f"{path}: expected a row for each student; there is none.")
    return Roster(path, kind, columns, entries)


def rows_error(path: Path, problems: list[tuple[int, str]]) -> CourseError:
    """Return an error that names each wrong row."""
    shown = [f"  row {row}: {what}" for row, what in sorted(problems)]
    if len(shown) > _MOST_SHOWN:
        shown[_MOST_SHOWN:] = [f"  and {len(shown) - _MOST_SHOWN} more"]
    return CourseError(f"{path}: correct these rows first.\n" + "\n".join(shown))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, with their line numbers."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(
            f"{path}: expected UTF-8; it is not. Save it as 'CSV UTF-8'."
        ) from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise CourseError(f"{path}, row {reader.line_num}: {error}.") from None


def _kind(path: Path, columns: list[str]) -> str:
    names = [_plain(name) for name in columns]
    kind = next((k for k, wanted in COLUMNS.items() if wanted <= set(names)), "")
    if kind and all(names.count(name) == 1 for name in COLUMNS[kind]):
        return kind
    raise CourseError(
        f"{path}: expected columns id,first_name,last_name,email, or what Canvas or "
        f"Moodle (in English) exports; got {','.join(columns)[:200] or 'none'}."
    )


def _plain(column: str) -> str:
    name = column.casefold().strip()
    return _OTHER_NAMES.get(name, name)


def _entry(kind: str, row: int, cells: dict[str, str]) -> Entry:
    plain = {_plain(name): cell.strip() for name, cell in cells.items()}
    logins = [plain[name].casefold() for name in _LOGINS if plain.get(name)]
    logins += [login.partition("@")[0] for login in logins if "@" in login]
    if kind == "canvas":
        last, _, first = plain["student"].partition(", ")
        if not first:
            first, _, last = plain["student"].rpartition(" ")
        name = "".join(c for c in plain["student"].casefold() if c.isalnum())
        owner = Owner(name, "canvas", plain["id"])
        email = next((login for login in logins if "@" in login), "")
    elif kind == "moodle":
        first, last = plain["first name"], plain["last name"]
        owner = Owner(f"{first} {last}".strip(), "moodle")
        email = plain.get("email address", "")
    else:
        first, last = plain.get("first_name", ""), plain.get("last_name", "")
        owner = Owner(plain["id"], "course")
        email = plain.get("email", "")
    return Entry(row, cells, owner, first, last, email, tuple(logins))


def _wrong(entry: Entry) -> Iterator[str]:
    if not entry.owner.name:
        yield "there is no name" if entry.owner.system == "moodle" else "there is no id"
    if entry.owner.system == "canvas" and not entry.owner.number.isdigit():
        yield f"ID should be Canvas's number; it is {entry.owner.number!r}"
    if entry.email and ("@" not in entry.email or " " in entry.email):
        yield f"{entry.email!r} is no e-mail address"


def _doubles(entries: list[Entry]) -> Iterator[tuple[int, str]]:
    people = [entry.owner.number or entry.owner.name for entry in entries]
    count = Counter(person.casefold() for person in people)
    for entry, person in zip(entries, people, strict=True):
        if person and count[person.casefold()] > 1:
            text = f"{person!r} stands in {count[person.casefold()]} rows"
            if entry.owner.system == "moodle":
                text += "; give them different names, or write an id column"
            yield entry.row, text
