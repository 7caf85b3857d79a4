"""The answers in words to one lesson's question, each with its author and its mark."""

import hashlib
from collections import Counter
from dataclasses import dataclass

from course_helpers.cells import Cell, answer_cells, is_stub
from course_helpers.check.catalogue import REFLECTION
from course_helpers.grading.collect.archive import handins_folder
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import UnreadableError
from course_helpers.grading.hand_in import read_hand_in
from course_helpers.grading.lms.people import load_names
from course_helpers.grading.notebook import read
from course_helpers.grading.reading.marks import AnswerEntry, entries
from course_helpers.grading.record.class_reader import people_of
from course_helpers.grading.record.classbook import Person

LONGEST = 20_000
"""Characters of an answer that are shown; asked for are three to six sentences."""

_CUT = "\n\n[cut here: the rest is in the notebook]"


@dataclass(frozen=True)
class WrittenAnswer:
    """One answer.

    Attributes:
        entry: what the gradebook knows of it.
        person: whose it is.
        text: what the person wrote.
        is_empty: whether the cell was left as it was handed out.
    """

    entry: AnswerEntry
    person: Person
    text: str
    is_empty: bool

    @property
    def version(self) -> str:
        """Another one for another text: a newer hand-in may have been graded."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


class AnswerReader:
    """Reads the answers to a lesson's question, each file once until it changes."""

    def __init__(self, course: Course, lesson: str, section: str | None = None) -> None:
        """Look at a lesson.

        Args:
            course: the course folder.
            lesson: the lesson's name.
            section: read the answers of this section of the class alone.

        Raises:
            CourseError: there is no such lesson or section.
        """
        course.chosen([lesson])
        self.course, self.lesson = course, lesson
        self._members = _members(course, section) if section else None
        self._texts: dict[str, tuple[tuple[int, int], str]] = {}
        path = course.notebook("release", lesson)
        cells = answer_cells(read(path)) if path.is_file() else {}
        self._stub = cells[REFLECTION].source if REFLECTION in cells else ""

    def answers(self) -> tuple[list[WrittenAnswer], list[str]]:
        """Return the answers, and what to say about those that cannot be read.

        Raises:
            CourseError: there is none.
        """
        answers, reasons = [], Counter()
        with self.course.api().gradebook as gradebook:
            there = self._chosen(entries(gradebook.db, self.lesson))
            students = {entry.student for entry in there.values()}
            people = people_of(self.course, gradebook.db, students)
        for entry in there.values():
            try:
                text = self._text(entry.student)
            except UnreadableError as error:
                reasons[str(error)] += 1
                continue
            empty = is_stub(Cell("markdown", text), self._stub)
            answers.append(WrittenAnswer(entry, people[entry.student], text, empty))
        if not there:
            raise CourseError(
                f"{self.lesson}: expected graded hand-ins with an answer in words; "
                f"there are none. Run: course grade {self.lesson}"
            )
        return answers, [
            f"{count} not shown: {why}. Run: course grade {self.lesson} --force"
            for why, count in reasons.items()
        ]

    def _chosen(self, there: dict[str, AnswerEntry]) -> dict[str, AnswerEntry]:
        if self._members is None:
            return there
        return {
            k: entry for k, entry in there.items() if entry.student in self._members
        }

    def _text(self, student: str) -> str:
        """Return an answer's text; raises UnreadableError."""
        path = self.course.notebook("autograded", self.lesson, student)
        try:
            status = path.stat()
        except OSError as error:
            raise UnreadableError(f"no graded notebook ({error.strerror})") from None
        stamp = status.st_mtime_ns, status.st_size
        if self._texts.get(student, ((), ""))[0] != stamp:
            cells = read_hand_in(path, self.course.source_limits)
            self._texts[student] = stamp, _words_in(cells)
        return self._texts[student][1]


def _words_in(cells: list[Cell]) -> str:
    # Graded notebooks are rebuilt from the released one, so names can be trusted.
    for cell in cells:
        if cell.kind == "markdown" and REFLECTION in cell.names:
            text = cell.source
            return text if len(text) <= LONGEST else text[:LONGEST] + _CUT
    raise UnreadableError("no answer in words in the graded notebook")


def _members(course: Course, section: str) -> set[str]:
    """Return the students of a section."""
    names = load_names(handins_folder(course))
    sections = {student: data.get("section", "") for student, data in names.items()}
    members = {s for s, own in sections.items() if own.casefold() == section.casefold()}
    if not members:
        known = ", ".join(sorted(set(filter(None, sections.values()))))
        raise CourseError(
            f"section: expected one of {known or 'a class list'}; got {section}. "
            "Sections come from the class list: course roster"
        )
    return members
