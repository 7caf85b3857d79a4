"""Break a module between verdict and grade in one place: do its quick tests notice?

Each mutant's tests run in a fork of a process that has loaded the libraries, and none
of the course: so a mutant costs its tests and little more.
"""

import ast
import importlib
import os
import random
import signal
import sys
import time
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType

import hypothesis
import pytest

from mutation.changes import mutated, places

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds that the tests of a mutant may take
LIBRARIES = ("nbconvert.exporters", "nbgrader.apps.api", "torch", "IPython")

TESTS = {
    "check.compare": ["check/test_compare.py"],
    "check.contract": ["check/test_contract.py"],
    "check.parts": ["check/test_parts.py"],
    "check.plain": ["check/test_plain.py"],
    "check.wire": ["check/test_wire.py"],
    "grading.class_run": ["grading/test_class_run.py"],
    "grading.grade": [
        *("grading/record/test_gradebook.py", "grading/test_grade_again.py"),
    ],
    "grading.run.execution": ["grading/run/test_execution.py"],
    "grading.run.judge": ["grading/run/test_judge.py"],
    "grading.run.rebuild": ["grading/run/test_rebuild.py"],
    "grading.run.results": ["grading/run/test_results.py"],
    "grading.collect.archive": [
        *("grading/collect/test_archive.py", "grading/record/test_intake.py"),
    ],
    "grading.lms.worksheet": ["grading/lms/test_worksheet.py"],
    "grading.record.classbook": ["grading/record/test_classbook.py"],
    "grading.record.gradebook": ["grading/record/test_gradebook.py"],
    "grading.record.merge": ["grading/record/test_merge.py"],
    "grading.record.intake": ["grading/record/test_intake.py"],
    "grading.record.lateness": ["grading/record/test_settled.py"],
    "grading.record.replay": ["grading/record/test_replay.py"],
    "grading.record.receipts": ["grading/record/test_receipts.py"],
    "grading.record.total": ["grading/record/test_total.py"],
    "grading.record.class_reader": ["grading/record/test_class_reader.py"],
    "grading.report.export": ["grading/report/test_export.py"],
}
"""The modules that decide points, and the tests of each that take seconds."""


class Mutant(SourceFileLoader):
    """Loads a changed module in the place of the one in its file."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        """Take the code of the changed module."""
        super().__init__(name, path)
        self.code = code

    def get_code(self, fullname: str) -> CodeType:
        """Return that code, whatever the file holds."""
        return self.code

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Be found for this module alone, as `sys.meta_path` asks."""
        return spec_from_loader(name, self) if name == self.name else None


def is_noticed(module: str, path: Path, tree: ast.Module) -> bool:
    """Whether a module's tests fail with this tree in its place."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        _test(module, path, tree)
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status != 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _test(module: str, path: Path, tree: ast.Module) -> None:
    """Run a module's tests in this process, and end it: with 0 if they pass."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    # The same few examples for each mutant; which is the simplest, nobody asks.
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile(
        "mutants",
        derandomize=True,
        max_examples=40,
        database=None,
        deadline=None,
        phases=phases,
    )
    hypothesis.settings.load_profile("mutants")
    code = compile(tree, path, "exec")
    sys.meta_path.insert(0, Mutant(f"course_helpers.{module}", str(path), code))
    tests = [str(ROOT / "tests" / test) for test in TESTS[module]]
    options = [
        *("-x", "-q", "-m", "not slow", "--assert=plain", "-p", "no:cacheprovider"),
        f"--rootdir={ROOT}",
    ]
    try:
        os._exit(int(pytest.main([*options, *tests])))
    finally:
        os._exit(1)


def measure(module: str, share: float) -> tuple[int, list[str]]:
    """Return how many mutants of a module were tried, and who survived."""
    for name in LIBRARIES:
        importlib.import_module(name)
    path = ROOT / "course_helpers" / f"{module.replace('.', '/')}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if is_noticed(module, path, tree):
        raise SystemExit(f"{module}: its tests do not pass as it is; run make test")
    chance, survivors, tried = random.Random(module), [], 0
    for place, number in places(tree):
        if chance.random() >= share:
            continue
        new, what = mutated(tree, place, number)
        tried += 1
        if not is_noticed(module, path, new):
            survivors.append(f"{module}:{what}")
            print(survivors[-1], flush=True)
    return tried, survivors
