import zipfile

import pytest
from nbgrader.api import Comment

from course_helpers.grading.collect.collector import collect
from course_helpers.grading.collect.enrolment import enrol
from course_helpers.grading.collect.folders import NotebookFile
from course_helpers.grading.collect.owners import claimed
from course_helpers.grading.errors import CourseError
from course_helpers.grading.report.feedback import write_pages, write_zips
from tests.grading.lms.rosters import written
from tests.grading.report.classes import L, M, handed_in, make_class


def pages(course):
    return {path.stem: path.read_text("utf-8") for path in write_pages(course)}


def test_page_has_every_lesson_with_points_criteria_and_messages(course):
    make_class(course, ["ada", "ben"], [L, M], careful=True)
    texts = pages(course)
    assert texts.keys() == {"ada", "ben"}
    ada = texts["ada"]
    assert "03 softmax" in ada and "05 losses" in ada
    assert "ben" not in ada
    assert "✓" in ada and "✗" in ada and "criterion 2" in ada
    assert "row 0 of your result" in ada or "expected" in ada
    assert "to be read" in ada


def test_page_shows_what_a_person_wrote_and_gave(course):
    make_class(course, ["ada"], [L], careful=True)
    with course.api().gradebook as gradebook:
        gradebook.add_solution_cell("reflection", L, L)
        notebook = gradebook.find_submission_notebook(L, L, "ada")
        cell = gradebook.find_solution_cell("reflection", L, L)
        text = "Good, but <b>why</b>?"
        gradebook.db.add(Comment(cell=cell, notebook=notebook, manual_comment=text))
        grade = gradebook.find_grade("reflection", L, L, "ada")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    page = pages(course)["ada"]
    assert "Good, but &lt;b&gt;why&lt;/b&gt;?" in page
    assert "reflection: 1.5 of 2" in " ".join(page.split()) and "to be read" not in page


def test_page_of_a_failed_hand_in_says_why(course):
    students = [f"s{number}" for number in range(30)]
    make_class(course, students, [L])
    assert any("an empty file" in page for page in pages(course).values())


def test_hostile_name_is_only_shown(course):
    make_class(course, ["<script>x"], [L], careful=True)
    (page,) = pages(course).values()
    assert "<script" not in page and "&lt;script&gt;x" in page


@pytest.mark.parametrize(
    "system, name, entry",
    [
        (
            "moodle",
            f"Eva Müller_41_assignsubmission_file_/{L}.ipynb",
            f"Eva Müller_41_assignsubmission_file_/{L}_feedback.html",
        ),
        ("canvas", f"lovelaceada_77_901_{L}-2.ipynb", f"lovelaceada_77_901_{L}-2.html"),
        ("canvas", f"l_LATE_78_902_{L}.ipynb", f"l_LATE_78_902_{L}.html"),
    ],
)
def test_zip_names_files_as_the_system_wants_them(
    course, tmp_path, system, name, entry
):
    (student,) = handed_in(course, tmp_path, name)
    make_class(course, [student, "guest"], [L], careful=True)
    ((path, left),) = write_zips(course, system)
    assert left == ["guest"]
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [entry]
        text = archive.read(entry).decode()
    assert "03 softmax" in text and "05 losses" not in text
    # The name that goes back tells the same person as the name that came.
    came, back = (
        claimed([NotebookFile(tuple(n.split("/")), bytes)], [L, M], {})[0]
        for n in (name, entry)
    )
    assert came.owner == back.owner


def test_canvas_zip_names_the_newest_upload_from_canvas(course, tmp_path):
    first, last = f"ada_77_901_{L}.ipynb", f"ada_77_955_{L}-1.ipynb"
    (student,) = handed_in(course, tmp_path, first)
    (tmp_path / "in" / first).rename(tmp_path / "in" / last)
    (tmp_path / "in" / last).write_text('{"changed": 1}')
    assert handed_in(course, tmp_path) == [student]
    by_mail = tmp_path / student / f"{L}.ipynb"
    by_mail.parent.mkdir()
    by_mail.write_text('{"changed": 2}')
    assert [item.student for item in collect(course, by_mail)] == [student]
    make_class(course, [student], [L], careful=True)
    ((path, _),) = write_zips(course, "canvas")
    assert zipfile.ZipFile(path).namelist() == [f"ada_77_955_{L}-1.html"]


def test_list_of_ones_own_and_hand_ins_from_moodle_give_moodles_names(course, tmp_path):
    text = "id,first_name,last_name,email\nal7,Ada,Lovelace,ada@x.example\n"
    enrol(course, written(tmp_path, text))
    name = f"Ada Lovelace_41_assignsubmission_file_/{L}.ipynb"
    assert handed_in(course, tmp_path, name) == ["al7"]
    make_class(course, ["guest"], [L], careful=True)
    ((path, left),) = write_zips(course, "moodle")
    (entry,) = zipfile.ZipFile(path).namelist()
    assert "_41_assignsubmission_file_/" in entry and left == ["guest"]


def test_zip_for_an_unknown_system_is_said(course):
    with pytest.raises(CourseError, match="expected one of moodle, canvas"):
        list(write_zips(course, "ilias"))


def test_zip_of_hand_ins_from_elsewhere_is_said(course):
    make_class(course, ["ada"], [L], careful=True)
    with pytest.raises(CourseError, match="from canvas's zip file; there are none"):
        list(write_zips(course, "canvas"))
    assert not list(course.root.glob("grading/pages/*"))
