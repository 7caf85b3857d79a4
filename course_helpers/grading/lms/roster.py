"""A class list: a CSV file that a person writes, or that Canvas or Moodle exports.

Its kind is told by its first line:

    id,first_name,last_name,email    nbgrader's own
    a platform's, see its module
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms import PLATFORMS, canvas, moodle
from course_helpers.grading.lms.people import Owner

# The course's own comes last: Canvas's file has a column "id", too.
COLUMNS = {"canvas": canvas.COLUMNS, "moodle": moodle.COLUMNS, "course": {"id"}}
"""For each kind the columns that it must have, in lower case."""

_OTHER_NAMES = {**moodle.OTHER_NAMES, "e-mail": "email"}
_LOGINS = (*canvas.LOGINS, *moodle.LOGINS)
# In a wrong file every row is wrong: the first few say what to do.
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
        # Rows of Canvas's own: what each column is worth, and its test student.
        if row[0].strip().casefold().startswith(canvas.NO_PERSON):
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
        # Never guessed: read in a wrong encoding, names would go wrong silently. Excel
        # puts a mark before UTF-8, which is no part of the first column's name.
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(
            f"{path}: expected UTF-8; it is not. Save it as 'CSV UTF-8'."
        ) from None
    first = text.partition("\n")[0]
    # Spreadsheets separate by semicolons where a comma stands in numbers.
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                # The line of the file, as an editor counts: empty ones included.
                yield reader.line_num, row
    except csv.Error as error:
        raise CourseError(f"{path}, row {reader.line_num}: {error}.") from None


def _kind(path: Path, columns: list[str]) -> str:
    names = [_plain(name) for name in columns]
    kind = next((k for k, needed in COLUMNS.items() if needed <= set(names)), "")
    # Of two columns of one name nobody knows which counts.
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
    # Folders are often named by the first half of an address, as people log in.
    logins += [login.partition("@")[0] for login in logins if "@" in login]
    if kind in PLATFORMS:
        owner, first, last, email = PLATFORMS[kind].person(plain, logins)
    else:
        first, last = plain.get("first_name", ""), plain.get("last_name", "")
        owner = Owner(plain["id"], "course")
        email = plain.get("email", "")
    return Entry(row, cells, owner, first, last, email, tuple(logins))


def _wrong(entry: Entry) -> Iterator[str]:
    if entry.owner.system in PLATFORMS:
        yield from PLATFORMS[entry.owner.system].wrong(entry.owner)
    elif not entry.owner.name:
        yield "there is no id"
    if entry.email and ("@" not in entry.email or " " in entry.email):
        yield f"{entry.email!r} is no e-mail address"


def _doubles(entries: list[Entry]) -> Iterator[tuple[int, str]]:
    people = [entry.owner.number or entry.owner.name for entry in entries]
    # Folders that differ in case only are one on some systems.
    count = Counter(person.casefold() for person in people)
    for entry, person in zip(entries, people, strict=True):
        if person and count[person.casefold()] > 1:
            text = f"{person!r} stands in {count[person.casefold()]} rows"
            if entry.owner.system in PLATFORMS:
                text += PLATFORMS[entry.owner.system].NAMESAKES
            yield entry.row, text
