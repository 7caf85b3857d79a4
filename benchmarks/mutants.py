"""Break what decides points in one place at a time: do the tests notice?

    python benchmarks/mutants.py [--topics softmax ...] [--modules check.contract ...]
                                 [--share 0.2] [--save]

Each mutant is a module with one change in its syntax tree: a comparison, an operator, a
number, a condition, what a function returns. Those of a topic's judges are tried on the
answers in tests/answers, those of the modules between verdict and grade by the tests
that concern each. Messages' texts are not mutated.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))
# Processes that are forked have one thread anyway.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from mutation import grading  # noqa: E402
from record import found, load, save  # noqa: E402

JUDGES = ROOT / "course_helpers" / "exercises" / "judge"


def main() -> None:
    """Try the mutants, print who survives; keep the numbers if asked to."""
    topics = sorted(p.name for p in JUDGES.iterdir() if list(p.glob("__init__.py")))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--topics", nargs="+", choices=topics, default=[])
    parser.add_argument("--modules", nargs="+", choices=grading.TESTS, default=[])
    parser.add_argument("--share", type=float, default=1, help="of all mutants")
    parser.add_argument("--save", action="store_true", help="write results/mutants")
    options = parser.parse_args()
    if not options.topics and not options.modules:
        options.topics, options.modules = topics, list(grading.TESTS)
    # What is not tried again stays as it was found.
    numbers = load("mutants") if options.save and found("mutants") else {}
    # Modules first: they are tried in forks that have loaded nothing of the course.
    for name in (*options.modules, *options.topics):
        tried, survivors = _measure(name, options.share)
        noticed = 1 - len(survivors) / tried if tried else 1
        numbers[name] = {
            "share": options.share,
            "tried": tried,
            "noticed": round(noticed, 3),
            "survivors": survivors,
        }
        print(f"{name}: {tried} mutants, {noticed:.0%} noticed", flush=True)
        if options.save:
            save("mutants", numbers)


def _measure(name: str, share: float) -> tuple[int, list[str]]:
    if name in grading.TESTS:
        return grading.measure(name, share)
    from mutation import judges

    return judges.measure(name, share)


if __name__ == "__main__":
    main()
