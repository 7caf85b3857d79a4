"""For nbval: the lessons run as in JupyterLab, on the data that lies here.

Where no real MNIST lies on this machine, they run on the embedded Digits, and cells
whose output depends on the data set are executed but not compared. Where it does lie
here, numbers in these cells may differ a little, since sums in another order round
differently on another processor or with another number of threads; all else is
compared exactly.
"""

import copy
import os
import re

import pytest
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell

from course_helpers.compat import repair_torchvision

repair_torchvision()

REAL_DATA = pytest.StashKey[bool]()
SANITIZER = "tests/nbval_sanitize.cfg"

ABSOLUTE, RELATIVE = 0.02, 0.05
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def pytest_configure(config):
    from course_helpers.data import where

    config.stash[REAL_DATA] = all(map(where, ("mnist", "fashion-mnist")))
    if not config.stash[REAL_DATA]:
        os.environ["COURSE_OFFLINE"] = "1"
    config.option.nbval_sanitize_with = SANITIZER
    _compare_where_it_makes_sense(config.stash[REAL_DATA])
    RunningKernel.execute_cell_input = _execute_as_jupyterlab_does


def pytest_report_header(config):
    if config.stash[REAL_DATA]:
        return "lessons: run on real data, all outputs compared"
    return "lessons: run on the embedded Digits, data-dependent outputs not compared"


def _compare_where_it_makes_sense(real_data: bool) -> None:
    compare = IPyNbCell.compare_outputs

    def compare_outputs(self, test, ref, **options):
        if "data-dependent" in self.cell.metadata.get("tags", []):
            if not real_data:
                return True
            test = _snapped_outputs(copy.deepcopy(test), ref)
        return compare(self, test, ref, **options)

    IPyNbCell.compare_outputs = compare_outputs


def _snapped_outputs(test: list, ref: list) -> list:
    if len(test) == len(ref):
        for got, want in zip(test, ref, strict=True):
            if "text" in got and "text" in want:
                got["text"] = snapped(got["text"], want["text"])
    return test


def snapped(got: str, want: str) -> str:
    """Return `want` if `got` differs from it only a little in some of its numbers."""
    words = [NUMBER.sub("#", text).split() for text in (got, want)]
    pairs = zip(NUMBER.findall(got), NUMBER.findall(want), strict=False)
    if words[0] == words[1] and all(_close(float(a), float(b)) for a, b in pairs):
        return want
    return got


def _close(got: float, want: float) -> bool:
    return abs(got - want) <= ABSOLUTE + RELATIVE * abs(want)


def _execute_as_jupyterlab_does(self, cell_input, allow_stdin=None):
    """Execute with history: without it IPython shows what a closing ; should hide."""
    return self.kc.execute(cell_input, allow_stdin=allow_stdin, stop_on_error=False)
