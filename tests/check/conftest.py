"""A table at the end: what each check made of the real answers in tests/answers."""

from collections import defaultdict

import pytest

RESULTS = pytest.StashKey[dict]()


def pytest_configure(config):
    config.stash[RESULTS] = defaultdict(list)


@pytest.fixture
def record(request):
    """Call record(exercise, kind, good, seconds) to count for the table."""

    def add(exercise: str, kind: str, good: bool, seconds: float) -> None:
        request.config.stash[RESULTS][exercise].append((kind, good, seconds))

    return add


def pytest_terminal_summary(terminalreporter, config):
    results = config.stash[RESULTS]
    if not results:
        return
    terminalreporter.section("checks against real answers")
    terminalreporter.write_line(
        f"{'exercise':<20}{'right accepted':>16}{'wrong caught':>14}"
        f"{'message right':>15}{'slowest':>10}"
    )
    for exercise, entries in results.items():
        counts = [_count(entries, kind) for kind in ("right", "wrong", "message")]
        slowest = max(seconds for _, _, seconds in entries)
        terminalreporter.write_line(
            f"{exercise:<20}{counts[0]:>16}{counts[1]:>14}{counts[2]:>15}"
            f"{slowest:>8.2f} s"
        )


def _count(entries: list, kind: str) -> str:
    good = [ok for name, ok, _ in entries if name == kind]
    return f"{sum(good)}/{len(good)}"
