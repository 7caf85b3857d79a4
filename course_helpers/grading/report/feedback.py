"""One page for each student, and zip files that Moodle and Canvas hand out."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from course_helpers.files import write_whole
from course_helpers.grading.collect.archive import handins_folder, history
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.lms import PLATFORMS
from course_helpers.grading.lms.people import Names, load_names
from course_helpers.grading.record.class_reader import read_class
from course_helpers.grading.record.classbook import ClassBook
from course_helpers.grading.record.total import Total, is_graded_as_a_whole, totals
from course_helpers.grading.report.html import page

SYSTEMS = tuple(PLATFORMS)


def pages_folder(course: Course) -> Path:
    """Return the folder of students' pages, beside nbgrader's own feedback."""
    return course.folder("feedback").parent / "pages"


def write_pages(
    course: Course, lessons: list[str] | None = None, section: str | None = None
) -> Iterator[Path]:
    """Write one page for each student who handed in; yield the paths.

    Args:
        course: the course folder.
        lessons: what the pages tell of; all that anybody handed in if not given.
        section: only the people of this section, if given.

    Raises:
        CourseError: there is no such lesson or section.
    """
    book = read_class(course, lessons, section)
    # Of a part of the lessons there is no grade of the course.
    whole = is_graded_as_a_whole(course) and not lessons
    grades = totals(course, book) if whole else {}
    for student in book.people:
        handed_in = [name for name in book.lessons if (student, name) in book.hand_ins]
        if handed_in:
            path = pages_folder(course) / f"{student}.html"
            text = feedback(book, student, handed_in, grades.get(student))
            write_whole(path, text.encode())
            yield path


def feedback(
    book: ClassBook, student: str, lessons: list[str], total: Total | None = None
) -> str:
    """Return what a student reads about lessons that he or she handed in, as HTML.

    Args:
        book: the class.
        student: who reads it.
        lessons: the lessons it is about.
        total: the grade of the course, where it should be there.
    """
    return page(
        "feedback.html",
        person=book.people[student],
        hand_ins={lesson: book.hand_ins[student, lesson] for lesson in lessons},
        book=book,
        total=total,
    )


def write_zips(
    course: Course, system: str, lessons: list[str] | None = None
) -> Iterator[tuple[Path, list[str]]]:
    """Write a zip file for each lesson, ready for upload.

    Moodle tells a person's file by a number of that assignment alone, Canvas by the
    number of the hand-in: hence a file for each lesson, and only for hand-ins that
    `course collect` took from that system.

    Args:
        course: the course folder.
        system: "moodle" or "canvas".
        lessons: the lessons; all that anybody handed in if not given.

    Yields:
        The path, and the students of that lesson who are not in it.

    Raises:
        CourseError: no such system or lesson, or no hand-in came from that system.
    """
    if system not in SYSTEMS:
        raise CourseError(
            f"feedback: expected one of {', '.join(SYSTEMS)}; got {system}."
        )
    book = read_class(course, lessons)
    names = load_names(handins_folder(course))
    # A class may come from several sources, so only no file at all is an error.
    nothing = True
    for lesson in book.lessons:
        students = book.of_lesson(lesson)
        file_names = {s: _file_name(course, names, system, s, lesson) for s in students}
        files = {
            file_names[s]: feedback(book, s, [lesson])
            for s in students
            if file_names[s]
        }
        if files:
            nothing = False
            path = pages_folder(course) / f"{lesson}-{system}.zip"
            write_whole(path, _zipped(files))
            yield path, [student for student in students if not file_names[student]]
    if nothing:
        raise CourseError(
            f"feedback: expected hand-ins from {system}'s zip file; there are none. "
            "Collect that file itself, not what was unpacked and renamed."
        )


def _zipped(files: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


def _file_name(
    course: Course, names: Names, system: str, student: str, lesson: str
) -> str:
    """Return what a system wants a student's file to be called; empty if unknown."""
    data = names.get(student, {"system": "", "ids": {}})
    kept = history(handins_folder(course) / student / lesson)[::-1]
    # Whoever is in a list of one's own, or came from both platforms, is told by where
    # this hand-in came from; archives of earlier versions do not say that.
    systems = {hand_in.origin.system for hand_in in kept} - {""} or {data["system"]}
    # Of this lesson alone: elsewhere Moodle's number may be another person's.
    number = data["ids"].get(lesson) if system in systems else None
    if not number:
        return ""
    uploads = [hand_in.original for hand_in in kept]
    return PLATFORMS[system].feedback_file(data["name"], number, lesson, uploads)
