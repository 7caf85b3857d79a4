"""A table at the end: what each check made of the real answers in tests/answers."""

from collections import defaultdict

import pytest
import torch

KEY = "check against a real answer"


@pytest.fixture(scope="session", autouse=True)
def warm():
    """Let torch load what its first optimizer loads: seconds that no check takes."""
    parameter = torch.ones(1, requires_grad=True)
    parameter.sum().backward()
    torch.optim.SGD([parameter]).step()


@pytest.fixture
def record(request):
    """Call record(exercise, kind, good, seconds) to count for the table."""

    def add(exercise: str, kind: str, good: bool, seconds: float) -> None:
        request.node.user_properties.append((KEY, (exercise, kind, good, seconds)))

    return add


class Table:
    """Collects what the tests recorded, also when several processes run them."""

    def __init__(self) -> None:
        self.entries: dict[str, list] = defaultdict(list)

    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            for key, (exercise, *entry) in report.user_properties:
                if key == KEY:
                    self.entries[exercise].append(entry)

    def pytest_terminal_summary(self, terminalreporter):
        if not self.entries:
            return
        terminalreporter.section("checks against real answers")
        terminalreporter.write_line(
            f"{'exercise':<20}{'right accepted':>16}{'wrong caught':>14}"
            f"{'message right':>15}{'named':>10}{'slowest':>10}"
        )
        for exercise, entries in self.entries.items():
            kinds = ("right", "wrong", "message", "named")
            counts = [_count(entries, kind) for kind in kinds]
            slowest = max(seconds for _, _, seconds in entries)
            terminalreporter.write_line(
                f"{exercise:<20}{counts[0]:>16}{counts[1]:>14}{counts[2]:>15}"
                f"{counts[3]:>10}{slowest:>8.2f} s"
            )


def _count(entries: list, kind: str) -> str:
    good = [ok for name, ok, _ in entries if name == kind]
    return f"{sum(good)}/{len(good)}"


def pytest_configure(config):
    config.pluginmanager.register(Table())
