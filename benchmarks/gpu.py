"""Measure lesson 06's epoch on a GPU: the course's loader against DataLoader.

    python benchmarks/gpu.py [--rounds 3] [--batches 0] [--device cuda] [--save]

The course's loader keeps the data set on the GPU; DataLoader makes each batch on the
CPU, with pinned memory, and the loop moves it. All train the same network on the same
batches. The CPU takes part with the course's loader.
"""

import argparse
from collections.abc import Iterable

from course_helpers import load_data

import torch  # isort: skip
from torch.utils.data import DataLoader  # isort: skip

from loader import train  # isort: skip
from record import save  # isort: skip

COURSE, MOVED, CPU = "data set on the GPU", "batches moved to it", "on the CPU"
WORKERS = (0, 2, 4)


def contestants(device: str) -> dict[str, tuple[Iterable, str]]:
    """Return what takes part: batches, and the device to train on.

    Args:
        device: The GPU's name; "cpu" tries this program without one.
    """
    here, _, _ = load_data("mnist", n_valid=0)
    there, _, _ = load_data("mnist", n_valid=0, device=device)
    found = {COURSE: (there, device), MOVED: (here, device), CPU: (here, "cpu")}
    for workers in WORKERS:
        classic = DataLoader(
            here.dataset,
            here.batch_size,
            shuffle=True,
            num_workers=workers,
            pin_memory=device != "cpu",
        )
        found[f"DataLoader, {workers} workers"] = (classic, device)
    return found


def measure(device: str, rounds: int, count: int | None) -> dict[str, float]:
    """Return the least seconds of each contestant.

    Raises:
        SystemExit: The losses of two contestants differ by more than rounding.
    """
    least: dict[str, float] = {}
    expected = None
    found = contestants(device)
    train(found[COURSE][0], 20, device)  # the first steps on a GPU load its programs
    for _ in range(rounds):
        for name, (batches, place) in found.items():
            seconds, losses = train(batches, count, place)
            least[name] = min(seconds, least.get(name, seconds))
            losses = torch.tensor(losses)
            expected = losses if expected is None else expected
            if not torch.allclose(losses, expected, atol=0.01):
                raise SystemExit(f"{name}: expected the losses of the others.")
    return least


def ratios(seconds: dict[str, float]) -> dict[str, float]:
    """Return how much longer than the course's loader on the GPU others take."""
    best = min(seconds[f"DataLoader, {workers} workers"] for workers in WORKERS)
    return {
        "DataLoader, 0 workers / course": seconds["DataLoader, 0 workers"]
        / seconds[COURSE],
        "DataLoader at its best / course": best / seconds[COURSE],
        "batches moved / course": seconds[MOVED] / seconds[COURSE],
        "CPU / GPU": seconds[CPU] / seconds[COURSE],
    }


def main() -> None:
    """Print seconds and ratios, or one line where there is no GPU."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--batches", type=int, default=0, help="0: a whole epoch")
    parser.add_argument("--device", default="cuda", help="cpu: only to try this out")
    parser.add_argument("--save", action="store_true", help="write results/gpu.json")
    options = parser.parse_args()
    if options.device != "cpu" and not torch.cuda.is_available():
        print("GPU: none here, so nothing is measured.")
        return
    seconds = measure(options.device, options.rounds, options.batches or None)
    for key, value in seconds.items():
        print(f"{key:30} {value:8.3f} s")
    for key, value in ratios(seconds).items():
        print(f"{key:32} {value:6.2f}")
    if options.save:
        gpu = {"gpu": torch.cuda.get_device_name(), "cuda": torch.version.cuda}
        save("gpu", {"seconds": seconds, "ratios": ratios(seconds)}, gpu)


if __name__ == "__main__":
    main()
