"""Graded hand-ins with answers in words, made without running anything."""

import os
import random
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from signal import SIGINT

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

from course_helpers.grading.course import quiet
from tests.conftest import ROOT, grader

LESSON = "03_softmax"
STUB = "YOUR ANSWER HERE"
# As in a terminal: of what a script starts in the background Ctrl-C ends nothing.
START = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from course_helpers.cli import app; app()"
)

BEGINNINGS = (
    "All scores are divided by 100, too, so they lie close together.",
    "The scores get a hundred times smaller, and so they nearly agree.",
    "Since every weight of the last layer is divided by 100, each score is, too.",
    "The logits shrink by a factor of 100, so their differences become tiny.",
    "Nothing happens to the scores, because softmax normalises them anyway.",
    "The scores become smaller, the bars of the plot look the same to me.",
)
MIDDLES = (
    "Softmax then gives each digit about 0.1, the network is unsure.",
    "exp of numbers near 0 is near 1, hence all probabilities are close to 0.1.",
    "The probabilities become almost uniform because exp(x) is about 1 + x.",
    "The probabilities stay as they were.",
    "I think that the probabilities get smaller as well, also by 100.",
)
ENDS = (
    "The order of the scores stays, so guesses and accuracy are the same.",
    "As dividing by a positive number keeps the order, no guess changes.",
    "The accuracy drops to ten percent, because it can only guess now.",
    "The guesses are the same and therefore the accuracy, too.",
    "So the accuracy gets worse.",
)
PARTS = (BEGINNINGS, MIDDLES, ENDS)


def sample_answers(count, seed=0):
    """Answers of a class by student: equal ones, near-equal ones, and untouched."""
    chance = random.Random(seed)
    return {f"s{number:03}": _answer(chance) for number in range(count)}


def _answer(chance):
    if chance.random() < 0.06:
        return STUB
    # Most people write the same few things, the first of each list more often.
    parts = [chance.choices(part, range(len(part), 0, -1))[0] for part in PARTS]
    text = " ".join(parts)
    if chance.random() < 0.3:
        text = text.replace("the ", "all the ", 1)
    if chance.random() < 0.3:
        text += f" I saw {chance.randint(8, 14)} % in my run."
    return text.upper() if chance.random() < 0.05 else text


def make_answers(course, answers, lesson=LESSON):
    """Fill a course's gradebook and its graded notebooks.

    Args:
        course: a course that has no such lesson yet.
        answers: texts by student.
        lesson: a lesson of the course.
    """
    source = course.notebook("source", lesson)
    source.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "solutions" / lesson / source.name, source)
    with quiet(), course.api().gradebook as gradebook:
        gradebook.add_assignment(lesson)
        gradebook.add_notebook(lesson, lesson)
        gradebook.add_grade_cell(
            "reflection", lesson, lesson, max_score=2, cell_type="markdown"
        )
        gradebook.add_grade_cell(
            "check-softmax", lesson, lesson, max_score=3, cell_type="code"
        )
        gradebook.add_solution_cell("reflection", lesson, lesson)
        for student, text in answers.items():
            gradebook.add_student(student)
            gradebook.add_submission(lesson, student)
            check = gradebook.find_grade("check-softmax", lesson, lesson, student)
            check.auto_score, check.needs_manual_grade = 3, False
            if text == STUB:
                # What nbgrader's autograde does.
                grade = gradebook.find_grade("reflection", lesson, lesson, student)
                grade.auto_score, grade.needs_manual_grade = 0, False
            write_answer(course, student, text, lesson)
        gradebook.db.commit()


def write_answer(course, student, text, lesson=LESSON):
    """Write a student's graded notebook."""
    marks = grader("reflection", grade=True, solution=True, locked=False, points=2)
    cells = [
        new_markdown_cell("# A lesson", id="title"),
        new_markdown_cell(text, id="reflection", metadata=marks),
    ]
    path = course.notebook("autograded", lesson, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells), path)


def held(course, lesson=LESSON):
    """What nbgrader says about each answer: points, comment, whether it waits."""
    with course.api().gradebook as gradebook:
        found = {}
        for student in gradebook.students:
            where = "reflection", lesson, lesson, student.id
            grade = gradebook.find_grade(*where).to_dict()
            comment = gradebook.find_comment(*where).to_dict()
            found[student.id] = (
                grade["manual_score"],
                comment["manual_comment"],
                grade["needs_manual_grade"],
            )
        return found


@contextmanager
def reading(course, *options):
    """Run `course read` as a person does; give the page's address, end it by Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, "read", LESSON, "--no-browser", *options],
        cwd=course.root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    try:
        said += [process.stdout.readline() for _ in range(3)]
        assert said[1].startswith("http://"), said
        yield said[1].strip()
    finally:
        process.send_signal(SIGINT)
        try:
            said += process.communicate(timeout=60)[0].splitlines()
        finally:
            process.kill()
    assert process.returncode == 0, said
    # Nothing about requests, nor any error.
    assert re.fullmatch(r"\d+ of \d+ answers are unread\.", said[-1]), said
    assert said[2].endswith("Ctrl-C ends it.\n") and len(said) == 4, said
