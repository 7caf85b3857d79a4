"""Claims of SECURITY.md that no attack and no other test covers."""

import re
import shutil

import pytest
from typer.testing import CliRunner

from course_helpers.check.catalogue import exercises
from course_helpers.check.session import NOTEBOOK_SEED, verdict_on
from course_helpers.cli import app
from course_helpers.grading.release.make import release
from course_helpers.grading.run.execution import fresh_seed
from tests.conftest import ROOT

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
SIDE_EFFECTS = dict(re.findall(r"^ *\| `(\w+)` \| (.+) \|$", PAGE, re.M))


def weights(exercise: str) -> dict[str, float]:
    """The criteria of an exercise, each with its weight."""
    answers = tuple(lambda *_: None for _ in exercises()[exercise].answers)
    criteria = verdict_on(exercise, answers, NOTEBOOK_SEED).criteria
    return {criterion.name: criterion.weight for criterion in criteria}


@pytest.mark.parametrize("exercise", SIDE_EFFECTS)
def test_side_effects_are_worth_a_quarter_at_most(exercise):
    told, known = SIDE_EFFECTS[exercise], weights(exercise)
    if told.startswith("all:"):
        assert exercise == "save_and_load" == list(SIDE_EFFECTS)[-1]
        return
    named = told.split("; ")
    assert set(named) <= known.keys()
    assert 0 < sum(known[name] for name in named) <= 0.25 + 1e-9


def test_page_names_every_criterion_about_what_an_answer_leaves():
    words = re.compile(r"as before|as it was|left alone|untouched|the same param|kept")
    for exercise in exercises().keys() - {"train_classifier", "save_and_load"}:
        known = weights(exercise)
        effects = {name for name in known if words.search(name) and known[name]}
        assert effects <= set(SIDE_EFFECTS.get(exercise, "").split("; ")), exercise


def test_seed_is_fresh_for_each_run():
    seeds = {fresh_seed() for _ in range(100)}
    assert len(seeds) == 100 and max(seeds) > 2**50


def test_without_bubblewrap_grading_refuses_and_says_how(course, monkeypatch):
    made = release(course, "01_tensors", run=False)
    path = course.notebook("submitted", "01_tensors", "ada")
    path.parent.mkdir(parents=True)
    shutil.copy(made, path)
    monkeypatch.chdir(course.root)
    monkeypatch.setattr("shutil.which", lambda name: None)
    result = CliRunner().invoke(app, ["grade"])
    said = " ".join(result.output.split())
    assert result.exit_code == 1 and "sandbox: expected the program bwrap" in said
    assert "apt-get install bubblewrap" in said and "Traceback" not in said
    assert not list(course.root.glob("grading/recorded/*/*"))
