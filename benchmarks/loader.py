"""Measure the course's loader against torch's DataLoader and against no loader at all.

Run `python benchmarks/loader.py`. All are measured in turn on the same data in one run,
because only ratios of one run hold; each number is the least of several repeats, which
other programs on the machine disturb least.
"""

import argparse
import sys
from collections import deque
from collections.abc import Iterable
from time import perf_counter

from course_helpers import load_data

import torch  # isort: skip
from torch import nn, optim  # isort: skip
from torch.utils.data import DataLoader  # isort: skip

AIMS = {
    "iterating, DataLoader / course": (40, "at least"),
    "training, DataLoader / course": (7, "at least"),
    "training, course / floor": (1.2, "at most"),
}


def iterate(batches: Iterable) -> float:
    """Return the seconds that one pass without any work takes."""
    start = perf_counter()
    deque(batches, maxlen=0)
    return perf_counter() - start


def train(batches: Iterable) -> float:
    """Return the seconds of lesson 06's training epoch."""
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Linear(784, 128),
        nn.ReLU(),
        nn.Linear(128, 64),
        nn.ReLU(),
        nn.Linear(64, 10),
        nn.LogSoftmax(dim=1),
    )
    criterion = nn.NLLLoss()
    optimizer = optim.SGD(model.parameters(), lr=0.003)
    running_loss = 0.0
    start = perf_counter()
    for images, labels in batches:
        images = images.view(images.shape[0], -1)
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
    return perf_counter() - start


def measure(slow_repeats: int, fast_repeats: int) -> dict[str, float]:
    """Return the least seconds of each combination of work and loader.

    Args:
        slow_repeats: Rounds in which DataLoader takes part.
        fast_repeats: Turns of the other two in each round.
    """
    course, _, _ = load_data("mnist", n_valid=0)
    classic = DataLoader(course.dataset, course.batch_size, shuffle=True)
    floor = list(course)  # batches made beforehand
    times: dict[str, list[float]] = {}
    for _ in range(slow_repeats):
        for work in (iterate, train):
            turns = [("DataLoader", classic)]
            turns += [("course", course), ("floor", floor)] * fast_repeats
            for name, batches in turns:
                times.setdefault(f"{work.__name__} {name}", []).append(work(batches))
    return {key: min(values) for key, values in times.items()}


def ratios(seconds: dict[str, float]) -> dict[str, float]:
    """Return the three ratios that the course promises."""
    values = (
        seconds["iterate DataLoader"] / seconds["iterate course"],
        seconds["train DataLoader"] / seconds["train course"],
        seconds["train course"] / seconds["train floor"],
    )
    return dict(zip(AIMS, values, strict=True))


def main() -> int:
    """Print seconds and ratios; return 1 if a ratio misses its aim."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    seconds = measure(options.rounds, options.turns)
    for key, value in seconds.items():
        print(f"{key:20} {value:8.3f} s")
    missed = 0
    for key, value in ratios(seconds).items():
        aim, bound = AIMS[key]
        met = value >= aim if bound == "at least" else value <= aim
        missed += not met
        print(f"{key:32} {value:7.2f}  {bound} {aim}: {'met' if met else 'MISSED'}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
