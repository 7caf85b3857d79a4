"""Observations made up by a hand-in's code, beside answer cells that are untouched."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from course_helpers.check.catalogue import exercises
from course_helpers.grading.hand_in import read_hand_in
from course_helpers.grading.limits import Limits
from course_helpers.grading.notebook import read
from course_helpers.grading.run.execution import run
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.rebuild import rebuild
from course_helpers.grading.run.workshop import Workshop
from tests.conftest import ROOT
from tests.exercises.real_answers import SETUP, right_source

pytestmark = pytest.mark.usefixtures("sandbox", "warm")

SEEN = """
from course_helpers.check import parts
names = {}
exec(SETUP, names)
exec(SOURCE, names)
answers = tuple(names[name] for name in NAMES)
# A right answer that somebody else wrote, seen with inputs of one's own.
seen = parts.observe(NAME, answers, parts.make_inputs(NAME, 5))
"""
REPLAYED = SEEN + "parts.observe = lambda *arguments: seen"
CUT = (
    SEEN
    + """
import math
def cut(part):
    if isinstance(part, dict):
        return {key: cut(inner) for key, inner in part.items()}
    if isinstance(part, list):
        return [cut(inner) for inner in part]
    return part * math.nan if isinstance(part, torch.Tensor) else part
parts.observe = lambda *arguments: cut(seen)
"""
)
NOTHING = "from course_helpers.check import parts\nparts.observe = lambda *a: {}"
# What is noted beside the answer's code can be forged, and so can the form alone where
# the secret number of images happens to be the same: SECURITY.md names both.
SIDE_EFFECTS = {"LeNet": 0.15 + 0.1}


@pytest.fixture(scope="module")
def grader(warm):
    with Judge() as judge, Workshop(Limits()) as workshop:
        yield workshop, judge


def score(grader, exercise: str, code: str, folder) -> float:
    """The share of the points that a hand-in gets for its code in an extra cell."""
    entry = exercises()[exercise]
    release = read(ROOT / "notebooks" / entry.lesson / f"{entry.lesson}.ipynb")
    wanted = ("setup", exercise, f"check-{exercise}")
    release.cells = [cell for cell in release.cells if cell.id in wanted]
    hand_in = nbformat.from_dict(release)
    told = {"SETUP": SETUP, "SOURCE": right_source(exercise)}
    told |= {"NAMES": entry.answers, "NAME": exercise}
    lines = [f"{name} = {value!r}" for name, value in told.items()]
    extra = new_code_cell("\n".join([*lines, code]), id="mine")
    hand_in.cells = [release.cells[0], extra, *release.cells[1:]]
    path = folder / f"{entry.lesson}.ipynb"
    nbformat.write(hand_in, path)
    workshop, judge = grader
    result = run(rebuild(release, read_hand_in(path)), workshop.run, judge, Limits())
    verdict = result.verdicts[exercise]
    assert not result.trouble and verdict.written
    return verdict.score / verdict.points


OTHERS = [
    pytest.param(name, marks=pytest.mark.slow) for name in ("LeNet", "ReluNet", "fit")
]


@pytest.mark.parametrize("code", [REPLAYED, CUT, NOTHING], ids=["replay", "nan", "no"])
@pytest.mark.parametrize("exercise", ["Classifier", *OTHERS])
def test_what_was_never_shown_earns_nothing(grader, exercise, code, tmp_path):
    most = SIDE_EFFECTS.get(exercise, 0) if code != NOTHING else 0
    assert score(grader, exercise, code, tmp_path) <= most
