"""For nbval: the lessons run as in JupyterLab, on the data that lies here.

Where no real MNIST lies on this machine, they run on the embedded Digits, and cells
whose output depends on the data set are executed but not compared.
"""

import os

import pytest
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell

from course_helpers.compat import repair_torchvision

repair_torchvision()

REAL_DATA = pytest.StashKey[bool]()
SANITIZER = "tests/nbval_sanitize.cfg"


def pytest_configure(config):
    from course_helpers.data import where

    config.stash[REAL_DATA] = where("mnist") is not None
    if not config.stash[REAL_DATA]:
        os.environ["COURSE_OFFLINE"] = "1"
    config.option.nbval_sanitize_with = SANITIZER
    _compare_where_it_makes_sense(config.stash[REAL_DATA])
    RunningKernel.execute_cell_input = _execute_as_jupyterlab_does


def pytest_report_header(config):
    if config.stash[REAL_DATA]:
        return "lessons: run on real MNIST, all outputs compared"
    return "lessons: run on the embedded Digits, data-dependent outputs not compared"


def _compare_where_it_makes_sense(real_data: bool) -> None:
    compare = IPyNbCell.compare_outputs

    def compare_outputs(self, *args, **kwargs):
        tags = self.cell.metadata.get("tags", [])
        if "data-dependent" in tags and not real_data:
            return True
        return compare(self, *args, **kwargs)

    IPyNbCell.compare_outputs = compare_outputs


def _execute_as_jupyterlab_does(self, cell_input, allow_stdin=None):
    """Execute with history: without it IPython shows what a closing ; should hide."""
    return self.kc.execute(cell_input, allow_stdin=allow_stdin, stop_on_error=False)
