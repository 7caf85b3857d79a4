import json
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.collect.archive import handins_folder, history
from course_helpers.grading.collect.collector import collect
from course_helpers.grading.errors import CourseError
from course_helpers.grading.grade import grade_all
from course_helpers.grading.lms.people import load_names, save_names
from course_helpers.grading.notebook import read
from course_helpers.grading.record.gradebook import handed_in
from course_helpers.grading.record.merge import merge, preview, undo
from course_helpers.grading.release.make import release
from tests.conftest import right_answers

LESSON = "01_tensors"
pytestmark = pytest.mark.usefixtures("sandbox")


def hand_in(course, folder, student, answers):
    """Collect a notebook as a student's, and grade it."""
    notebook = read(course.notebook("release", LESSON))
    for name in answers:
        answer_cells(notebook)[name].source = right_answers()[name]
    path = folder / student / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    list(collect(course, path, student=student))
    return grade(course)


def grade(course):
    pairs = [(LESSON, student) for student in handed_in(course, LESSON)]
    return {row.student: row.score for row in grade_all(course, pairs)}


def mark(course, student, points, comment):
    with course.api().gradebook as gradebook:
        found = gradebook.find_grade("reflection", LESSON, LESSON, student)
        found.manual_score = points
        text = gradebook.find_comment("reflection", LESSON, LESSON, student)
        text.manual_comment = comment
        gradebook.db.commit()


def marks(course):
    with course.api().gradebook as gradebook:
        return {
            found.student.id: (found.score, [c.comment for c in notebook.comments])
            for found in gradebook.assignment_submissions(LESSON)
            for notebook in found.notebooks
        }


def rows(course):
    """All that the gradebook holds, table by table."""
    with closing(sqlite3.connect(course.root / "grading" / "gradebook.db")) as book:
        tables = book.execute("select name from sqlite_master where type = 'table'")
        return {
            name: sorted(book.execute(f'select * from "{name}"'), key=repr)
            for (name,) in tables.fetchall()
        }


def files(course, student):
    """What lies in a student's folders, but for the archive's."""
    root = course.root / "grading"
    return {
        (kind, str(path.relative_to(root / kind / student))): path.read_bytes()
        for kind in ("submitted", "autograded", "recorded")
        for path in (root / kind / student).rglob("*")
        if path.is_file()
    }


@pytest.fixture
def two(course, tmp_path):
    """A course in which ada and lovelace are one person, who has two entries."""
    release(course, LESSON, run=False)
    hand_in(course, tmp_path / "in", "ada", ["neuron"])
    mark(course, "ada", 1.5, "well said")
    return course


def test_all_of_the_old_entry_goes_to_the_new_one_and_back(two, tmp_path):
    with two.api().gradebook as gradebook:
        gradebook.add_student("lovelace", first_name="Ada")
    before = marks(two)
    (step,) = preview(two, "ada", "lovelace")
    assert (step.counts, step.hand_ins, step.left) == ("ada", (1, 0), 0)
    assert marks(two) == before, "a preview changes nothing"
    merge(two, "ada", "lovelace")
    assert marks(two) == {"lovelace": before["ada"]}
    assert grade(two) == {"lovelace": 3.5}
    with two.api().gradebook as gradebook:
        assert [student.id for student in gradebook.students] == ["lovelace"]
    # What comes under the old name from now on is the new one's.
    names = json.loads((handins_folder(two) / "names.json").read_text())
    assert ["ada", ""] in names["lovelace"]["also"]
    assert undo(two) == ("ada", "lovelace")
    assert marks(two) == before and grade(two) == {"ada": 3.5}


def test_newer_hand_in_counts_and_the_older_is_kept(two, tmp_path):
    scores = hand_in(two, tmp_path / "in", "lovelace", ["neuron", "two_layer"])
    assert scores == {"ada": 3.5, "lovelace": 4}
    (step,) = merge(two, "ada", "lovelace")
    assert (step.counts, step.left) == ("lovelace", 2)
    assert grade(two) == {"lovelace": 4}
    assert len(history(handins_folder(two) / "lovelace" / LESSON)) == 2
    # What was handed in after it stays, whatever becomes of the merge.
    hand_in(two, tmp_path / "in", "lovelace", ["neuron", "two_layer", "standardize"])
    undo(two)
    assert grade(two) == {"ada": 3.5, "lovelace": 6}
    assert marks(two)["ada"][0] == 3.5


def test_newer_hand_in_of_the_old_entry_counts_and_all_that_is_known_joins(
    two, tmp_path
):
    hand_in(two, tmp_path / "in", "lovelace", ["two_layer"])
    hand_in(two, tmp_path / "in", "ada", ["neuron", "standardize"])
    folder, before, held = handins_folder(two), marks(two), files(two, "ada")
    assert {kind for kind, _ in held} >= {"submitted", "autograded"}
    names = load_names(folder)
    names["ada"] |= {"section": "B", "logins": ["ada1"], "team": "Red"}
    names["lovelace"] |= {"logins": ["lace", "ada1"], "team": "Blue"}
    save_names(folder, names)
    with two.api().gradebook as gradebook:
        gradebook.find_assignment(LESSON).duedate = datetime(2126, 3, 6, 17)
        submission = gradebook.find_submission(LESSON, "ada")
        submission.timestamp = datetime(2026, 3, 6, 16, 59, 30, 250_000)
        submission.extension = timedelta(hours=2)
        gradebook.db.commit()
    book = rows(two)
    (step,) = merge(two, "ada", "lovelace")
    assert (step.counts, step.hand_ins) == ("ada", (2, 1))
    assert marks(two) == {"lovelace": before["ada"]}
    assert files(two, "lovelace") == held and files(two, "ada") == {}
    assert grade(two) == {"lovelace": before["ada"][0]}
    joined = load_names(folder)
    assert joined.keys() == {"lovelace"}
    assert joined["lovelace"]["logins"] == ["ada1", "lace"]
    known = joined["lovelace"]["section"], joined["lovelace"]["team"]
    assert known == ("B", "Blue")
    undo(two)
    assert rows(two) == book and load_names(folder) == names
    assert files(two, "ada") == held


def test_what_was_only_graded_and_never_collected_goes_along(two):
    """Somebody may have put it into grading/submitted, or deleted the hand-ins."""
    shutil.rmtree(handins_folder(two) / "ada")
    before = marks(two)
    with two.api().gradebook as gradebook:
        gradebook.add_student("lovelace")
    (step,) = merge(two, "ada", "lovelace")
    assert (step.counts, step.hand_ins) == ("ada", (0, 0))
    assert marks(two) == {"lovelace": before["ada"]}
    undo(two)
    assert marks(two) == before


def test_who_is_nobody_or_the_same_is_said(two):
    for old, new in (("nobody", "ada"), ("ada", "nobody"), ("ada", "ada")):
        with pytest.raises(CourseError, match="^merge: expected two students"):
            preview(two, old, new)
    with pytest.raises(CourseError, match="there is none"):
        undo(two)
