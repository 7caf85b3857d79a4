"""For nbval: compare what depends on the data set only where the real data is.

Where no real MNIST lies on this machine, the lessons run on the embedded Digits.
"""

import os

import pytest
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
