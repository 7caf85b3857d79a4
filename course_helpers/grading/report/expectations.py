"""What a class predicted: how many were right, and which wrong thought how many had."""

from collections import Counter
from dataclasses import dataclass

from course_helpers.check.aids.predictions import predictions
from course_helpers.grading.record.classbook import ClassBook

MOST = 4
"""Wrong thoughts that are shown of a question."""


@dataclass(frozen=True)
class Expectation:
    """How a class answered one question before the notebook did.

    Attributes:
        question: in few words.
        truth: the right answer, as a reader understands it.
        count: students who answered.
        right: how many of them were right.
        thoughts: wrong answers with how many gave them, the most frequent first.
    """

    question: str
    truth: str
    count: int
    right: int
    thoughts: list[tuple[str, int]]


def expectations(book: ClassBook, lesson: str) -> list[Expectation]:
    """Return how a lesson's questions were answered; those that somebody answered."""
    hand_ins = book.of_lesson(lesson).values()
    asked = [p for p in predictions().values() if p.lesson == lesson]
    results = []
    for question in asked:
        name = question.name
        given = [h.predictions[name] for h in hand_ins if name in h.predictions]
        wrong = [value for value in given if not question.holds(value)]
        if given:
            results.append(
                Expectation(
                    question.question,
                    question.wording(question.right),
                    len(given),
                    len(given) - len(wrong),
                    Counter(map(question.wording, wrong)).most_common(MOST),
                )
            )
    return results
