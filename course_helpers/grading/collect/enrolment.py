"""Tell which student of the course a person in a roster is; enrol the class."""

from pathlib import Path

from nbgrader.api import Gradebook

from course_helpers.grading.collect.archive import handins_folder, locked
from course_helpers.grading.course import Course
from course_helpers.grading.lms.people import (
    ENROLLED,
    Names,
    load_names,
    remember,
    save_names,
    slug,
    student_for,
    students_of,
)
from course_helpers.grading.lms.roster import (
    Entry,
    Roster,
    read_roster,
    rows_error,
    shared_in,
)


def enrol(course: Course, path: Path) -> tuple[list[str], list[str]]:
    """Put the people of a roster into the gradebook, with names and e-mails.

    Whoever is there already gets the roster's names; nobody is removed. A person gets
    the folder name that a hand-in from the same system gets.

    Returns:
        The students who are new, and those who were there.

    Raises:
        CourseError: rows are wrong; then nobody was enrolled.
    """
    roster = read_roster(path)
    folder = handins_folder(course)
    with locked(folder), course.api().gradebook as gradebook:
        names = load_names(folder)
        enrolled = {student.id for student in gradebook.students}
        students = _students(roster, names, enrolled)
        save_names(folder, names)
        for student, entry in zip(students, roster.entries, strict=True):
            _write_person(gradebook, student, entry)
    new = [student for student in students if student not in enrolled]
    return new, [student for student in students if student in enrolled]


def _students(roster: Roster, names: Names, enrolled: set[str]) -> list[str]:
    """Return the student of each row; names learn who they are.

    Raises:
        CourseError: rows are wrong. Nothing is written then: nobody is ever removed, so
            whom a wrong row names would stay.
    """
    shared = shared_in(roster)
    students, problems = [], []
    for entry in roster.entries:
        # Hand-ins may have come before the class list, under a name of their own.
        student = found_student(entry, names, enrolled, entry.name in shared)
        if isinstance(student, tuple):
            problems.append((entry.row, several(entry, student)))
            continue
        if student is None:
            is_shared = entry.name in shared
            student = student_for(names, entry.owner, ENROLLED, is_shared)
        if student != slug(student):
            problems.append((entry.row, f"{student!r} cannot be a folder's name"))
        if student in students:
            row = roster.entries[students.index(student)].row
            problems.append((entry.row, f"is {student}, as row {row}"))
        # Whoever is in the gradebook alone is known to hand-ins from now on, too.
        alone = {"name": student, "system": "", "ids": {}}
        _learn(names.setdefault(student, alone), entry)
        students.append(student)
    if problems:
        raise rows_error(roster.path, problems)
    return students


def _learn(data: dict, entry: Entry) -> None:
    """Keep what a class list tells of a person."""
    data["ids"].setdefault(ENROLLED, "")
    remember(data, entry.owner)
    if entry.name:
        data["full"] = sorted({*data.get("full", []), entry.name})
    for name in ("section", "team"):
        if value := getattr(entry, name):
            data[name] = value


def _write_person(gradebook: Gradebook, student: str, entry: Entry) -> None:
    values = {
        "first_name": entry.first,
        "last_name": entry.last,
        "email": entry.email,
        "lms_user_id": entry.owner.number,
    }
    # A list without e-mails must not wipe those that an earlier one gave.
    filled = {name: value for name, value in values.items() if value}
    gradebook.update_or_create_student(student, **filled)


def found_student(
    entry: Entry, names: Names, students: set[str], shared: bool = False
) -> str | tuple[str, ...] | None:
    """Return the student who a person is; None for nobody yet, several for a doubt.

    Args:
        entry: the person.
        names: who is who, from the hand-ins.
        students: those that the course knows.
        shared: several people in the list have this name.
    """
    owner = entry.owner
    if owner.system == "course":
        return owner.name if owner.name in students else None
    same = students_of(names, owner, shared)
    if not same and not shared:
        # Whoever handed in without the platform has a folder that somebody named.
        logins = {*entry.logins, slug(owner.name).casefold()}
        same = [student for student in students if student.casefold() in logins]
    # Never a guess: it would write one person's points under another's name.
    if len(same) > 1:
        return tuple(sorted(same))
    return same[0] if same else None


def several(entry: Entry, students: tuple[str, ...]) -> str:
    """Return why a person cannot be told, in words."""
    return (
        f"{entry.owner.name!r} may be any of {', '.join(students)}; "
        "write a roster with an id column"
    )
