"""CSV that spreadsheet programs only read, and never run."""

import csv
import io

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
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS_FORMULA) else cell
    return int(cell) if cell == int(cell) else round(cell, 2)
