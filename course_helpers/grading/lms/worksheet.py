"""What a platform says of one assignment: who handed in, and when.

Moodle's grading worksheet, in any language:

    Identifier,Full name,Email address,Status,Grade,Maximum Grade,...,Last modified
    Participant 44441,Anna Schmidt,anna@x.example,Submitted for grading,,8.00,...

The number is the one in the names of hand-ins; names are missing where they are hidden.
Or any table with the numbers of people and a time, such as Canvas's reports give:

    Student ID,Submitted At
    77,2026-03-06T17:42:00Z
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.dates import time_of
from course_helpers.grading.lms.spreadsheets import read_rows

# Participant 44441, Teilnehmer/in44441, 参加者 44441.
_IDENTIFIER = re.compile(r"([^\d@]*[^\d@\s])\s*(\d+)")
_IDS = ("canvas user id", "canvas_user_id", "student id", "user id", "id")
_UTC = ZoneInfo("UTC")
# Full names differ; what a column of states says is the same in most rows.
_MOST_OF, _FEW = 0.6, 2


@dataclass(frozen=True)
class Participant:
    """A row of a worksheet.

    Attributes:
        row: the line in the file; the first line is 1.
        number: the person's number in the names of hand-ins.
        name: the name in full; empty where it is hidden.
        logins: what the person is known by for good, in lower case.
        came: when the hand-in came, UTC; None if there is none, or no time.
        cells: all cells.
    """

    row: int
    number: str
    name: str
    logins: tuple[str, ...]
    came: datetime | None
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Worksheet:
    """A table of one assignment.

    Attributes:
        path: the file.
        system: "moodle" or "canvas".
        columns: the names in the first line.
        lines: the people, by number.
    """

    path: Path
    system: str
    columns: list[str]
    lines: dict[str, Participant]

    def team(self, number: str, prefix: str) -> list[str]:
        """Return the numbers of a person's team; none if it is no team.

        Args:
            number: the person's number.
            prefix: what stands before the name where the team handed in: Team 3-
        """
        line = self.lines.get(number)
        shared = [n for n, cell in enumerate(line.cells) if cell] if line else []
        # The column is called otherwise in each language; the team is not.
        columns = [n for n in shared if prefix.startswith(f"{line.cells[n]}-")]
        if not line or not columns:
            return []
        name = line.cells[columns[0]]
        return [n for n, other in self.lines.items() if other.cells[columns[0]] == name]

    def grade_column(self) -> int:
        """Return the column of the grades: the one before the same maximum for all.

        Raises:
            CourseError: there is none.
        """
        rows = [line.cells for line in self.lines.values()]
        for column in range(2, len(self.columns)):
            most = {row[column] for row in rows}
            grades = [
                row[column - 1] for row in rows if row[column - 1] not in ("", "-")
            ]
            if len(most) == 1 and all(map(_is_number, [*most, *grades])):
                return column - 1
        raise CourseError(
            f"{self.path}: expected a column for grades before one for the maximum; "
            f"got {','.join(self.columns)[:200]}."
        )

    def filled(self, scores: dict[str, float]) -> list[list[str]]:
        """Return the table with grades in it, as Moodle imports it.

        Args:
            scores: points by number; whose number is missing keeps the grade there.
        """
        column = self.grade_column()
        rows = [self.columns]
        for number, line in self.lines.items():
            cells = list(line.cells)
            if number in scores:
                text = f"{scores[number]:.2f}".rstrip("0").rstrip(".")
                # As the list itself writes numbers.
                comma = "," in cells[column + 1]
                cells[column] = text.replace(".", ",") if comma else text
            rows.append(cells)
        return rows


def as_worksheet(path: Path) -> Worksheet | None:
    """Return Moodle's grading worksheet; None if a file is another table.

    Raises:
        CourseError: it cannot be read.
    """
    rows = list(read_rows(path))
    columns = [cell.strip() for cell in rows[0][1]] if rows else []
    if not is_worksheet(columns, [row for _, row in rows[1:]]):
        return None
    return worksheet_of(path, columns, rows[1:])


def is_worksheet(columns: list[str], rows: list[list[str]]) -> bool:
    """Whether a table is Moodle's grading worksheet, which numbers people first."""
    matches = [_IDENTIFIER.fullmatch(row[0].strip()) for row in rows if row]
    words = {match[1] for match in matches if match}
    # A list of one's own may have ids such as s1001.
    own = "first_name" in columns or len(columns) < 5
    return bool(matches) and all(matches) and len(words) == 1 and not own


