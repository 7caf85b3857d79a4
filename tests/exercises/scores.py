"""What each wrong answer earns: a change of it is meant, or a mistake.

python -m tests.exercises.scores            writes scores.json anew; read the difference
python -m tests.exercises.scores NAME ...   these exercises only
"""

import json
import sys
import warnings
from pathlib import Path

from course_helpers.check.catalogue import exercises
from course_helpers.check.session import NOTEBOOK_SEED, verdict_on
from tests.exercises.real_answers import answers_in, files

FILE = Path(__file__).with_name("scores.json")


def expected() -> dict[str, dict[str, float]]:
    """Points by exercise and wrong answer."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def score(exercise: str, path: Path) -> float:
    """Points of an answer in a notebook."""
    answers = answers_in(exercise, path.read_text(encoding="utf-8"))
    return verdict_on(exercise, answers, NOTEBOOK_SEED).score


def main(*chosen: str) -> None:
    """Write what the wrong answers to the exercises chosen, or to all, earn now."""
    warnings.simplefilter("ignore")
    before = expected()
    found = {
        name: {path.stem: score(name, path) for path in files(name, "wrong")}
        if name in (chosen or exercises())
        else before.get(name, {})
        for name in exercises()
    }
    FILE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
