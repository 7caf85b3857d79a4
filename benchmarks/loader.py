"""Measure the course's loader against torch's DataLoader and against no loader at all.

    python benchmarks/loader.py [--rounds 3] [--turns 5] [--batches 0] [--save]

All are measured in turn on the same data in one run, because only ratios of one run
hold; each number is the least of several repeats, which other programs on the machine
disturb least. All give the same batches, so the losses must be equal to the last bit.
"""

import argparse
import sys
from collections import deque
from collections.abc import Iterable
from itertools import islice
from time import perf_counter

from course_helpers import load_data

import torch  # isort: skip
from torch import nn, optim  # isort: skip
from torch.utils.data import DataLoader  # isort: skip

from record import save  # isort: skip

AIMS = {
    "iterating, DataLoader / course": (40, "at least"),
    "training, DataLoader / course": (7, "at least"),
    "training, course / floor": (1.2, "at most"),
}
WORKERS = {"DataLoader": 0, "DataLoader, 1 worker": 1, "DataLoader, 2 workers": 2}


def new_model(device: str = "cpu") -> nn.Sequential:
    """Return lesson 06's network; seeded on the CPU, so it is the same everywhere."""
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(784, 128),
        nn.ReLU(),
        nn.Linear(128, 64),
        nn.ReLU(),
        nn.Linear(64, 10),
        nn.LogSoftmax(dim=1),
    ).to(device)


def iterate(batches: Iterable, count: int | None = None) -> tuple[float, None]:
    """Return the seconds that one pass without any work takes, and no losses."""
    start = perf_counter()
    deque(islice(batches, count), maxlen=0)
    return perf_counter() - start, None


def train(
    batches: Iterable, count: int | None = None, device: str = "cpu"
) -> tuple[float, list[float]]:
    """Return the seconds of lesson 06's training epoch, and its losses.

    Args:
        batches: Yields images, (N, 1, 28, 28), and labels, (N,).
        count: How many of them to take; None takes all.
        device: Where to train; batches that lie elsewhere are moved there.
    """
    model = new_model(device)
    criterion = nn.NLLLoss()
    optimizer = optim.SGD(model.parameters(), lr=0.003)
    losses = []
    start = perf_counter()
    for images, labels in islice(batches, count):
        images = images.to(device, non_blocking=True)
        labels = labels.to(device, non_blocking=True)
        images = images.view(images.shape[0], -1)
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return perf_counter() - start, losses


def measure(rounds: int, turns: int, count: int | None = None) -> dict[str, float]:
    """Return the least seconds of each combination of work and loader.

    Args:
        rounds: How often each DataLoader takes part.
        turns: Turns of the other two in each round.
        count: Batches in each turn; None takes a whole epoch.

    Raises:
        SystemExit: The losses of two loaders differ.
    """
    course, _, _ = load_data("mnist", n_valid=0)
    new_model()  # what train() does before its first batch: the same random state
    floor = list(course)  # batches made beforehand
    slow = {
        name: DataLoader(course.dataset, course.batch_size, shuffle=True, num_workers=n)
        for name, n in WORKERS.items()
    }
    times: dict[str, list[float]] = {}
    expected = None
    for _ in range(rounds):
        for work in (iterate, train):
            for name, batches in [
                *slow.items(),
                *[("course", course), ("floor", floor)] * turns,
            ]:
                seconds, losses = work(batches, count)
                times.setdefault(f"{work.__name__} {name}", []).append(seconds)
                expected = expected or losses
                if losses and losses != expected:
                    raise SystemExit(f"{name}: expected the losses of DataLoader.")
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
    parser.add_argument("--batches", type=int, default=0, help="0: a whole epoch")
    parser.add_argument("--save", action="store_true", help="write results/loader.json")
    options = parser.parse_args()
    seconds = measure(options.rounds, options.turns, options.batches or None)
    for key, value in seconds.items():
        print(f"{key:30} {value:8.3f} s")
    print("all losses are equal to the last bit")
    missed = 0
    for key, value in ratios(seconds).items():
        aim, bound = AIMS[key]
        met = value >= aim if bound == "at least" else value <= aim
        missed += not met
        print(f"{key:32} {value:7.2f}  {bound} {aim}: {'met' if met else 'MISSED'}")
    if options.save:
        save("loader", {"seconds": seconds, "ratios": ratios(seconds)})
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
