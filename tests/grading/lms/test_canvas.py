import pytest

from course_helpers.grading.lms import canvas
from course_helpers.grading.lms.people import Named, Owner


@pytest.mark.parametrize(
    ("name", "owner", "upload"),
    [
        ("lovelaceada_77_901_x.ipynb", Owner("lovelaceada", "canvas", "77"), 901),
        ("lovelaceada_LATE_77_901_x.ipynb", Owner("lovelaceada", "canvas", "77"), 901),
        ("van_der_berg_79_953_x.ipynb", Owner("van_der_berg", "canvas", "79"), 953),
        ("anon_Ab1cD_954_x.ipynb", Owner("anon", "canvas", "Ab1cD"), 954),
        ("LATE_anon_Ab1cD_955_x.ipynb", Owner("anon", "canvas", "Ab1cD"), 955),
    ],
)
def test_name_tells_the_person_and_the_upload(name, owner, upload):
    late = "LATE" in name
    assert canvas.owner_of(name) == Named(owner, "x.ipynb", upload, late)


def test_what_was_typed_in_has_no_upload():
    owner = Owner("lovelaceada", "canvas", "77")
    named = canvas.owner_of("lovelaceada_77_text.html")
    assert named == Named(owner, "text.html", 0, False)


def test_what_a_learner_calls_the_file_names_nobody_else():
    named = canvas.owner_of("mallory_66_905_benbest_77_906_x.ipynb")
    assert (named.owner.name, named.rest) == ("mallory", "benbest_77_906_x.ipynb")


@pytest.mark.parametrize("name", ["ada.ipynb", "ada_03_softmax.ipynb", "ada_77_x"])
def test_other_names_are_not_canvass(name):
    assert canvas.owner_of(name) is None


@pytest.mark.parametrize(
    ("uploads", "name"),
    [
        (["ada_77_955_x-1.ipynb", "ada_77_901_x.ipynb"], "ada_77_955_x-1.html"),
        (["ada_77/x.ipynb", "in/ada_77_901_x.ipynb"], "ada_77_901_x.html"),
        (["ada_77/x.ipynb"], ""),
        ([], ""),
    ],
)
def test_feedback_has_the_name_of_the_newest_upload_from_canvas(uploads, name):
    assert canvas.feedback_file("ada", "77", "03_softmax", uploads) == name


@pytest.mark.parametrize("student", ["Lovelace, Ada", "Ada Lovelace"])
def test_person_has_the_name_that_files_have(student):
    logins = ["ada", "ada@example.org"]
    owner, *rest = canvas.person({"student": student, "id": "77"}, logins)
    assert rest == ["Ada", "Lovelace", "ada@example.org"]
    assert owner.name in ("lovelaceada", "adalovelace") and owner.number == "77"


def test_row_of_a_person_with_a_number_names_no_login():
    numbered = canvas.identity("Ada", "L", "77", "ada_77", "a@b")
    assert numbered == ["Ada L", "77", "", "", ""]
    assert canvas.identity("Ada", "L", "", "ada", "a@b")[3] == "ada"
