import pytest

from course_helpers.grading.lms import moodle
from course_helpers.grading.lms.people import Named, Owner


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Eva Müller_41_assignsubmission_file_", ""),
        ("Eva Müller_41_assignsubmission_file", ""),
        ("Eva Müller_41_assignsubmission_onlinetext_", ""),
        ("Eva Müller_41_assignsubmission_file_my_3.ipynb", "my_3.ipynb"),
        ("Eva Müller_41_assignsubmission_file_Ben_2_file_x", "Ben_2_file_x"),
    ],
)
def test_name_tells_the_person_and_what_is_the_learners(name, rest):
    owner = Owner("Eva Müller", "moodle", "41")
    assert moodle.owner_of(name) == Named(owner, rest)


@pytest.mark.parametrize(
    "name",
    [
        "Eva Müller",
        "Eva_Müller_41_assignsubmission_file_",
        "müllereva_41_902_Ben_2_assignsubmission_file_x.ipynb",
    ],
)
def test_other_names_are_not_moodles(name):
    assert moodle.owner_of(name) is None


@pytest.mark.parametrize("name", ["Eva Müller", "Eva/../Ben"])
def test_feedback_lies_in_one_folder_of_the_same_number(name):
    path = moodle.feedback_file(name, "41", "03_softmax", [])
    folder, file = path.split("/")
    assert moodle.owner_of(folder).owner.number == "41"
    assert file == "03_softmax_feedback.html"


def test_person_without_a_name_is_wrong():
    owner, *_ = moodle.person({"first name": "", "last name": ""}, [])
    assert list(moodle.wrong(owner)) == ["there is no name"]
