"""Break a judge in one place at a time: do the answers in tests/answers notice?

A mutant is noticed if a right answer loses points, a wrong one earns other points than
tests/exercises/scores.json says or no longer gets its message, or the judge fails.
Answers are observed once, for a judge sees nothing but what was observed: so a mutant
takes a part of a second, where running the tests anew would take minutes.
"""

import ast
import contextlib
import copy
import io
import random
import signal
import sys
import warnings
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from course_helpers.check.catalogue import exercises
from course_helpers.check.parts import judge, make_inputs, observe
from mutation.changes import mutated, places
from tests.exercises.real_answers import answers_in, files
from tests.exercises.scores import expected
from tests.exercises.test_answers import COSTLY

ROOT = Path(__file__).parents[2]
SEED = 0
PATIENCE = 20  # seconds that a mutant may take
JUDGES = "course_helpers.exercises.judge"


class Answers:
    """The answers to the exercises of a topic, observed."""

    def __init__(self, topic: str) -> None:
        """Observe all answers; those that take a network's training are left out."""
        self.names = [
            name
            for name, entry in exercises().items()
            if entry.topic == topic and name not in COSTLY
        ]
        self.cases = []
        with contextlib.redirect_stdout(io.StringIO()):
            self._observe()

    def _observe(self) -> None:
        scores = expected()
        for name in self.names:
            inputs = make_inputs(name, SEED)
            for kind in ("right", "wrong"):
                for path in files(name, kind):
                    source = path.read_text(encoding="utf-8")
                    observed = observe(name, answers_in(name, source), inputs)
                    words = source.splitlines()[0].removeprefix("#").strip()
                    points = scores[name].get(path.stem)
                    self.cases.append((name, inputs, observed, kind, words, points))

    def notice(self, exercise: str = "") -> bool:
        """Whether a verdict is not what the tests expect: on any answer, or on one's.

        Args:
            exercise: whose answers are judged; all if it is none of the topic's.
        """
        chosen = [case for case in self.cases if case[0] == exercise] or self.cases
        return any(not self._is_expected(*case) for case in chosen)

    @staticmethod
    def _is_expected(name, inputs, observed, kind, words, points) -> bool:
        verdict = judge(name, copy.deepcopy(inputs), copy.deepcopy(observed))
        if kind == "right":
            return verdict.passed and verdict.score == verdict.points
        if verdict.passed or words not in verdict.message:
            return False
        return verdict.score == points


def unload(topic: str) -> None:
    """Forget a topic's judges, so that they are loaded anew."""
    for name in list(sys.modules):
        if name.startswith(f"{JUDGES}.{topic}"):
            del sys.modules[name]


def out_of_time(*_: object) -> None:
    """End a mutant that does not end by itself."""
    raise TimeoutError


def is_noticed(answers: Answers, topic: str, module: str, tree: ast.Module) -> bool:
    """Whether a mutant of a module gives any unexpected verdict."""
    unload(topic)
    signal.alarm(PATIENCE)
    try:
        found = find_spec(module)
        mutant = ModuleType(module)
        mutant.__file__, mutant.__package__ = found.origin, found.parent
        sys.modules[module] = mutant
        exec(compile(tree, found.origin, "exec"), vars(mutant))
        with contextlib.redirect_stdout(io.StringIO()):
            # A judge sees no answers but its own exercise's.
            return answers.notice(module.rpartition(".")[2])
    # Whatever it raises, a test would fail.
    except Exception:
        return True
    finally:
        signal.alarm(0)


def measure(topic: str, share: float) -> tuple[int, list[str]]:
    """Return how many mutants of a topic's judges were tried, and who survived."""
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, out_of_time)
    answers = Answers(topic)
    if answers.notice():
        raise SystemExit(f"{topic}: the judges as they are do not pass; run make test")
    chance = random.Random(topic)
    survivors, tried = [], 0
    for path in sorted((ROOT / "course_helpers/exercises/judge" / topic).glob("*.py")):
        module = f"{JUDGES}.{topic}.{path.stem}"
        if path.stem == "__init__" or path.stem in COSTLY:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for place, number in places(tree):
            if chance.random() >= share:
                continue
            new, what = mutated(tree, place, number)
            tried += 1
            if not is_noticed(answers, topic, module, new):
                survivors.append(f"judge/{topic}/{path.name}:{what}")
                print(survivors[-1], flush=True)
    unload(topic)
    return tried, survivors
