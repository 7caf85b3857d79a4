"""Keep what was measured, with the machine and the versions that it holds for."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
CPU_INFO = Path("/proc/cpuinfo")


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def machine() -> dict[str, object]:
    """Return what the numbers depend on: cores, processor and versions."""
    return {
        "cores": cores(),
        "processor": _processor(),
        "python": platform.python_version(),
        "torch": version("torch"),
    }


def save(name: str, numbers: dict, more: dict | None = None) -> Path:
    """Write numbers, machine and day to results/NAME.json, in place of older ones.

    Args:
        name: Name of the benchmark.
        numbers: What was measured: numbers, or dicts of them.
        more: What else to know about the machine, such as its GPU.

    Returns:
        The file.
    """
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    content = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": machine() | (more or {}),
        "numbers": numbers,
    }
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return path


def found(name: str) -> bool:
    """Return whether there is a results/NAME.json."""
    return (RESULTS / f"{name}.json").is_file()


def load(name: str) -> dict:
    """Return the numbers in results/NAME.json."""
    return json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))["numbers"]


def _processor() -> str:
    if CPU_INFO.exists():
        for line in CPU_INFO.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
