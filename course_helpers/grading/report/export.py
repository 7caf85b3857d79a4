"""Scores as CSV: for people, for Canvas, for Moodle."""

from collections.abc import Iterator
from pathlib import Path

from course_helpers.files import write_whole
from course_helpers.grading.collect.archive import handins_folder
from course_helpers.grading.collect.enrolment import found_student, several
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms import PLATFORMS
from course_helpers.grading.lms.names import mentioned
from course_helpers.grading.lms.people import Names, Owner, load_names, students_of
from course_helpers.grading.lms.roster import Entry, Roster, read_roster, rows_error
from course_helpers.grading.lms.spreadsheets import Rows, Value, to_csv
from course_helpers.grading.lms.worksheet import Worksheet, as_worksheet
from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.record.classbook import ClassBook
from course_helpers.grading.record.total import is_graded_as_a_whole, totals

FORMATS = ("plain", *sorted(PLATFORMS))

PLAIN = (
    "assignment",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "section",
    "score",
    "max_score",
    "late_submission_penalty",
    "timestamp",
    "note",
)
"""Columns of the plain form, named as nbgrader names them."""

COURSE = "course"
"""Stands for a lesson in rows that hold the grade of the whole course, in percent."""


def export(
    course: Course,
    target: Path | None = None,
    form: str = "plain",
    roster: Path | None = None,
    lessons: list[str] | None = None,
    section: str | None = None,
) -> tuple[Path, list[str]]:
    """Write the scores of a class as CSV.

    Args:
        course: the course folder.
        target: the file; grades.csv or grades-FORM.csv beside the gradebook if not
            given, where git does not see it.
        form: "plain", "canvas" or "moodle".
        roster: the class list that the same system exports: its people, in its
            order, with its identifiers; and its names of columns for the lessons. Of
            Moodle's grading worksheet all stays as it is, but for the grades.
        lessons: the lessons; all that anybody handed in if not given.
        section: only the people of this section, if given.

    Returns:
        The file, and students with hand-ins who are not in the roster, and so not in
        the file.

    Raises:
        CourseError: the roster is wrong or of another system; no such form or lesson.
    """
    if form not in FORMATS:
        raise CourseError(f"export: expected one of {', '.join(FORMATS)}; got {form}.")
    sheet = as_worksheet(roster) if roster and form == "moodle" else None
    if sheet:
        lessons = [_its_lesson(course, sheet, lessons)]
    book = read_class(course, lessons, section)
    names = load_names(handins_folder(course))
    if form == "plain":
        rows, left = [*_plain_rows(book), *_total_rows(course, book)], []
    elif sheet:
        rows, left = _sheet_rows(book, names, sheet, book.lessons[0])
    elif roster is None:
        rows, left = _class_rows(book, names, form), []
    else:
        rows, left = _roster_rows(book, names, form, read_roster(roster))
    # Excel takes a file for UTF-8 only if it says so; Canvas trips over that.
    encoding = "utf-8-sig" if form == "plain" else "utf-8"
    name = "grades.csv" if form == "plain" else f"grades-{form}.csv"
    path = target or course.folder("submitted").parent / name
    write_whole(path, to_csv(rows).encode(encoding))
    return path, left


def _plain_rows(book: ClassBook) -> Rows:
    rows: Rows = [list(PLAIN)]
    for lesson in book.lessons:
        for student, person in book.people.items():
            hand_in = book.hand_ins.get((student, lesson))
            score = hand_in.final_score if hand_in else None
            time = hand_in.time if hand_in else None
            waiting = len(hand_in.waiting) if hand_in else 0
            # What could not be graded matters more than what is to be read.
            note = hand_in.reason if hand_in else "not handed in"
            notes = [note]
            if hand_in and hand_in.time_unknown:
                notes.append("collected after the due date, its time is not known")
            if waiting and not note:
                notes.append("answers in words are still to be read")
            rows.append(
                [
                    lesson,
                    student,
                    person.last,
                    person.first,
                    person.email,
                    person.section,
                    "" if score is None else score,
                    book.worth(lesson),
                    hand_in.penalty if hand_in else 0,
                    f"{time:%Y-%m-%d %H:%M:%S} UTC" if time else "",
                    "; ".join(filter(None, notes)),
                ]
            )
    return rows


def _total_rows(course: Course, book: ClassBook) -> Rows:
    """Return a row for each student's grade of the course, where there is one."""
    if not is_graded_as_a_whole(course):
        return []
    rows: Rows = []
    for student, total in totals(course, book).items():
        person = book.people[student]
        who = [student, person.last, person.first, person.email, person.section]
        percent = "" if total.percent is None else total.percent
        rows.append([COURSE, *who, percent, 100, 0, "", total.letter])
    return rows


