import csv
import re

import nbformat
import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.utils import notebook_hash

from course_helpers.cells import answer_cells
from course_helpers.check.catalogue import exercises
from course_helpers.check.contract import Criterion, Verdict
from course_helpers.grading.course import quiet
from course_helpers.grading.errors import CourseError
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.record import replay
from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.record.gradebook import (
    handed_in,
    joined,
    register,
    row,
)
from course_helpers.grading.record.lateness import Lateness
from course_helpers.grading.release.make import release
from course_helpers.grading.report.export import export
from course_helpers.grading.report.feedback import feedback
from course_helpers.grading.run.results import Result
from tests.conftest import points_of_checks, right_answers

LESSON = "01_tensors"
RIGHT = right_answers()
TOTAL = points_of_checks()
REFLECTION = 2
pytestmark = pytest.mark.usefixtures("sandbox")


def hand_in(course, student, answers):
    notebook = read(course.notebook("release", LESSON))
    for name, source in answers.items():
        answer_cells(notebook)[name].source = source
    path = course.notebook("submitted", LESSON, student)
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return path


def graded(course, **settings):
    pairs = [(LESSON, student) for student in handed_in(course, LESSON)]
    return {row.student: row for row in grade_all(course, pairs, Settings(**settings))}


@pytest.fixture
def released(course):
    release(course, LESSON, run=False)
    return course


def test_class_is_graded_and_one_bad_hand_in_stops_nobody(released):
    hand_in(released, "ada", RIGHT | {"reflection": "A matrix product."})
    hand_in(released, "ben", {"neuron": RIGHT["neuron"]})
    hand_in(released, "cy", {}).write_text("this is no notebook")
    rows = graded(released)

    assert (rows["ada"].score, rows["ada"].open_questions) == (TOTAL, 1)
    assert (rows["ben"].score, rows["ben"].max_score) == (2, TOTAL + REFLECTION)
    assert rows["cy"].score is None and rows["cy"].reason

    assert released.api().generate_feedback(LESSON, "ben")["success"]
    page = released.notebook("feedback", LESSON, "ben").with_suffix(".html")
    assert "not written yet" in page.read_text()

    assert exported(released) == {"ada": f"{TOTAL}", "ben": "2", "cy": ""}


def test_lines_of_a_message_stay_lines(released):
    """Numbers that a message shows below each other."""
    message = "expected\n  1.0  2.0\n  3.0  4.0\n\n" + "Look at the order. " * 9
    notebook = read(released.notebook("release", LESSON))
    names = [x.removeprefix("check-") for x in (c.id for c in notebook.cells)]
    criteria = (Criterion("the values", 1, message),)
    found = {n: Verdict(n, 1, criteria) for n in names if n in exercises()}
    replay.fill(notebook, Result(0, verdicts=found))
    cell = next(c for c in notebook.cells if c.id == "check-neuron")
    printed = cell.outputs[0].text
    assert "\nexpected\n  1.0  2.0\n  3.0  4.0\n\nLook at" in printed
    assert max(map(len, printed.splitlines())) <= 88


def exported(course):
    target, _ = export(course)
    with target.open(newline="", encoding="utf-8-sig") as file:
        return {line["student_id"]: line["score"] for line in csv.DictReader(file)}


def test_register_makes_a_lesson_known_to_a_fresh_gradebook(course):
    register(course, LESSON)
    register(course, LESSON)
    with course.api().gradebook as gradebook:
        assert gradebook.find_assignment(LESSON).max_score == TOTAL + REFLECTION
    assert not course.folder("release").exists()


def test_lesson_of_which_only_a_part_is_known_is_registered_again(course):
    register(course, LESSON)
    with course.api().gradebook as gradebook:  # as nbgrader leaves it when killed
        for cell in gradebook.find_notebook(LESSON, LESSON).source_cells[3:]:
            gradebook.db.delete(cell)
        gradebook.db.commit()
    register(course, LESSON)
    with course.api().gradebook as gradebook:
        cells = gradebook.find_notebook(LESSON, LESSON).source_cells
        assert len(cells) == 2 * len(RIGHT) + 1


