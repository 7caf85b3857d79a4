"""The course's hints: three for every exercise, and none of them is the answer."""

import re
import textwrap
from pathlib import Path

import nbformat
import pytest

from course_helpers.cells import answer_cells
from course_helpers.check.aids.hints import TIERS, hints
from course_helpers.check.catalogue import exercises
from course_helpers.check.session import NOTEBOOK_SEED, verdict_on
from tests.exercises.real_answers import answers_in, right_source

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
BLOCK = re.compile(r"```python\n(.*?)\n```", re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
STUB = re.compile(r"^( *)raise NotImplementedError\(?\)?$", re.MULTILINE)

each_exercise = pytest.mark.parametrize("name", exercises())


def tiers(name):
    return hints(exercises()[name].topic)[name]


def stub(name):
    lesson = exercises()[name].lesson
    path = NOTEBOOKS / lesson / f"{lesson}.ipynb"
    cells = answer_cells(nbformat.read(path, as_version=4))
    # A check may take the answer to an earlier exercise, too.
    earlier = [a for a in exercises()[name].answers if a != name and a in exercises()]
    return "\n\n".join([*map(right_source, earlier), cells[name].source])


def tries(name, hint):
    """Whoever types a hint as it stands: its code as the body, and as its result."""
    bodies = BLOCK.findall(hint)
    assigned = [re.findall(r"^(\w+) = ", body, re.MULTILINE) for body in bodies]
    pairs = list(zip(bodies, assigned, strict=True))
    bodies += [f"{body}\nreturn {names[-1]}" for body, names in pairs if names]
    bodies += [f"return {span}" for span in SPAN.findall(BLOCK.sub("", hint))]
    for body in bodies:
        yield STUB.sub(lambda m, b=body: textwrap.indent(b, m[1]), stub(name))


@each_exercise
def test_every_exercise_has_three_hints_of_one_to_three_sentences(name):
    assert len(tiers(name)) == len(TIERS)
    for hint in tiers(name):
        assert 5 <= len(BLOCK.sub("", hint).split()) <= 60, hint
    assert BLOCK.search(tiers(name)[2]), "the last one shows a line of code"
    assert not BLOCK.search(tiers(name)[0]), "the first one is words"


@each_exercise
@pytest.mark.filterwarnings("ignore")
def test_no_hint_typed_as_it_stands_passes_the_check(name):
    for hint in tiers(name):
        for source in tries(name, hint):
            try:
                answers = answers_in(name, source)
            except (SyntaxError, NameError):
                continue
            verdict = verdict_on(name, answers, NOTEBOOK_SEED)
            assert not verdict.passed, source
