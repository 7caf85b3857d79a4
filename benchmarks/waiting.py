"""Measure small trainings alone and beside busy programs, as torch waits and as here.

    python benchmarks/waiting.py [--turns 20] [--steps 200] [--programs 4] [--save]

torch's threads wait for each other many times in a step. Two processes train lesson
06's network in turn: one imports torch first and so has its settings, the other imports
course_helpers first, which shortens the waits. Alone the least of all turns counts,
because other programs only add time; beside busy programs, which is what is measured,
all turns together: whoever trains waits through each of them.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from record import save

from course_helpers.compat import CHOICES

FOLDER = Path(__file__).parent
AIMS = {
    "alone, course / torch": (1.25, "at most"),
    "beside busy programs, torch / course": (3, "at least"),
}
FIRST = {"torch": "import torch", "course": "import course_helpers"}
TRAIN = """
import sys
from loader import torch, train
batch = torch.randn(64, 1, 28, 28), torch.randint(10, (64,))
for steps in sys.stdin:
    print(train([batch] * int(steps))[0], flush=True)
"""
# They end with this program, however it ends.
BUSY = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"

Times = dict[str, list[float]]


def environment() -> dict[str, str]:
    """Return the environment without what says how many threads there are, or wait."""
    names = {"OMP_NUM_THREADS", *CHOICES}
    return {name: text for name, text in os.environ.items() if name not in names}


@contextmanager
def trainings() -> Iterator[dict[str, subprocess.Popen]]:
    """Start a process for each setting; each trains as many steps as it is told."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(_running(f"{first}\n{TRAIN}"))
            for name, first in FIRST.items()
        }


@contextmanager
def busy(count: int) -> Iterator[list[subprocess.Popen]]:
    """Start programs that compute without an end."""
    with ExitStack() as stack:
        yield [stack.enter_context(_running(BUSY)) for _ in range(count)]


@contextmanager
def _running(code: str) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=FOLDER,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def seconds(processes: dict[str, subprocess.Popen], turns: int, steps: int) -> Times:
    """Return the seconds of each turn, by setting.

    Raises:
        SystemExit: A training ended early.
    """
    times: Times = {name: [] for name in processes}
    for _ in range(turns):
        for name, process in processes.items():
            process.stdin.write(f"{steps}\n")
            process.stdin.flush()
            line = process.stdout.readline()
            if not line:
                raise SystemExit(f"{name}: expected a training; its process ended.")
            times[name].append(float(line))
    return times


def ratios(alone: Times, beside: Times) -> dict[str, float]:
    """Return the two ratios that the course promises."""
    values = (
        min(alone["course"]) / min(alone["torch"]),
        sum(beside["torch"]) / sum(beside["course"]),
    )
    return dict(zip(AIMS, values, strict=True))


def main() -> int:
    """Print seconds and ratios; return 1 if a ratio misses its aim."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=20, help="half beside others")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--programs", type=int, default=4, help="busy ones")
    parser.add_argument(
        "--save", action="store_true", help="write results/waiting.json"
    )
    options = parser.parse_args()
    with trainings() as both:
        seconds(both, 1, 20)  # the first steps make threads and memory
        alone = seconds(both, options.turns, options.steps)
        with busy(options.programs):
            beside = seconds(both, max(1, options.turns // 2), options.steps)
    times = {"alone": alone, "beside busy programs": beside}
    for kind, by_name in times.items():
        for name, values in by_name.items():
            text = f"{min(values):7.3f} to {max(values):7.3f} s"
            print(f"{kind + ', ' + name:30} {text}, median {median(values):7.3f}")
    missed = 0
    for key, value in ratios(alone, beside).items():
        aim, bound = AIMS[key]
        met = value >= aim if bound == "at least" else value <= aim
        missed += not met
        print(f"{key:38} {value:7.2f}  {bound} {aim}: {'met' if met else 'MISSED'}")
    if options.save:
        more = {"busy programs": options.programs, "steps": options.steps}
        save("waiting", {"seconds": times, "ratios": ratios(alone, beside)}, more)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
