from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.worksheet import (
    as_worksheet,
    is_worksheet,
    read_worksheet,
)
from tests.grading import platforms
from tests.grading.lms.rosters import written
from tests.grading.platforms import Assignment, Person

ANNA = Person("Anna", "Schmidt", "anna@x.example", 1, team="Team 3")
BEN = Person("Ben", "O'Brien", "ben@x.example", 2, team="Team 3")
CY = Person("Cy", "Young", "cy@x.example", 3)
TIME = datetime(2026, 3, 6, 16, 42, tzinfo=UTC)


def sheet(folder, language="en", **more):
    work = Assignment("03_softmax", 44)
    for place, person in enumerate((ANNA, BEN)):
        work.handed_in[person] = ("x.ipynb", b"", TIME + timedelta(days=place))
    return platforms.in_moodle(folder, work, [ANNA, BEN, CY], language, **more)[1]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("teams", [True, False])
def test_worksheet_tells_who_and_when_in_any_language(tmp_path, language, teams):
    path = sheet(tmp_path, language, teams=teams)
    lines = read_worksheet(path, platforms.ZONE).lines
    assert [line.name for line in lines.values()] == [p.name for p in (ANNA, BEN, CY)]
    assert lines["44001"].logins == ("anna@x.example",)
    times = [line.came for line in lines.values()]
    assert times == [TIME, TIME + timedelta(days=1), None]


def test_a_team_is_who_stands_in_its_group(tmp_path):
    worksheet = read_worksheet(sheet(tmp_path, "de", teams=True))
    assert worksheet.team("44001", "Team 3-Anna Schmidt") == ["44001", "44002"]
    assert worksheet.team("44001", "Anna Schmidt") == []
    assert worksheet.team("44003", "Team 3-Cy Young") == []


@pytest.mark.parametrize(("language", "points"), [("en", "7.5"), ("de", "7,5")])
def test_grades_go_into_their_column_alone(tmp_path, language, points):
    path = sheet(tmp_path, language)
    before = platforms.read(path)
    filled = as_worksheet(path).filled({"44001": 7.5})
    head, *rows = filled
    grade = platforms.WORKSHEET[language].split("|")[4]
    for row, old in zip(rows, before, strict=True):
        given = points if row[0].endswith("44001") else ""
        assert dict(zip(head, row, strict=True)) == old | {grade: given}


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_state_is_no_name_where_names_are_hidden(tmp_path, count):
    text = "Identifier,Status,Grade,Maximum Grade,Last modified (submission)\n"
    states = ["No submission", "Submitted for grading", "Draft"]
    for n in range(count):
        text += f"Participant {n + 1},{states[n % 3]},,8.00,-\n"
    lines = read_worksheet(written(tmp_path, text)).lines
    assert {line.name for line in lines.values()} == {""}


def test_table_of_times_has_the_numbers_of_canvas(tmp_path):
    text = "Student Name,Student ID,Submitted At\nAda,77,2026-03-06T17:42:00+01:00\n"
    worksheet = read_worksheet(written(tmp_path, text), ZoneInfo("Asia/Tokyo"))
    assert worksheet.system == "canvas" and worksheet.lines["77"].came == TIME


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "got none"),
        ("id,first_name\ns1,Ada\n", "grading worksheet, or a table"),
        ("ID,Submitted At\n77\n", "row 2: expected 2 cells"),
    ],
)
def test_what_is_no_worksheet_is_said(tmp_path, text, said):
    with pytest.raises(CourseError, match=said):
        read_worksheet(written(tmp_path, text))


def test_list_of_ones_own_is_no_worksheet(tmp_path):
    text = "id,first_name,last_name,email,section\ns1,Ada,L,a@b,A\ns2,Ben,B,b@b,A\n"
    assert as_worksheet(written(tmp_path, text)) is None


def test_one_person_without_an_address_has_a_name(tmp_path):
    head = "Identifier,Full name,Status,Grade,Maximum Grade\n"
    path = written(tmp_path, f"{head}Participant 7,Anna Schmidt,Draft,,8.00\n")
    assert read_worksheet(path).lines["7"].name == "Anna Schmidt"


def test_person_is_known_by_address_and_by_an_id_number_where_there_is_one(tmp_path):
    text = "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade\n"
    text += "Participant 1,Anna,S1,Anna@x.example,Draft,,8.00\n"
    text += "Participant 2,Ben,,ben@x.example,Draft,,8.00\n"
    lines = read_worksheet(written(tmp_path, text)).lines
    logins = [line.logins for line in lines.values()]
    assert logins == [("anna@x.example", "s1"), ("ben@x.example",)]


def test_table_that_numbers_only_some_people_is_no_worksheet():
    columns = ["Identifier", "Full name", "Status", "Grade", "Maximum Grade"]
    numbered, other = [["Participant 1", *"abcd"], ["Total", *"abcd"]]
    assert is_worksheet(columns, [numbered, numbered])
    assert not is_worksheet(columns, [numbered, other])
    assert not is_worksheet(columns, [numbered, ["Team 2", *"abcd"]])
    assert not is_worksheet(columns[:4], [numbered[:4]])
