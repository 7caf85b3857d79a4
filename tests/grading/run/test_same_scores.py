"""Every answer of tests/answers gets the same from the grader as in the notebook."""

from copy import deepcopy
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
from nbformat.v4 import new_code_cell

from course_helpers.cells import answer_cells
from course_helpers.check.catalogue import exercises_of, lessons
from course_helpers.check.session import NOTEBOOK_SEED, verdict_on
from course_helpers.grading.hand_in import read_hand_in
from course_helpers.grading.limits import Limits
from course_helpers.grading.notebook import read
from course_helpers.grading.run.execution import run, share
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.rebuild import rebuild
from course_helpers.grading.run.workshop import Workshop
from tests.conftest import ROOT
from tests.exercises.real_answers import SETUP, answers_in, files

LESSONS = lessons()
USES_THE_LESSON = {("evaluate", "wrong_global_loader")}
"""Answers that use a name which a lesson's own cells define, and `answers_in` lacks."""
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]


@pytest.fixture(scope="module")
def grader():
    """A warm sandbox and a judge."""
    with Judge() as judge, Workshop(Limits()) as workshop:
        yield workshop, judge


def answers(exercise: str) -> list[Path]:
    """The files with answers to an exercise, right and wrong ones."""
    found = [files(exercise, kind) for kind in ("right", "wrong")]
    if exercise == "train_classifier":  # a right one trains a network for 20 seconds
        return [found[0][0], found[1][-1]]  # the typical mistake does not train
    return found[0] + found[1]


def in_the_notebook(exercise: str, path: Path) -> tuple:
    """What the check in a learner's notebook says of an answer."""
    found = answers_in(exercise, path.read_text("utf-8"))
    verdict = verdict_on(exercise, found, NOTEBOOK_SEED)
    plt.close("all")
    return said(verdict)


def said(verdict) -> tuple:
    """A verdict's score, and which of its criteria hold."""
    holds = [(criterion.name, criterion.passed) for criterion in verdict.criteria]
    return verdict.score, verdict.written, holds


def write_hand_in(path: Path, release, sources: dict[str, str]) -> None:
    """Write a released notebook with answers, and with a cell of imports of one's own.

    The answers use what not every lesson imports.
    """
    notebook = deepcopy(release)
    cells = answer_cells(notebook)
    for name, source in sources.items():
        cells[name].source = source
    first = next(n for n, cell in enumerate(notebook.cells) if cell.id in cells)
    imports = "\n".join(line for line in SETUP.split("\n") if ".use(" not in line)
    notebook.cells.insert(first, new_code_cell(imports, id="mine"))
    nbformat.write(notebook, path)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("lesson", LESSONS)
def test_grader_says_what_the_notebook_says(lesson, grader, tmp_path):
    workshop, judge = grader
    release = read(ROOT / "notebooks" / lesson / f"{lesson}.ipynb")
    shared = share(release)
    chosen = {e.name: answers(e.name) for e in exercises_of(lesson)}
    different = []
    for number in range(max(map(len, chosen.values()))):
        packed = {n: paths[number] for n, paths in chosen.items() if paths[number:]}
        sources = {name: answer.read_text("utf-8") for name, answer in packed.items()}
        path = tmp_path / f"{number}.ipynb"
        write_hand_in(path, release, sources)
        hand_in = rebuild(release, read_hand_in(path))
        result = run(hand_in, workshop.run, judge, Limits(), NOTEBOOK_SEED, shared)
        for name, answer in packed.items():
            expected, got = in_the_notebook(name, answer), said(result.verdicts[name])
            if expected != got and (name, answer.stem) not in USES_THE_LESSON:
                different.append((answer.stem, name, expected, got))
    assert not different


@pytest.mark.parametrize("lesson", LESSONS)
def test_own_cells_of_an_untouched_lesson_run_without_an_error(lesson, grader):
    workshop, judge = grader
    hand_in = rebuild(read(ROOT / "notebooks" / lesson / f"{lesson}.ipynb"), [])
    result = run(hand_in, workshop.run, judge, Limits())
    errors = {
        cell: output["evalue"]
        for cell, outputs in result.outputs.items()
        for output in outputs
        if output["output_type"] == "error" and not cell.startswith("check-")
    }
    assert not errors
