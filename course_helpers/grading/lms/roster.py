"""A class list: a CSV file that a person writes, or that Canvas or Moodle exports.

Its kind is told by its first line:

    id,first_name,last_name,email    nbgrader's own
    a platform's, see its module; Moodle's in any language, by what its columns hold
    Moodle's grading worksheet, see `worksheet`
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms import PLATFORMS, canvas, moodle
from course_helpers.grading.lms.people import Owner
from course_helpers.grading.lms.spreadsheets import read_rows
from course_helpers.grading.lms.worksheet import is_worksheet, worksheet_of

# The course's own comes last: Canvas's file has a column "id", too.
COLUMNS = {"canvas": canvas.COLUMNS, "moodle": moodle.COLUMNS, "course": ({"id"},)}
"""For each kind the columns that it must have, in lower case; each set will do."""

_OTHER_NAMES = {**moodle.OTHER_NAMES, "e-mail": "email"}
_LOGINS = (*canvas.LOGINS, *moodle.LOGINS, "email")
_SECTIONS = (canvas.SECTION, moodle.SECTION)
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
        section: the section or group, or empty.
        team: the group that hands in together, or empty.
    """

    row: int
    cells: dict[str, str]
    owner: Owner
    first: str
    last: str
    email: str
    section: str = ""
    team: str = ""

    @property
    def logins(self) -> tuple[str, ...]:
        """Other names of the person, in lower case."""
        # Folders are often named by the first half of an address, as people log in.
        logins = self.owner.logins
        return (*logins, *(x.partition("@")[0] for x in logins if "@" in x))

    @property
    def name(self) -> str:
        """The name in full."""
        return f"{self.first} {self.last}".strip()


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
    rows = list(read_rows(path))
    columns = [cell.strip() for cell in rows[0][1]] if rows else []
    inner = [row for _, row in rows[1:]]
    if is_worksheet(columns, inner):
        return _from_worksheet(path, columns, rows[1:])
    kind, plain = _kind(path, columns, inner)
    entries, problems = [], []
    for number, row in rows[1:]:
        if len(row) != len(columns):
            problems.append((number, f"{len(row)} cells for {len(columns)} columns"))
            continue
        cells = {name: cell.strip() for name, cell in zip(plain, row, strict=True)}
        if kind in PLATFORMS and not PLATFORMS[kind].is_person(cells):
            continue
        shown = dict(zip(columns, row, strict=True))
        entry = _entry(kind, number, shown, cells)
        problems += [(number, what) for what in _wrong(entry)]
        entries.append(entry)
    return _checked(Roster(path, kind, columns, entries), problems)


def _from_worksheet(
    path: Path, columns: list[str], rows: list[tuple[int, list[str]]]
) -> Roster:
    lines = worksheet_of(path, columns, rows).lines.values()
    entries = [
        Entry(
            line.row,
            dict(zip(columns, line.cells, strict=True)),
            Owner(line.name, "moodle", "", line.logins),
            *line.name.rpartition(" ")[::2],
            next((login for login in line.logins if "@" in login), ""),
        )
        for line in lines
    ]
    problems = [(e.row, what) for e in entries for what in moodle.wrong(e.owner)]
    return _checked(Roster(path, "moodle", columns, entries), problems)


def _checked(roster: Roster, problems: list[tuple[int, str]]) -> Roster:
    problems += _doubles(roster.entries)
    if problems:
        raise rows_error(roster.path, problems)
    if not roster.entries:
        raise CourseError(
            f"{roster.path}: expected a row for each student; there is none."
        )
    return roster


def shared_in(roster: Roster) -> set[str]:
    """Return the names that several people in a list have."""
    count = Counter(entry.name for entry in roster.entries)
    return {name for name, times in count.items() if times > 1}


def rows_error(path: Path, problems: list[tuple[int, str]]) -> CourseError:
    """Return an error that names each wrong row."""
    shown = [f"  row {row}: {what}" for row, what in sorted(problems)]
    if len(shown) > _MOST_SHOWN:
        shown[_MOST_SHOWN:] = [f"  and {len(shown) - _MOST_SHOWN} more"]
    return CourseError(f"{path}: correct these rows first.\n" + "\n".join(shown))


