"""A class with scores and verdicts, made without running anything."""

import json
import os
import random
from datetime import datetime, timedelta

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader import api
from nbgrader.plugins import LateSubmissionPlugin

from course_helpers.check.catalogue import exercises_of, lessons
from course_helpers.check.contract import Criterion, Verdict
from course_helpers.grading.collect.collector import collect
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.run.results import Result, Store
from tests.conftest import grader

L, M = "03_softmax", "05_losses"
FATES = {3: "missing", 5: "failed", 7: "late"}
DUE = datetime(2031, 3, 1, 12)
MISTAKES = ("every row should sum to 1; row 0 of your result sums to {:.1f}.",) + tuple(
    f"mistake {letter}: expected {{:.4f}} at [0, 3]; got -0.25." for letter in "abcdef"
)


class HalfAPoint(LateSubmissionPlugin):
    """Whoever is late loses half a point."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5


def make_class(course, students, lessons, pictures=0, seed=0, careful=False):
    """Fill a course's gradebook, verdicts and autograded notebooks.

    Of ten hand-ins one is missing, one failed, one is late.

    Args:
        course: a course with an empty gradebook.
        students: names; they are the ids too.
        lessons: names of lessons.
        pictures: bytes of output in each stored result.
        seed: makes the class the same every time.
        careful: nothing is missing, late or failed.
    """
    chance = random.Random(seed)
    course.config.AssignLatePenalties.plugin_class = HalfAPoint
    rows = {kind: [] for kind in (api.SubmittedAssignment, api.SubmittedNotebook)}
    rows[api.Grade] = []
    with course.api().gradebook as gradebook:
        gradebook.db.bulk_insert_mappings(api.Student, [{"id": s} for s in students])
        for lesson in lessons:
            cells = _add_lesson(course, gradebook, lesson)
            sample = _autograded(course, lesson, students[0])
            for place, student in enumerate(students, start=int(lesson[:2])):
                fate = "" if careful else FATES.get(place % 10, "")
                if fate == "missing":
                    continue
                _link(sample, course.notebook("autograded", lesson, student))
                _link(sample, course.notebook("submitted", lesson, student))
                if fate == "failed":
                    _mark(course, student, lesson, {"reason": "an empty file"})
                    continue
                verdicts = [_verdict(e, chance) for e in exercises_of(lesson)]
                _add_hand_in(rows, cells, student, lesson, verdicts, fate)
                _store(course, student, lesson, verdicts, pictures)
        for kind, made in rows.items():
            gradebook.db.bulk_insert_mappings(kind, made)
        gradebook.db.commit()


def _add_lesson(course, gradebook, lesson):
    """Register a lesson; return the ids of what its hand-ins refer to."""
    source = course.notebook("source", lesson)
    source.parent.mkdir(parents=True, exist_ok=True)
    source.touch()
    gradebook.add_assignment(lesson, duedate=DUE)
    book = gradebook.add_notebook(lesson, lesson)
    ids = {"assignment": book.assignment.id, "notebook": book.id}
    worths = {f"check-{e.name}": e.points for e in exercises_of(lesson)}
    for name, worth in (worths | {"reflection": 2}).items():
        kind = "markdown" if name == "reflection" else "code"
        cell = gradebook.add_grade_cell(
            name, lesson, lesson, max_score=worth, cell_type=kind
        )
        ids[name] = cell.id
    return ids


def _autograded(course, lesson, student):
    cells = []
    for exercise in exercises_of(lesson):
        data = grader(exercise.name, grade=False, solution=True, locked=False)
        source = f"def {exercise.name}(x):\n    # by {student}\n    return x.sum(1)"
        cells.append(new_code_cell(source, id=exercise.name, metadata=data))
    path = course.root / f"{lesson}.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def _link(sample, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.link(sample, path)


def _verdict(exercise, chance):
    """A verdict whose likely mistakes and numbers differ from student to student."""
    weights = (0.25, 0.25, 0.5)
    wrong = [chance.random() < 0.25 for _ in weights]
    text = chance.choice(MISTAKES).format(chance.uniform(-9, 99))
    criteria = tuple(
        Criterion(f"criterion {n}", w, f"{exercise.name}: {text}" if bad else "")
        for n, (w, bad) in enumerate(zip(weights, wrong, strict=True))
    )
    written = chance.random() > 0.1
    return Verdict(exercise.name, exercise.points, criteria, written)


def _add_hand_in(rows, cells, student, lesson, verdicts, fate):
    late = timedelta(hours=30 if fate == "late" else -5)
    submission, notebook = api.new_uuid(), api.new_uuid()
    rows[api.SubmittedAssignment].append(
        {
            "id": submission,
            "assignment_id": cells["assignment"],
            "student_id": student,
            "timestamp": DUE + late,
        }
    )
    rows[api.SubmittedNotebook].append(
        {
            "id": notebook,
            "assignment_id": submission,
            "notebook_id": cells["notebook"],
            "late_submission_penalty": 0.5 if late > timedelta() else None,
        }
    )
    scores = {f"check-{v.exercise}": v.score for v in verdicts} | {"reflection": None}
    rows[api.Grade] += [
        {
            "id": api.new_uuid(),
            "cell_id": cells[name],
            "notebook_id": notebook,
            "auto_score": score,
            "needs_manual_grade": score is None,
        }
        for name, score in scores.items()
    ]


def _store(course, student, lesson, verdicts, pictures):
    outputs = {"plot": [{"data": {"image/png": "A" * pictures}}]}
    result = Result(1, outputs, {v.exercise: v for v in verdicts})
    key = api.new_uuid()
    Store(store_folder(course)).save(key, result)
    _mark(course, student, lesson, {"key": key})


def _mark(course, student, lesson, told):
    folder = course.folder("submitted").parent / "recorded" / student
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{lesson}.json").write_text(json.dumps(told))


LESSONS = lessons()


def handed_in(course, folder, *names):
    """Collect hand-ins of these names from one folder; return the students."""
    for lesson in (L, M):
        source = course.notebook("source", lesson)
        source.parent.mkdir(parents=True, exist_ok=True)
        source.touch()
    for name in names:
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return [item.student for item in collect(course, folder / "in")]
