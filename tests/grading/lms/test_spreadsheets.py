import csv
import io

import pytest

from course_helpers.grading.lms.spreadsheets import to_csv


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " ="])
def test_no_cell_starts_a_formula(start):
    text = to_csv([[f"{start}cmd()", 2.5, 3.0, -1]])
    (cells,) = csv.reader(io.StringIO(text, newline=""))
    assert cells == [f"'{start}cmd()", "2.5", "3", "-1"]
