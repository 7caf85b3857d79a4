import csv
import io
import json

import pytest

from course_helpers.grading.collect.archive import handins_folder
from course_helpers.grading.collect.enrolment import enrol
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.canvas import GRADES
from course_helpers.grading.lms.roster import read_roster
from course_helpers.grading.lms.spreadsheets import to_csv
from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.report.export import export
from tests.grading.report.classes import L, M, handed_in, make_class

CANVAS_ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,03 Softmax (9912),Final Score
    Points Possible,,,,,8.00,(read only)
"Lovelace, Ada",77,S1,ada@example.org,A,,
"Müller, Eva",78,S2,eva,A,,
"Student, Test",99,,x,A,,
"""
MOODLE_ROSTER = """\
First name,Surname,ID number,Email address,Assignment: 03 Softmax (Real)
Ada,Lovelace,M1,ada@example.org,-
Eva,Müller,M2,eva@example.org,-
"""


def rows(path):
    """The rows of a CSV file by the names of its columns."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def written(folder, text, name="roster.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_plain_export_has_a_row_for_each_student_and_lesson(course, tmp_path):
    students = [f"s{number}" for number in range(20)]
    make_class(course, students, [L, M])
    path, left = export(course)
    assert (path, left) == (course.root / "grading" / "grades.csv", [])
    book, found = read_class(course), rows(path)
    assert len(found) == 40
    for row in found:
        hand_in = book.hand_ins.get((row["student_id"], row["assignment"]))
        if hand_in is None:
            assert (row["score"], row["note"]) == ("", "not handed in")
        elif not hand_in.graded:
            assert (row["score"], row["note"]) == ("", "an empty file")
        else:
            assert float(row["score"]) == hand_in.final_score
    late = next(row for row in found if row["late_submission_penalty"] == "0.5")
    assert late["timestamp"] == "2031-03-02 18:00:00 UTC"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " ="])
def test_no_cell_starts_a_formula(start):
    text = to_csv([[f"{start}cmd()", 2.5, 3.0, -1]])
    (cells,) = csv.reader(io.StringIO(text, newline=""))
    assert cells == [f"'{start}cmd()", "2.5", "3", "-1"]


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


# The roster


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_roster_enrols_the_class_with_names_and_emails(
    course, tmp_path, separator, encoding
):
    lines = [
        "id,first_name,last_name,email",
        "ada,Ada,Lovelace,ada@x.example",
        "eva,,,",
    ]
    text = "\r\n".join(line.replace(",", separator) for line in lines)
    path = written(tmp_path, text, encoding=encoding)
    assert enrol(course, path) == (["ada", "eva"], [])
    assert enrol(course, path) == ([], ["ada", "eva"])
    with course.api().gradebook as gradebook:
        ada = gradebook.find_student("ada")
        assert (ada.first_name, ada.last_name) == ("Ada", "Lovelace")
        assert ada.email == "ada@x.example"


@pytest.mark.parametrize("roster_first", [True, False])
@pytest.mark.parametrize(
    "text, names, students",
    [
        (
            CANVAS_ROSTER,
            [f"lovelaceada_77_901_{L}.ipynb", f"müllereva_78_902_{L}.ipynb"],
            ["lovelaceada_77", "müllereva_78"],
        ),
        (
            MOODLE_ROSTER,
            [f"Ada Lovelace_41_assignsubmission_file_/{L}.ipynb"],
            ["Ada_Lovelace", "Eva_Müller"],
        ),
    ],
)
def test_roster_and_hand_ins_give_a_person_the_same_folder(
    course, tmp_path, roster_first, text, names, students
):
    path = written(tmp_path, text)
    if roster_first:
        enrol(course, path)
    collected = handed_in(course, tmp_path, *names)
    if not roster_first:
        enrol(course, path)
    assert set(collected) <= set(students)
    book = read_class(course)
    assert list(book.people) == students
    assert book.people[students[0]].name == "Ada Lovelace"


@pytest.mark.parametrize(
    "text, said",
    [
        ("id,email\nada,x\nben,y@z", r"row 2: 'x' is no e-mail"),
        (
            "id,email\nada,\nben\n\n,a@b",
            r"(?s)row 3: 1 cells for 2.*row 5: there is no",
        ),
        ("id\nada\nben\nADA", r"(?s)row 2: 'ada' stands in 2 rows.*row 4"),
        ("id\nada/../x", "row 2: 'ada/../x' cannot be a folder's name"),
        (MOODLE_ROSTER + "Ada,Lovelace,M3,b@c,-", r"row 4.*different names|row 2"),
        (CANVAS_ROSTER + "Ann,,,,A,,", "row 6: ID should be Canvas's number"),
        ("name,points\nada,3", "expected columns id,first_name"),
        ("", "got none"),
        ("id\n", "there is none"),
        ("id\n" + "a b\n" * 30, "and 20 more"),
    ],
)
def test_roster_errors_name_the_row_and_enrol_nobody(course, tmp_path, text, said):
    with pytest.raises(CourseError, match=said):
        enrol(course, written(tmp_path, text))
    with course.api().gradebook as gradebook:
        assert gradebook.students == []
    assert not (handins_folder(course) / "names.json").exists()


def test_roster_in_another_encoding_is_said(tmp_path):
    with pytest.raises(CourseError, match="UTF-8"):
        read_roster(written(tmp_path, "id\nmüller", encoding="latin-1"))


def test_person_who_may_be_two_students_is_an_error(course, tmp_path):
    folder = handins_folder(course)
    folder.mkdir(parents=True)
    known = {"name": "Ada Lovelace", "system": "moodle", "ids": {}}
    names = {"Ada_Lovelace_1": known, "Ada_Lovelace_2": known}
    (folder / "names.json").write_text(json.dumps(names))
    with pytest.raises(CourseError, match="row 2: 'Ada Lovelace' may be any of Ada"):
        enrol(course, written(tmp_path, MOODLE_ROSTER))
