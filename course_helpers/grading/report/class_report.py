"""One page about a class: who is behind, which exercise went wrong, and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from typing import Any

from course_helpers.files import write_whole
from course_helpers.grading.course import Course
from course_helpers.grading.record.class_reader import NOT_YET, read_class
from course_helpers.grading.record.classbook import ClassBook, HandIn, Person
from course_helpers.grading.record.total import is_graded_as_a_whole, totals
from course_helpers.grading.report import plots
from course_helpers.grading.report.expectations import Expectation, expectations
from course_helpers.grading.report.html import page
from course_helpers.grading.report.misunderstandings import (
    ExerciseResult,
    Misunderstanding,
    exercise_results,
    misunderstandings,
)
from course_helpers.grading.report.similar import SimilarPair, similar_pairs

FILE = "report.html"


@dataclass(frozen=True)
class SectionResult:
    """How a section did.

    Attributes:
        name: its name; empty for those who have none.
        students: how many there are.
        shares: for each lesson the mean share of points in [0, 1] of those who handed
            in; None where nobody did.
    """

    name: str
    students: int
    shares: list[float | None]


@dataclass(frozen=True)
class LessonReport:
    """What the page says of a lesson.

    Attributes:
        name: the lesson's name.
        worth: its points.
        handed_in: how many handed in.
        graded: how many of these have points.
        median: the median of their points; None without any.
        waiting: answers that a person has still to read.
        failed: for each hand-in that failed, or not all of which ran, who and why.
        missing: who handed nothing in.
        late: for each late hand-in, who, how late, and the points taken off.
        unknown: whose hand-in was collected after the due date, its time not known.
        exercises: how each exercise went, and its most frequent messages.
        expectations: how the questions before its cells were answered.
    """

    name: str
    worth: float
    handed_in: int
    graded: int
    median: float | None
    waiting: int
    failed: list[tuple[str, str]]
    missing: list[str]
    late: list[tuple[str, str, float]]
    unknown: list[str]
    exercises: list[tuple[ExerciseResult, list[Misunderstanding]]]
    expectations: list[Expectation]


def write_report(
    course: Course,
    lessons: list[str] | None = None,
    anonymous: bool = False,
    similar: bool = False,
    target: Path | None = None,
    section: str | None = None,
) -> Path:
    """Write the report on a class and return its path.

    Args:
        course: the course folder.
        lessons: the lessons it is about; all that anybody handed in if not given.
        anonymous: leave names out.
        similar: also list answers that are the same but for names and layout.
        target: the file; report.html beside the hand-ins if not given.
        section: only the people of this section, if given.

    Raises:
        CourseError: there is no such lesson or section.
    """
    book = read_class(course, lessons, section)
    pairs = similar_pairs(course, book) if similar else None
    text = report(course, book, anonymous, pairs)
    path = target or course.folder("submitted").parent / FILE
    write_whole(path, text.encode())
    return path


def report(
    course: Course,
    book: ClassBook,
    anonymous: bool = False,
    pairs: list[SimilarPair] | None = None,
) -> str:
    """Return the report as HTML.

    Args:
        course: where the answers are read that serve as examples.
        book: the class.
        anonymous: leave names out.
        pairs: answers that are the same; None leaves their section out.
    """
    labels = _labels(book, anonymous)
    reports = [_lesson_report(course, book, name, labels) for name in book.lessons]
    return page(
        "report.html",
        made=datetime.now(UTC),
        anonymous=anonymous,
        book=book,
        lessons=reports,
        totals=totals(course, book) if is_graded_as_a_whole(course) else None,
        sections=_sections(book),
        labels=labels,
        plots=_plots(book, labels),
        many=len(labels) > plots.MAX_NAMED,
        pairs=pairs,
    )


def _sections(book: ClassBook) -> list[SectionResult]:
    """Return how the sections did, those without one last."""
    results = []
    for name in (*book.sections(), ""):
        students = [s for s, person in book.people.items() if person.section == name]
        if students:
            shares = [_mean_share(book, lesson, students) for lesson in book.lessons]
            results.append(SectionResult(name, len(students), shares))
    return results


def _mean_share(book: ClassBook, lesson: str, students: list[str]) -> float | None:
    hand_ins = (book.hand_ins.get((student, lesson)) for student in students)
    scores = [h.final_score for h in hand_ins if h and h.final_score is not None]
    return mean(scores) / book.worth(lesson) if scores else None


def _labels(book: ClassBook, anonymous: bool) -> dict[str, str]:
    """Return what to call each student, the one with most points first."""
    # Also the order of the heat map's rows, and of an anonymous report's numbers.
    ranked = sorted(book.people, key=book.total, reverse=True)
    names = [book.people[student].name for student in ranked]
    if anonymous:
        names = [f"student {place}" for place in range(1, len(ranked) + 1)]
    # Two people may have one name, but not one label.
    count = Counter(names)
    return {
        student: f"{name} ({student})" if count[name] > 1 else name
        for student, name in zip(ranked, names, strict=True)
    }


def _plots(book: ClassBook, labels: dict[str, str]) -> dict[str, Any] | None:
    if not any(hand_in.graded for hand_in in book.hand_ins.values()):
        return None
    return {
        "distributions": plots.distributions(book),
        "heat_map": plots.heat_map(book, labels),
    }


def _lesson_report(
    course: Course, book: ClassBook, lesson: str, labels: dict[str, str]
) -> LessonReport:
    hand_ins = {s: h for s in labels if (h := book.hand_ins.get((s, lesson)))}
    scores = [h.final_score for h in hand_ins.values() if h.final_score is not None]
    return LessonReport(
        lesson,
        book.worth(lesson),
        len(hand_ins),
        len(scores),
        median(scores) if scores else None,
        sum(len(hand_in.waiting) for hand_in in hand_ins.values()),
        [(labels[s], _why(h, book.people[s])) for s, h in hand_ins.items() if h.reason],
        [labels[student] for student in labels if student not in hand_ins],
        [(labels[s], _ago(h.late), h.penalty) for s, h in hand_ins.items() if h.late],
        [labels[s] for s, h in hand_ins.items() if h.time_unknown],
        [
            (result, misunderstandings(course, book, lesson, result.name))
            for result in exercise_results(book, lesson)
        ],
        expectations(book, lesson),
    )


def _why(hand_in: HandIn, person: Person) -> str:
    # A reason may hold a path, and with it the student's name.
    start = "graded, but " if hand_in.graded else ""
    if not hand_in.graded and hand_in.reason != NOT_YET:
        start = "handed in, not readable: "
    return start + person.left_out_of(hand_in.reason)


def _ago(seconds: float) -> str:
    """Return a length of time for a person."""
    if seconds < 2 * 3600:
        return f"{seconds / 60:.0f} minutes"
    if seconds < 2 * 86400:
        return f"{seconds / 3600:.0f} hours"
    return f"{seconds / 86400:.0f} days"
