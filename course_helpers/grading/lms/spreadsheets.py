"""CSV: read as it is, and written so that spreadsheet programs never run it."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from course_helpers.grading.errors import CourseError

Value = str | float
Rows = list[list[Value]]

# Some programs take full-width signs for the plain ones.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(rows: Rows) -> str:
    """Return rows as CSV; no cell of text can start a formula in a spreadsheet."""
    file = io.StringIO()
    # Quoted text stays one cell in spreadsheets that separate by semicolons, too.
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue()


def _safe(cell: Value) -> Value:
    if cell == "-":  # alone it is no formula, and Moodle's for nothing
        return cell
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS_FORMULA) else cell
    return int(cell) if cell == int(cell) else round(cell, 2)


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file that are not empty, with their line numbers.

    Raises:
        CourseError: it is not UTF-8, or no CSV.
    """
    try:
        # Never guessed: read in a wrong encoding, names would go wrong silently. Excel
        # puts a mark before UTF-8, which is no part of the first column's name.
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(
            f"{path}: expected UTF-8; it is not. Save it as 'CSV UTF-8'."
        ) from None
    except OSError as error:
        raise CourseError(
            f"{path}: expected a CSV file; it cannot be read ({error.strerror})."
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
