import json

import pytest

from course_helpers.grading.collect.archive import handins_folder
from course_helpers.grading.collect.enrolment import enrol
from course_helpers.grading.course import find_course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.record.class_reader import read_class
from tests.grading.lms.rosters import CANVAS_ROSTER, MOODLE_ROSTER, written
from tests.grading.report.classes import L, handed_in


@pytest.fixture
def course(course_folder):
    """A course with a gradebook, which enrolling needs."""
    return find_course(course_folder)


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


def test_person_who_may_be_two_students_is_an_error(course, tmp_path):
    folder = handins_folder(course)
    folder.mkdir(parents=True)
    ada = {"name": "Ada Lovelace", "system": "moodle", "ids": {}}
    names = {"Ada_Lovelace_1": ada, "Ada_Lovelace_2": ada}
    (folder / "names.json").write_text(json.dumps(names))
    with pytest.raises(CourseError, match="row 2: 'Ada Lovelace' may be any of Ada"):
        enrol(course, written(tmp_path, MOODLE_ROSTER))
