import pytest

from course_helpers.grading.collect.archive import handins_folder
from course_helpers.grading.collect.enrolment import enrol
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.roster import read_roster
from tests.grading.lms.rosters import CANVAS_ROSTER, MOODLE_ROSTER, written


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
        (MOODLE_ROSTER + "Ada,Lovelace,M1,ada@example.org,-", "row 4.*which tell"),
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