def _kind(
    path: Path, columns: list[str], rows: list[list[str]]
) -> tuple[str, list[str]]:
    """Return the kind of a list, and its columns by names that this module knows."""
    for names in (columns, _translated(columns, rows)):
        plain = [_plain(name) for name in names]
        if canvas.TEAMS.keys() <= set(plain):
            plain = [canvas.TEAMS.get(name, name) for name in plain]
        for kind, choices in COLUMNS.items():
            needed = next((c for c in choices if c <= set(plain)), None)
            # Of two columns of one name nobody knows which counts.
            if needed and all(plain.count(name) == 1 for name in needed):
                return kind, plain
    raise CourseError(
        f"{path}: expected columns id,first_name,last_name,email, or what Canvas or "
        f"Moodle exports; got {','.join(columns)[:200] or 'none'}."
    )


def _translated(columns: list[str], rows: list[list[str]]) -> list[str]:
    """Return the columns of a class list in another language by their English names.

    Moodle's lists begin with first and last name, and have e-mail addresses; ID
    numbers stand between, groups behind.

    Args:
        columns: the names in the first line.
        rows: all other lines.

    Returns:
        The names in English as far as they could be told.
    """
    rows = [row for row in rows if len(row) == len(columns)]
    emails = [n for n in range(2, len(columns)) if _are_addresses(rows, n)]
    names = [cell for row in rows for cell in row[:2]]
    if len(emails) != 1 or any(c in "@0123456789" for name in names for c in name):
        return columns
    english = ["first name", "last name", *columns[2:]]
    english[emails[0]] = "email address"
    if emails[0] > 2:
        english[2] = "id number"
    # The participants' list ends with their groups, the gradebook with many columns.
    if emails[0] == len(columns) - 2:
        english[-1] = "groups"
    return english


def _are_addresses(rows: list[list[str]], column: int) -> bool:
    cells = [row[column].strip() for row in rows if row[column].strip()]
    return bool(cells) and all("@" in cell and " " not in cell for cell in cells)


def _plain(column: str) -> str:
    name = column.casefold().strip()
    return _OTHER_NAMES.get(name, name)


def _entry(kind: str, row: int, shown: dict[str, str], cells: dict[str, str]) -> Entry:
    logins = [cells[name].casefold() for name in _LOGINS if cells.get(name)]
    section = next((cells[name] for name in _SECTIONS if cells.get(name)), "")
    groups = section, cells.get("team", "")
    if kind in PLATFORMS:
        person = PLATFORMS[kind].person(cells, logins)
        return Entry(row, shown, *person, *groups)
    first, last = cells.get("first_name", ""), cells.get("last_name", "")
    owner = Owner(cells["id"], "course", "", tuple(logins))
    return Entry(row, shown, owner, first, last, cells.get("email", ""), *groups)


def _wrong(entry: Entry) -> Iterator[str]:
    if entry.owner.system in PLATFORMS:
        yield from PLATFORMS[entry.owner.system].wrong(entry.owner)
    elif not entry.owner.name:
        yield "there is no id"
    if entry.email and ("@" not in entry.email or " " in entry.email):
        yield f"{entry.email!r} is no e-mail address"


def _doubles(entries: list[Entry]) -> Iterator[tuple[int, str]]:
    # Folders that differ in case only are one on some systems. Where two people have
    # one name, what they log in with tells them apart.
    people = [
        (
            e.owner.number or e.owner.name.casefold(),
            e.owner.system == "moodle" and e.owner.logins,
        )
        for e in entries
    ]
    count = Counter(people)
    for entry, person in zip(entries, people, strict=True):
        if person[0] and count[person] > 1:
            name = entry.owner.number or entry.owner.name
            text = f"{name!r} stands in {count[person]} rows"
            if entry.owner.system in PLATFORMS:
                text += PLATFORMS[entry.owner.system].NAMESAKES
            yield entry.row, text
