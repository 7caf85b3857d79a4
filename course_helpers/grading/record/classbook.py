"""A class as grading knows it: people, scores, verdicts, and what went wrong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from course_helpers.check.catalogue import REFLECTION
from course_helpers.check.contract import Verdict

LEFT_OUT = "…"
"""Stands where a name stood."""

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Person:
    """A member of the class.

    Attributes:
        id: nbgrader's name for the person, and the folder's.
        first: first name; it, the last name and the e-mail may be empty.
        last: last name.
        email: e-mail address.
        known_as: the name in full that a learning management system gave.
        section: the section or group; may be empty.
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    known_as: str = ""
    section: str = ""

    @property
    def name(self) -> str:
        """The name for a page."""
        return f"{self.first} {self.last}".strip() or self.known_as or self.id

    def left_out_of(self, text: str) -> str:
        """Return a text without what tells who the person is."""
        whole = {self.id, self.email, self.known_as, self.name}
        words = re.split(r"[\s_.,@+-]+", " ".join((*whole, self.first, self.last)))
        # Shorter and all-digit parts of names stand everywhere in code.
        parts = {word for word in words if len(word) > 2 and not word.isdigit()}
        # The longest first: a part of ada_lovelace_77 would leave the number.
        names = sorted((whole | parts) - {""}, key=len, reverse=True)
        either = "|".join(map(re.escape, names))
        # A "_" parts words here, unlike for \b: ada_mean names Ada.
        whole_words = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)
        return whole_words.sub(LEFT_OUT, _EMAIL.sub(LEFT_OUT, text))


@dataclass(frozen=True)
class Grade:
    """Points for one exercise.

    Attributes:
        score: points; None while a person has still to read the answer.
        max_score: points that it is worth.
        manual: whether a person gave the points.
        comment: what a person wrote about it.
    """

    score: float | None
    max_score: float
    manual: bool = False
    comment: str = ""


@dataclass
class HandIn:
    """One hand-in.

    Attributes:
        graded: whether the gradebook has scores for it.
        grades: by exercise, in the lesson's order.
        verdicts: what the checks said, by exercise.
        predictions: what the student expected, by the prediction's name.
        reason: why it could not be graded, or not to its end; empty if it was.
        time: when it was handed in, UTC; None where nothing trusted tells.
        time_unknown: whether it may have come late, and nobody knows: it counts as in
            time.
        due: until when this student could hand in, UTC; None without a due date.
        late: seconds after the due date, extensions counted; 0 if in time.
        penalty: points that nbgrader takes off for it.
    """

    graded: bool = False
    grades: dict[str, Grade] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    predictions: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    time: datetime | None = None
    time_unknown: bool = False
    due: datetime | None = None
    late: float = 0.0
    penalty: float = 0.0

    @property
    def score(self) -> float | None:
        """Points so far without the penalty; None if it was not graded."""
        if not self.graded:
            return None
        return round(sum(grade.score or 0.0 for grade in self.grades.values()), 2)

    @property
    def final_score(self) -> float | None:
        """Points so far, the penalty taken off; None if it was not graded."""
        if self.score is None:
            return None
        # As nbgrader exports it: a penalty takes no more than there is.
        return round(max(0.0, self.score - self.penalty), 2)

    @property
    def waiting(self) -> list[str]:
        """Exercises that a person has still to read."""
        return [name for name, grade in self.grades.items() if grade.score is None]


@dataclass
class ClassBook:
    """A class and what it handed in.

    Attributes:
        people: the class, by id, in order.
        lessons: the lessons that are looked at, in order.
        exercises: for each lesson what each exercise is worth, in its order.
        due: for each lesson that has one, the due date, UTC.
        hand_ins: by student and lesson.
    """

    people: dict[str, Person]
    lessons: list[str]
    exercises: dict[str, dict[str, float]] = field(default_factory=dict)
    due: dict[str, datetime] = field(default_factory=dict)
    hand_ins: dict[tuple[str, str], HandIn] = field(default_factory=dict)

    def of_lesson(self, lesson: str) -> dict[str, HandIn]:
        """Return a lesson's hand-ins by student."""
        pairs = ((student, (student, lesson)) for student in self.people)
        return {s: self.hand_ins[pair] for s, pair in pairs if pair in self.hand_ins}

    def missing(self, lesson: str) -> list[str]:
        """Return the students who handed nothing in for a lesson."""
        return [s for s in self.people if (s, lesson) not in self.hand_ins]

    def checked(self, lesson: str) -> list[str]:
        """Return a lesson's exercises that a check grades."""
        return [name for name in self.exercises.get(lesson, {}) if name != REFLECTION]

    def sections(self) -> list[str]:
        """Return the sections of the class, in order."""
        return sorted({person.section for person in self.people.values()} - {""})

    def worth(self, lesson: str) -> float:
        """Return the points that a lesson is worth."""
        return sum(self.exercises.get(lesson, {}).values())

    def total(self, student: str) -> float:
        """Return a student's points in all lessons that are looked at."""
        hand_ins = (self.hand_ins.get((student, lesson)) for lesson in self.lessons)
        return round(sum(h.final_score or 0.0 for h in hand_ins if h), 2)


def in_order(exercises: Iterable[str], posed: list[str]) -> list[str]:
    """Return exercises as the lesson poses them, then others, the reflection last."""
    places = {name: place for place, name in enumerate(posed)}
    end = len(places)
    return sorted(
        exercises, key=lambda name: (places.get(name, end), name == REFLECTION, name)
    )
