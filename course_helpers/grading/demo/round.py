"""The whole round on a sample class, wholly inside grading/demo."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course_helpers import doctor
from course_helpers.grading.course import Course
from course_helpers.grading.demo.sample_class import STUDENTS, hand_in
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.record.gradebook import Row
from course_helpers.grading.release.make import release
from course_helpers.grading.report.class_report import write_report
from course_helpers.grading.report.export import export
from course_helpers.grading.report.feedback import write_pages


@dataclass(frozen=True)
class Demo:
    """What the demo left behind.

    Attributes:
        rows: a row for each hand-in.
        folder: released notebooks, hand-ins, gradebook, and what is named here.
        feedback: the page of the student with the typical mistakes.
        grades: the CSV file.
        report: the page about the class.
    """

    rows: list[Row]
    folder: Path
    feedback: Path
    grades: Path
    report: Path


def demo_course(course: Course) -> Course:
    """Return the course with every folder and the gradebook inside grading/demo."""
    folder = course.root / "grading" / "demo"
    return course.with_settings(
        release_directory=str(folder / "notebooks"),
        submitted_directory=str(folder / "submitted"),
        autograded_directory=str(folder / "autograded"),
        feedback_directory=str(folder / "feedback"),
        db_url=f"sqlite:///{folder / 'gradebook.db'}",
    )


def run_demo(course: Course, lessons: list[str] | None = None) -> Iterator[str | Demo]:
    """Run the demo; yield a line for each step, and the Demo at the end.

    Args:
        course: the course folder.
        lessons: the lessons to show; all if not given.
    """
    # The demo needs no network; sandbox and judge go by this, too.
    os.environ["COURSE_OFFLINE"] = "1"
    folder = course.root / "grading" / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    sample = demo_course(course)
    hand_ins = []
    for lesson in sample.chosen(lessons):
        yield f"{lesson}: released, handed in"
        # Running each untouched lesson takes seconds, and `course release` does it.
        release(sample, lesson, run=False)
        for student in STUDENTS:
            hand_in(sample, student, lesson)
            hand_ins.append((lesson, student))
    rows = []
    walls = doctor.sandbox()
    if not walls.good:
        yield f"sandbox: {walls.text}; the sample class is graded without it"
    for row in grade_all(sample, hand_ins, Settings(walls=walls.good)):
        yield f"{row.lesson}: graded {row.student}"
        rows.append(row)
    yield "feedback, grades and report"
    pages = {path.stem: path for path in write_pages(sample)}
    grades, _ = export(sample)
    yield Demo(rows, folder, pages["typical-mistakes"], grades, write_report(sample))
