"""All that the page for reading shows, as plain data; and what it sends back."""

from collections.abc import Mapping
from dataclasses import asdict
from operator import itemgetter
from typing import Any

from course_helpers.grading.course import Course
from course_helpers.grading.reading import alike, marks
from course_helpers.grading.reading.answers import AnswerReader, WrittenAnswer
from course_helpers.grading.reading.marks import Change, ConflictError, Mark
from course_helpers.grading.reading.question import question_of

UNREAD, AGAIN, READ = range(3)
"""Nobody gave points; it was graded again since; all is done. The most urgent first."""


class Desk:
    """A lesson's answers in front of one reader."""

    def __init__(
        self,
        course: Course,
        lesson: str,
        with_names: bool = False,
        section: str | None = None,
    ) -> None:
        """Lay out a lesson; arguments and errors as of AnswerReader.

        Args:
            course: the course folder.
            lesson: the lesson's name.
            with_names: show who wrote what; else no name is in what is shown.
            section: read the answers of this section of the class alone.
        """
        self.course, self.lesson, self.with_names = course, lesson, with_names
        self.section = section or ""
        self._reader = AnswerReader(course, lesson, section)

    def page(self) -> dict[str, Any]:
        """Return what the page shows; raises CourseError if there is nothing to read.

        Returns:
            The question, the answers in groups, the alike ones side by side and the
            unread ones first, and what the gradebook holds about each.
        """
        answers, troubles = self._reader.answers()
        return {
            "lesson": self.lesson,
            "section": self.section,
            "worth": max((a.entry.worth for a in answers), default=0),
            "question": asdict(question_of(self.course, self.lesson)),
            "groups": self._groups(answers),
            "marks": {a.entry.id: _told(a) for a in answers},
            "troubles": troubles,
        }

    def save(
        self, changes: Mapping[str, Change], versions: Mapping[str, str]
    ) -> dict[str, Any]:
        """Write new marks to the gradebook; return all marks that it holds then.

        Args:
            changes: by the answer's id.
            versions: which text of each answer was read.

        Raises:
            ConflictError: another mark, or another text, is there by now.
            CourseError: the gradebook cannot be written to.
            ValueError: more points than the question is worth, or less than 0.
        """
        there = {a.entry.id: a for a in self._reader.answers()[0]}
        for name, change in changes.items():
            if name not in there or there[name].version != versions[name]:
                raise ConflictError(name)
            worth, points = there[name].entry.worth, change.mark.points
            if points is not None and not 0 <= points <= worth:
                raise ValueError(f"expected points from 0 to {worth:g}; got {points:g}")
        marks.save(self.course, self.lesson, changes)
        return self.marks()

    def marks(self) -> dict[str, Any]:
        """Return what the gradebook holds about each answer, by its id."""
        return {a.entry.id: _told(a) for a in self._reader.answers()[0]}

    def left(self) -> tuple[int, int]:
        """Return how many answers nobody has read yet, and how many there are."""
        states = [_state(a.entry.mark) for a in self._reader.answers()[0]]
        return states.count(UNREAD), len(states)

    def _groups(self, answers: list[WrittenAnswer]) -> list[dict[str, Any]]:
        written = [answer for answer in answers if not answer.is_empty]
        shown = [self._shown(answer) for answer in written]
        groups = alike.equal_groups(shown)
        texts = [shown[group[0]] for group in groups]
        told: list[tuple[int, dict[str, Any]]] = []
        for place, neighbour in alike.side_by_side(alike.similarities(texts)):
            members = [written[n] for n in groups[place]]
            group = self._group(members, texts[place])
            if neighbour and neighbour.similarity >= alike.NEAR:
                like = neighbour.place
                group["like"] = written[groups[like][0]].entry.id
                group["pieces"] = alike.differences(texts[like], texts[place])
            told.append((_urgency(members), group))
        # Among equally urgent ones the order by likeness stays.
        told.sort(key=itemgetter(0))
        if empty := [answer for answer in answers if answer.is_empty]:
            told.append((0, self._group(empty, "")))
        return [group for _, group in told]

    def _group(self, members: list[WrittenAnswer], text: str) -> dict[str, Any]:
        return {
            "answers": [answer.entry.id for answer in members],
            "names": [a.person.name for a in members] if self.with_names else [],
            "text": text,
            "empty": members[0].is_empty,
            "like": None,
            "pieces": [],
        }

    def _shown(self, answer: WrittenAnswer) -> str:
        if self.with_names:
            return answer.text
        return answer.person.left_out_of(answer.text)


def _told(answer: WrittenAnswer) -> dict[str, Any]:
    entry = answer.entry
    more = {"automatic": entry.automatic, "version": answer.version}
    return asdict(entry.mark) | more


def _urgency(members: list[WrittenAnswer]) -> int:
    return min(_state(answer.entry.mark) for answer in members)


def _state(mark: Mark) -> int:
    if not mark.waits:
        return READ
    return UNREAD if mark.points is None else AGAIN
