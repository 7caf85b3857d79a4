"""What nbgrader finds in a notebook that was not executed."""

import pytest
from nbformat.v4 import new_code_cell
from nbgrader.utils import determine_grade

from course_helpers.cells import TABLE
from course_helpers.check.catalogue import exercises
from course_helpers.check.contract import Criterion, Verdict
from course_helpers.grading.record.replay import fill
from course_helpers.grading.run.outputs import printed
from course_helpers.grading.run.results import Result
from tests.conftest import lesson_points, small_lesson

SHOWN = {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}}


def verdict(name, lost=0.0, written=True):
    points = exercises()[name].points
    criteria = Criterion("a", lost, "no" if lost else ""), Criterion("b", 1 - lost)
    return Verdict(name, points, criteria, written)


@pytest.fixture
def filled():
    """A hand-in whose first exercise is partly wrong, its second not written."""
    first, second, *_ = names = list(lesson_points())
    verdicts = {name: verdict(name) for name in names}
    verdicts[first] = verdict(first, lost=1 / 3)
    verdicts[second] = verdict(second, written=False)
    notebook = small_lesson()
    notebook.cells.append(new_code_cell("check.table()", id=TABLE))
    outputs = {"setup": [printed("hello"), SHOWN], f"check-{first}": [SHOWN]}
    fill(notebook, Result(1, outputs, verdicts))
    return {cell.id: cell for cell in notebook.cells}, verdicts


def test_nbgrader_reads_each_verdicts_points(filled):
    cells, verdicts = filled
    points = {n: determine_grade(cells[f"check-{n}"])[0] for n in verdicts}
    assert points == {name: verdict.score for name, verdict in verdicts.items()}
    first, second, *_ = verdicts
    assert 0 < points[first] < exercises()[first].points and points[second] == 0


def test_message_stands_below_what_failed(filled):
    cells, verdicts = filled
    first, *_, last = verdicts
    assert cells[f"check-{first}"].outputs[0].text.endswith("\n\nno\n")
    assert "no" not in cells[f"check-{last}"].outputs[0].text.split()


def test_table_says_what_the_verdicts_say(filled):
    cells, verdicts = filled
    (shown,) = cells[TABLE].outputs
    total = sum(verdict.score for verdict in verdicts.values())
    assert f"{total:g}" in shown.text


def test_only_what_ran_has_a_number(filled):
    cells, verdicts = filled
    ran = ["setup", *(f"check-{name}" for name in lesson_points()), TABLE]
    numbers = [cells[name].execution_count for name in ran]
    assert numbers == list(range(1, len(ran) + 1))
    assert cells["setup"].outputs[1].execution_count == 1
    assert all(cells[name].execution_count is None for name in verdicts)
    assert "outputs" not in cells["title"]
