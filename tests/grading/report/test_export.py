import csv

import pytest

from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.canvas import GRADES
from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.report.export import export
from tests.grading.lms.rosters import CANVAS_ROSTER, MOODLE_ROSTER, written
from tests.grading.report.classes import L, M, handed_in, make_class


def rows(path):
    """The rows of a CSV file by the names of its columns."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_plain_export_has_a_row_for_each_student_and_lesson(course, tmp_path):
    students = [f"s{number}" for number in range(20)]
    make_class(course, students, [L, M])
    path, left = export(course)
    assert (path, left) == (course.root / "grading" / "grades.csv", [])
    book, lines = read_class(course), rows(path)
    assert len(lines) == 40
    for row in lines:
        hand_in = book.hand_ins.get((row["student_id"], row["assignment"]))
        if hand_in is None:
            assert (row["score"], row["note"]) == ("", "not handed in")
        elif not hand_in.graded:
            assert (row["score"], row["note"]) == ("", "an empty file")
        else:
            assert float(row["score"]) == hand_in.final_score
    late = next(row for row in lines if row["late_submission_penalty"] == "0.5")
    assert late["timestamp"] == "2031-03-02 18:00:00 UTC"


def test_formula_in_a_name_is_text_in_every_form(course, tmp_path):
    make_class(course, ["=1+1"], [L], careful=True)
    with course.api().gradebook as gradebook:
        gradebook.update_or_create_student("=1+1", first_name="@x", last_name="-y;=z")
    for form in ("plain", "canvas", "moodle"):
        export(course, tmp_path / form, form)
        with (tmp_path / form).open(newline="", encoding="utf-8-sig") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert any("@x" in cell for cell in cells)
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_canvas_import_takes_the_rosters_people_and_its_name_of_the_lesson(
    course, tmp_path
):
    names = (f"lovelaceada_77_901_{L}.ipynb", f"müllereva_LATE_78_902_{L}.ipynb")
    students = handed_in(course, tmp_path, *names)
    make_class(course, [*students, "guest"], [L, M], careful=True)
    roster = written(tmp_path, CANVAS_ROSTER)
    _, left = export(course, tmp_path / "canvas.csv", "canvas", roster)
    assert left == ["guest"]
    worth, ada, eva = rows(tmp_path / "canvas.csv")
    assert list(worth) == [*GRADES, "03 Softmax (9912)", M]
    assert (worth["Student"], worth[M]) == ("Points Possible", "9")
    assert (ada["Student"], ada["ID"], ada["SIS User ID"]) == (
        "Lovelace, Ada",
        "77",
        "S1",
    )
    book = read_class(course)
    score = book.hand_ins["müllereva_78", L].final_score
    assert float(eva["03 Softmax (9912)"]) == score


def test_canvas_import_without_a_roster_has_canvas_numbers(course, tmp_path):
    students = handed_in(course, tmp_path, f"lovelaceada_77_901_{L}.ipynb")
    make_class(course, [*students, "guest"], [L], careful=True)
    export(course, tmp_path / "c.csv", "canvas")
    _, guest, ada = rows(tmp_path / "c.csv")
    assert (ada["Student"], ada["ID"]) == ("lovelaceada", "77")
    assert (guest["ID"], guest["SIS Login ID"]) == ("", "guest")


def test_moodle_import_finds_people_by_name_and_by_email(course, tmp_path):
    students = handed_in(
        course, tmp_path, f"Ada Lovelace_41_assignsubmission_file_/{L}.ipynb"
    )
    make_class(course, [*students, "eva"], [L], careful=True)
    roster = written(tmp_path, MOODLE_ROSTER)
    assert export(course, tmp_path / "m.csv", "moodle", roster)[1] == []
    ada, eva = rows(tmp_path / "m.csv")
    book = read_class(course)
    assert (ada["First name"], ada["ID number"]) == ("Ada", "M1")
    assert ada["Email address"] == "ada@example.org"
    name = "Assignment: 03 Softmax (Real)"
    assert float(ada[name]) == book.hand_ins["Ada_Lovelace", L].final_score
    assert float(eva[name]) == book.hand_ins["eva", L].final_score


def test_wrong_form_and_wrong_roster_are_said(course, tmp_path):
    make_class(course, ["ada"], [L], careful=True)
    with pytest.raises(CourseError, match="expected one of plain, canvas, moodle"):
        export(course, tmp_path / "x", "excel")
    roster = written(tmp_path, MOODLE_ROSTER)
    with pytest.raises(CourseError, match="it is one of moodle"):
        export(course, tmp_path / "x", "canvas", roster)
    assert not (tmp_path / "x").exists()


MOODLE_HEAD = (
    "First name,Last name,Assignment: 03 Softmax (Real),Quiz: 03_softmax (Real)"
)
CANVAS_HEAD = (
    "Student,ID,SIS User ID,SIS Login ID,Section,03_softmax (1),03 Softmax (2)"
)


@pytest.mark.parametrize(
    ("form", "table", "columns"),
    [
        ("moodle", f"{MOODLE_HEAD}\nAda,Lovelace,,\n", "Assign.*Quiz"),
        ("canvas", f"{CANVAS_HEAD}\nada,1,s1,ada,A,,\n", "03_softmax.*03 Softmax"),
    ],
)
def test_two_columns_for_one_lesson_are_named_and_nothing_is_guessed(
    course, tmp_path, form, table, columns
):
    make_class(course, ["ada"], [L], careful=True)
    roster = written(tmp_path, table)
    with pytest.raises(CourseError, match=f"one column for 03_softmax; got {columns}"):
        export(course, tmp_path / "x", form, roster)
    assert not (tmp_path / "x").exists()


def test_worksheet_gets_each_persons_grade_and_says_who_is_not_in_it(course, tmp_path):
    names = (f"{who}_assignsubmission_file_/{L}.ipynb" for who in ("Ada_41", "Eva_42"))
    ada, eva = handed_in(course, tmp_path, *names)
    make_class(course, [ada, eva, "guest"], [L], careful=True)
    sheet = "Identifier,Full name,Email address,Status,Grade,Maximum Grade\n"
    for number, name in (("42", "Eva"), ("41", "Ada"), ("43", "Cy")):
        sheet += f"Participant {number},{name},{name}@x.example,Draft,,8.00\n"
    roster = written(tmp_path, sheet, f"Grades-{L}-7.csv")
    target = tmp_path / "m.csv"
    assert export(course, target, "moodle", roster)[1] == ["guest"]
    book = read_class(course)
    points = [book.hand_ins[student, L].final_score for student in (eva, ada)]
    grades = [row["Grade"] for row in rows(target)]
    assert [*map(float, grades[:2]), grades[2]] == [*points, ""]
    # As Canvas takes it, and Moodle: without the mark that Excel needs.
    assert not target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert export(course, form="canvas")[0].name == "grades-canvas.csv"