def _class_rows(book: ClassBook, names: Names, form: str) -> Rows:
    """Return rows for a system from what collecting and the gradebook know."""
    system = PLATFORMS[form]
    rows = _head(book, form, book.lessons)
    for student, person in book.people.items():
        data = names.get(student, {"system": "", "ids": {}})
        # A name in full that nobody took apart stands whole in the first cell.
        first = person.first or ("" if person.last else person.name)
        # Another platform's numbers would be other people's here.
        numbers = data["ids"].values() if data["system"] == form else ()
        number = next(filter(None, numbers), "")
        who = [first, person.last, number, student, person.email]
        rows.append([*system.identity(*who), *_scores(book, student)])
    return rows


def _head(book: ClassBook, form: str, columns: list[str]) -> Rows:
    worths = [book.worth(lesson) for lesson in book.lessons]
    return PLATFORMS[form].head(columns, worths)


def _scores(book: ClassBook, student: str | None) -> Iterator[Value]:
    for lesson in book.lessons:
        hand_in = book.hand_ins.get((student, lesson))
        score = hand_in.final_score if hand_in else None
        # Empty, not 0: a zero for what was never handed in is the instructor's to give.
        yield "" if score is None else score


def _roster_rows(
    book: ClassBook, names: Names, form: str, roster: Roster
) -> tuple[Rows, list[str]]:
    """Return rows for the people of a roster, and the students who are not in it."""
    if roster.kind not in (form, "course"):
        raise CourseError(
            f"{roster.path}: expected a class list for {form}; it is one of "
            f"{roster.kind}. Take another file, or --format {roster.kind}."
        )
    rows = _head(book, form, [_column(roster, lesson) for lesson in book.lessons])
    # Who handed in and is not in the list must be named, or the points would be lost.
    left, problems = {student for student, _ in book.hand_ins}, []
    for entry in roster.entries:
        student = found_student(entry, names, set(book.people))
        if isinstance(student, tuple):
            problems.append((entry.row, several(entry, student)))
            continue
        left.discard(student)
        rows.append([*_as_in(entry, form), *_scores(book, student)])
    if problems:
        raise rows_error(roster.path, problems)
    return rows, sorted(left)


def _its_lesson(course: Course, sheet: Worksheet, lessons: list[str] | None) -> str:
    """Return the lesson that a grading worksheet is about."""
    named = mentioned(sheet.path.stem, course.lessons())
    if lessons and len(lessons) == 1:
        return lessons[0]
    if named and not lessons:
        return named
    raise CourseError(
        f"{sheet.path}: a grading worksheet is of one lesson; say which with --lesson."
    )


def _sheet_rows(
    book: ClassBook, names: Names, sheet: Worksheet, lesson: str
) -> tuple[Rows, list[str]]:
    """Return a worksheet with grades, and the students who are not in it."""
    students = {
        number: _in_sheet(
            names, lesson, Owner(line.name, "moodle", number, line.logins)
        )
        for number, line in sheet.lines.items()
    }
    scores = {}
    for number, student in students.items():
        hand_in = book.hand_ins.get((student, lesson))
        if hand_in and hand_in.final_score is not None:
            scores[number] = hand_in.final_score
    left = {student for student, _ in book.hand_ins} - set(students.values())
    return [list(row) for row in sheet.filled(scores)], sorted(left)


def _in_sheet(names: Names, lesson: str, owner: Owner) -> str:
    """Return the student of a line; empty for nobody, or where nothing decides."""
    same = [
        student
        for student, data in names.items()
        if data["ids"].get(lesson) == owner.number != data.get("canvas")
    ]
    same = same or students_of(names, owner)
    return same[0] if len(same) == 1 else ""


def _as_in(entry: Entry, form: str) -> list[Value]:
    """Return who a person is, as the system's own file says it."""
    system = PLATFORMS[form]
    if entry.owner.system == "course":
        number, login = entry.cells.get("lms_user_id", ""), entry.owner.name
        return system.identity(entry.first, entry.last, number, login, entry.email)
    cells = {name.casefold(): cell for name, cell in entry.cells.items()}
    return system.listed_identity(cells, entry.first, entry.last, entry.email)


def _column(roster: Roster, lesson: str) -> str:
    """Return the system's own name for a lesson, so that its import finds it."""
    names = [name for name in roster.columns if mentioned(name, [lesson])]
    # Of several, such as an assignment and its quiz, none is guessed: points that go
    # into the wrong column, or into a new one, are found by a student.
    if len(names) > 1:
        raise CourseError(
            f"{roster.path}: expected one column for {lesson}; got {', '.join(names)}. "
            "Delete the others from this copy of the file, and export again."
        )
    return names[0] if names else lesson
