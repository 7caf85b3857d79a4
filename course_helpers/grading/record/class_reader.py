"""Read a class from the gradebook, the stored verdicts and the collector's names.

Numbers are asked for by the class, not by the hand-in: nbgrader's own objects would
send several queries for each.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Any

from nbgrader import api

from course_helpers.check.catalogue import exercises_of
from course_helpers.grading.collect.archive import counting, handins_folder
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms.people import load_names
from course_helpers.grading.record.classbook import (
    ClassBook,
    Grade,
    HandIn,
    Person,
    in_order,
)
from course_helpers.grading.record.gradebook import handed_in, joined
from course_helpers.grading.record.lateness import Lateness, seconds_late, settle_all
from course_helpers.grading.record.receipts import recorded
from course_helpers.grading.record.replay import store_folder
from course_helpers.grading.run.results import Store

NOT_YET = "not graded yet; run: course grade"


def read_class(
    course: Course, lessons: list[str] | None = None, section: str | None = None
) -> ClassBook:
    """Return what grading knows of the class; lateness is brought up to date first.

    Args:
        course: the course folder.
        lessons: the lessons to look at; all that anybody handed in if not given.
        section: only the people of this section, if given.

    Raises:
        CourseError: there is no such lesson or section.
    """
    chosen = course.chosen(lessons)
    pairs = {
        (student, lesson) for lesson in chosen for student in handed_in(course, lesson)
    }
    with course.api().gradebook as gradebook:
        settle_all(course, gradebook, chosen)
        pairs |= set(_submissions(gradebook.db, chosen))
        people = people_of(course, gradebook.db, {student for student, _ in pairs})
        if section is not None:
            people = _of_section(people, section)
            pairs = {pair for pair in pairs if pair[0] in people}
        with_hand_ins = sorted({lesson for _, lesson in pairs})
        book = ClassBook(people, chosen if lessons else with_hand_ins)
        book.hand_ins = {pair: HandIn() for pair in sorted(pairs)}
        _read_lessons(gradebook.db, book)
        _read_times(gradebook.db, book, Lateness(course).grace)
        _read_grades(gradebook.db, book)
    _read_verdicts(course, book)
    return book


def _submissions(db: Any, lessons: list[str]) -> Iterable[tuple[str, str]]:
    query = db.query(api.SubmittedAssignment.student_id, api.Assignment.name)
    rows = query.join(api.SubmittedAssignment.assignment)
    return map(tuple, rows.filter(api.Assignment.name.in_(lessons)))


def people_of(course: Course, db: Any, senders: set[str]) -> dict[str, Person]:
    """Return who is enrolled and who sent something in, by id, in order.

    Args:
        course: the course folder.
        db: a session of its gradebook.
        senders: students who need not be enrolled.
    """
    names = load_names(handins_folder(course))
    who = api.Student
    rows = db.query(who.id, who.first_name, who.last_name, who.email)
    enrolled = {row[0]: [part or "" for part in row[1:]] for row in rows}
    return {
        student: Person(
            student,
            *enrolled.get(student, ("", "", "")),
            known_as=names.get(student, {}).get("name", ""),
            section=names.get(student, {}).get("section", ""),
        )
        # Nobody need be enrolled to hand in.
        for student in sorted(enrolled.keys() | senders, key=str.casefold)
    }


def _of_section(people: dict[str, Person], section: str) -> dict[str, Person]:
    inside = {s: person for s, person in people.items() if person.section == section}
    if not inside:
        known = sorted({person.section for person in people.values()} - {""})
        raise CourseError(
            f"section: expected one of {', '.join(known) or 'the class list'}; got "
            f"{section}. A class list with sections tells them: course roster."
        )
    return inside


def _read_lessons(db: Any, book: ClassBook) -> None:
    query = db.query(api.Assignment.name, api.GradeCell.name, api.GradeCell.max_score)
    cells = query.join(api.GradeCell.notebook).join(api.Notebook.assignment)
    points: dict[str, dict[str, float]] = {}
    for lesson, cell, worth in cells:
        points.setdefault(lesson, {})[_exercise(cell)] = worth
    # The gradebook says what was worth what; a lesson may have changed since then.
    for lesson in book.lessons:
        worths = points.get(lesson, {})
        names = [exercise.name for exercise in exercises_of(lesson)]
        book.exercises[lesson] = {e: worths[e] for e in in_order(worths, names)}
    for lesson, due in db.query(api.Assignment.name, api.Assignment.duedate):
        if due and lesson in book.lessons:
            book.due[lesson] = due


def _exercise(cell: str) -> str:
    return cell.removeprefix("check-")


def _read_times(db: Any, book: ClassBook, grace: timedelta) -> None:
    submission = api.SubmittedAssignment
    query = db.query(
        submission.student_id,
        api.Assignment.name,
        submission.timestamp,
        submission.extension,
        api.SubmittedNotebook.late_submission_penalty,
    )
    rows = query.join(submission.assignment).join(submission.notebooks)
    for student, lesson, time, extension, penalty in rows:
        hand_in = book.hand_ins.get((student, lesson))
        # The gradebook has lessons that this book is not about.
        if hand_in is None:
            continue
        hand_in.graded, hand_in.time, hand_in.penalty = True, time, penalty or 0.0
        if due := book.due.get(lesson):
            due += extension or timedelta()
            hand_in.due = due
            hand_in.late = seconds_late(time, due, grace)


def _read_grades(db: Any, book: ClassBook) -> None:
    comments = _comments(db)
    query = db.query(
        api.SubmittedAssignment.student_id,
        api.Assignment.name,
        api.GradeCell.name,
        api.GradeCell.max_score,
        api.Grade.score,
        api.Grade.manual_score,
        api.Grade.needs_manual_grade,
    )
    by_hand_in: dict[tuple[str, str], dict[str, Grade]] = {}
    for student, lesson, cell, worth, score, manual, waits in (
        query.select_from(api.Grade)
        .join(api.GradeCell, api.Grade.cell_id == api.GradeCell.id)
        .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .join(api.SubmittedNotebook.assignment)
        .join(api.SubmittedAssignment.assignment)
    ):
        # A person writes it to the answer, whose points are its check's.
        comment = comments.get((student, lesson, _exercise(cell)), "")
        # After a regrade nbgrader asks for another look; points once given stand.
        points = None if waits and manual is None else score
        grade = Grade(points, worth, manual is not None, comment)
        by_hand_in.setdefault((student, lesson), {})[_exercise(cell)] = grade
    for (student, lesson), grades in by_hand_in.items():
        if hand_in := book.hand_ins.get((student, lesson)):
            order = in_order(grades, list(book.exercises.get(lesson, {})))
            hand_in.grades = {name: grades[name] for name in order}


def _comments(db: Any) -> dict[tuple[str, str, str], str]:
    query = db.query(
        api.SubmittedAssignment.student_id,
        api.Assignment.name,
        api.SolutionCell.name,
        api.Comment.manual_comment,
    )
    rows = (
        query.select_from(api.Comment)
        .filter(api.Comment.manual_comment.is_not(None))
        .join(api.SolutionCell, api.Comment.cell_id == api.SolutionCell.id)
        .join(
            api.SubmittedNotebook, api.Comment.notebook_id == api.SubmittedNotebook.id
        )
        .join(api.SubmittedNotebook.assignment)
        .join(api.SubmittedAssignment.assignment)
    )
    return {(s, lesson, cell): text for s, lesson, cell, text in rows}


def _read_verdicts(course: Course, book: ClassBook) -> None:
    store = Store(store_folder(course))
    for (student, lesson), hand_in in book.hand_ins.items():
        receipt = recorded(course, lesson, student)
        hand_in.reason = receipt.get("reason", "")
        hand_in.time_unknown = _is_time_unknown(course, student, lesson, hand_in)
        if not hand_in.graded:
            hand_in.reason = hand_in.reason or NOT_YET
        elif result := store.judged(receipt.get("key", "")):
            hand_in.verdicts = result.verdicts
            hand_in.predictions = result.predictions
            # A reason beside a result says that the hand-in is gone by now.
            hand_in.reason = hand_in.reason or joined(
                receipt.get("passed", ""), result.trouble
            )


def _is_time_unknown(
    course: Course, student: str, lesson: str, hand_in: HandIn
) -> bool:
    """Whether a hand-in was collected too late to know that it came in time."""
    if not hand_in.graded or hand_in.time or hand_in.due is None:
        return False
    kept = counting(handins_folder(course) / student / lesson)
    if kept is None or kept.origin.late is False:
        return kept is None
    return kept.collected > hand_in.due.replace(tzinfo=UTC)