def test_gradebook_is_made_whole_or_not_at_all(course, monkeypatch):
    gradebook = course.root / "grading" / "gradebook.db"
    gradebook.unlink()
    with monkeypatch.context() as patch:
        patch.setattr("nbgrader.api.get_alembic_version", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            course.api()
    assert not gradebook.exists()
    course.api()
    assert gradebook.exists()


def test_what_is_graded_is_not_run_again_and_a_new_hand_in_counts(released):
    path = hand_in(released, "ada", {"neuron": RIGHT["neuron"]})
    assert graded(released)["ada"].score == 2
    before = {p: p.stat().st_mtime_ns for p in released.root.glob("grading/**/*.json")}
    assert graded(released)["ada"].score == 2
    after = {p: p.stat().st_mtime_ns for p in released.root.glob("grading/**/*.json")}
    assert before == after and before

    path.write_text("{}")
    row = graded(released)["ada"]
    assert row.score is None and "no cells" in row.reason
    with released.api().gradebook as gradebook:
        assert gradebook.submission_dicts(LESSON) == []


@pytest.fixture
def refusing(monkeypatch):
    """Call refusing(log) to let nbgrader's autograde fail with that log."""

    def refuse(log):
        reply = {"success": False, "log": log}
        monkeypatch.setattr(NbGraderAPI, "autograde", lambda *a, **k: reply)

    return refuse


def test_what_nbgrader_does_not_take_keeps_its_reason_and_no_score(released, refusing):
    hand_in(released, "ada", RIGHT)
    assert graded(released)["ada"].score == TOTAL
    refusing("ValueError: a strange one")
    told = graded(released, force=True)["ada"]
    assert told.score is None and "a strange one" in told.reason
    assert exported(released) == {"ada": ""}


def test_full_disk_is_no_fault_of_a_hand_in_and_stops_grading(released, refusing):
    hand_in(released, "ada", RIGHT)
    refusing("OSError: [Errno 28] No space left on device")
    with pytest.raises(CourseError, match="Make room"):
        graded(released)
    with released.api().gradebook as gradebook:
        assert gradebook.submission_dicts(LESSON) == []


def test_hand_in_that_is_gone_keeps_its_score_and_says_so(released):
    path = hand_in(released, "ada", RIGHT)
    graded(released)
    path.unlink()
    (told,) = grade_all(released, [(LESSON, "ada")])
    assert (told.score, told.max_score) == (None, TOTAL + REFLECTION)
    assert "cannot be read" in told.reason
    assert row(released, LESSON, "ada").score == TOTAL


def test_penalty_is_taken_off_what_a_row_shows(released, monkeypatch):
    hand_in(released, "ada", RIGHT)
    graded(released)
    with released.api().gradebook as gradebook:
        (notebook,) = gradebook.find_submission(LESSON, "ada").notebooks
        notebook.late_submission_penalty = 1.5
        gradebook.db.commit()
    monkeypatch.setattr(Lateness, "settle", lambda *_: None)
    assert row(released, LESSON, "ada").score == TOTAL - 1.5


def test_reasons_stand_in_one_line():
    assert joined("", "late", "too long") == "late; too long"
    assert joined("", "") == ""


def test_manual_scores_survive_a_regrade(released):
    hand_in(released, "ada", {"reflection": "A matrix product."})
    graded(released)
    with released.api().gradebook as gradebook:
        grade = gradebook.find_grade("reflection", LESSON, LESSON, "ada")
        grade.manual_score = 1.5
        gradebook.db.commit()
    assert graded(released, force=True)["ada"].score == 1.5
    assert exported(released) == {"ada": "1.5"}


def test_nbgrader_releases_feedback_after_our_grading(released):
    """By the secret of each hand-in, also for those that came without one."""
    secret = "5" * 128
    path = hand_in(released, "ada", RIGHT)
    path.with_name("submission_secret.txt").write_text(secret)
    hand_in(released, "ben", {})
    graded(released)
    for step in ("generate_feedback", "release_feedback"):
        with quiet():
            reply = getattr(released.api(), step)(LESSON)
        assert reply["success"], reply["log"]
    folder = released.root / "grading" / "exchange" / "neural-networks" / "feedback"
    names = {file.stem for file in folder.iterdir()}
    assert len(names) == 2
    assert notebook_hash(secret=secret, notebook_id=LESSON) in names


def test_comment_on_a_code_answer_reaches_the_student(released):
    hand_in(released, "ada", {"neuron": RIGHT["neuron"]})
    graded(released)
    with released.api().gradebook as gradebook:
        comment = gradebook.find_comment("neuron", LESSON, LESSON, "ada")
        comment.manual_comment = "Look at the bias."
        gradebook.db.commit()
    book = read_class(released)
    assert book.hand_ins["ada", LESSON].grades["neuron"].comment == "Look at the bias."
    page = feedback(book, "ada", [LESSON])
    assert "Look at the bias." in page
    assert re.search(r"✓</span>\s[^<]+: ([\d.]+) of \1<", page)


def test_second_grader_is_refused_while_the_first_one_works(released):
    hand_in(released, "ada", {})
    hand_in(released, "ben", {"neuron": "neuron = None"})
    rows = grade_all(released, [(LESSON, "ada"), (LESSON, "ben")])
    next(rows)
    with pytest.raises(CourseError, match="only grader"):
        list(grade_all(released, [(LESSON, "ada")]))
    rows.close()
    assert graded(released).keys() == {"ada", "ben"}


def test_stock_autograde_rebuilds_and_replays(released):
    notebook = read(released.notebook("release", LESSON))
    for cell in notebook.cells:
        if cell.id.startswith("check-"):
            cell.source = "500"
            cell.metadata.nbgrader.points = 500
    answer_cells(notebook)["neuron"].source = RIGHT["neuron"]
    path = released.notebook("submitted", LESSON, "eve")
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    register(released, LESSON)
    with quiet():
        result = released.api().autograde(LESSON, "eve", create=True)
    assert result["success"], result["log"]
    graded = row(released, LESSON, "eve")
    assert (graded.score, graded.max_score) == (2, TOTAL + REFLECTION)
