"""Tell which student of the course a person in a roster is; enrol the class."""

from pathlib import Path

from nbgrader.api import Gradebook

from course_helpers.grading.collect.archive import handins_folder, locked
from course_helpers.grading.course import Course
from course_helpers.grading.lms.people import (
    ENROLLED,
    Names,
    load_names,
    save_names,
    slug,
    student_for,
)
from course_helpers.grading.lms.roster import Entry, read_roster, rows_error


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
        students, problems = [], []
        for entry in roster.entries:
            # Hand-ins may have come before the class list, under a name of their own.
            student = found_student(entry, names, enrolled)
            if isinstance(student, tuple):
                problems.append((entry.row, several(entry, student)))
                continue
            if student is None:
                student = student_for(names, entry.owner, ENROLLED)
            if student != slug(student):
                problems.append((entry.row, f"{student!r} cannot be a folder's name"))
            # Whoever is in the gradebook alone is known to hand-ins from now on, too.
            alone = {"name": student, "system": "", "ids": {}}
            names.setdefault(student, alone)["ids"].setdefault(ENROLLED, "")
            students.append(student)
        # Before anything is written: nobody is ever removed, so whom a wrong row names
        # would stay.
        if problems:
            raise rows_error(path, problems)
        save_names(folder, names)
        for student, entry in zip(students, roster.entries, strict=True):
            _write_person(gradebook, student, entry)
    new = [student for student in students if student not in enrolled]
    return new, [student for student in students if student in enrolled]


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
    entry: Entry, names: Names, students: set[str]
) -> str | tuple[str, ...] | None:
    """Return the student who a person is; None for nobody yet, several for a doubt.

    Args:
        entry: the person.
        names: who is who, from the hand-ins.
        students: those that the course knows.
    """
    owner = entry.owner
    if owner.system == "course":
        return owner.name if owner.name in students else None
    same = [student for student, data in names.items() if _is_owner(entry, data)]
    if not same:
        # Whoever handed in without the platform has a folder that somebody named.
        logins = {*entry.logins, slug(owner.name).casefold()}
        same = [student for student in students if student.casefold() in logins]
    # Never a guess: it would write one person's points under another's name.
    if len(same) > 1:
        return tuple(sorted(same))
    return same[0] if same else None


def _is_owner(entry: Entry, data: dict) -> bool:
    """Whether names.json tells of the person in a roster."""
    owner = entry.owner
    if data["system"] != owner.system:
        return False
    # Only a number that is a person's for good stands in a class list.
    if owner.number:
        return owner.number in data["ids"].values()
    return data["name"] == owner.name


def several(entry: Entry, students: tuple[str, ...]) -> str:
    """Return why a person cannot be told, in words."""
    return (
        f"{entry.owner.name!r} may be any of {', '.join(students)}; "
        "write a roster with an id column"
    )