def read_worksheet(path: Path, zone: ZoneInfo = _UTC) -> Worksheet:
    """Return the people of an assignment, and when they handed in.

    Args:
        path: a CSV file.
        zone: the time zone of its times.

    Raises:
        CourseError: it is no such file.
    """
    rows = list(read_rows(path))
    columns = [cell.strip() for cell in rows[0][1]] if rows else []
    return worksheet_of(path, columns, rows[1:], zone)


def worksheet_of(
    path: Path,
    columns: list[str],
    rows: list[tuple[int, list[str]]],
    zone: ZoneInfo = _UTC,
) -> Worksheet:
    """Return the worksheet that a table is; raises as `read_worksheet`."""
    inner = [row for _, row in rows]
    wrong = next((n for n, row in rows if len(row) != len(columns)), None)
    if wrong:
        raise CourseError(
            f"{path}, row {wrong}: expected {len(columns)} cells, one for each column."
        )
    names = [column.casefold() for column in columns]
    if is_worksheet(columns, inner):
        system, key = "moodle", 0
    else:
        system = "canvas"
        keys = [names.index(name) for name in _IDS if name in names]
        numbered = [k for k in keys if all(row[k].strip().isdigit() for row in inner)]
        key = numbered[0] if numbered else None
    if key is None or not rows:
        raise CourseError(
            f"{path}: expected Moodle's grading worksheet, or a table with the columns "
            f"ID and Submitted At; got {','.join(columns)[:200] or 'none'}."
        )
    times, hidden = _times(inner, zone), system != "moodle" or _hides_names(inner)
    lines = {}
    for (number, row), came in zip(rows, times, strict=True):
        cells = tuple(cell.strip() for cell in row)
        digits = re.findall(r"\d+", cells[key])
        if digits:
            logins = tuple(dict.fromkeys(_logins(cells, key, system)))
            name = "" if hidden else cells[1]
            lines[digits[-1]] = Participant(
                number, digits[-1], name, logins, came, cells
            )
    return Worksheet(path, system, columns, lines)


def _times(rows: list[list[str]], zone: ZoneInfo) -> list[datetime | None]:
    """Return the times in the first column of times; Moodle's second is the grade's."""
    for column in range(1, len(rows[0]) if rows else 0):
        texts = [row[column].strip() for row in rows]
        written = [text for text in texts if text not in ("", "-")]
        # One look tells most columns; a learner's own text may stand in another one.
        if not written or time_of(written[0], zone) is None:
            continue
        times = [
            time_of(text, zone) if text not in ("", "-") else None for text in texts
        ]
        if all(
            time or text in ("", "-") for time, text in zip(times, texts, strict=True)
        ):
            return times
    return [None] * len(rows)


def _hides_names(rows: list[list[str]]) -> bool:
    """Whether the column after the number has no names: the state stands there then."""
    values = [row[1].strip() for row in rows]
    if any("@" in value for value in values):
        return True
    # Behind the state come the grade, empty or a number, and the same maximum for all.
    grades = [row[2].strip() for row in rows]
    most = {row[3].strip() for row in rows}
    are_grades = all(grade in ("", "-") or _is_number(grade) for grade in grades)
    if are_grades and len(most) == 1 and all(map(_is_number, most)):
        return True
    return len(set(values)) <= _MOST_OF * len(values) and len(rows) > _FEW


def _logins(cells: tuple[str, ...], key: int, system: str) -> Iterator[str]:
    if system != "moodle":
        return
    address = next((n for n, cell in enumerate(cells) if _is_address(cell)), None)
    if address is None:
        return
    yield cells[address].casefold()
    # Between the name and the address there is at most the ID number.
    if address == 3 and cells[2]:
        yield cells[2].casefold()


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"\d+([.,]\d+)?", cell) is not None


def _is_address(cell: str) -> bool:
    return "@" in cell and " " not in cell
