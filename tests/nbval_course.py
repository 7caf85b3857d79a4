"""For nbval: the lessons run as in JupyterLab, on the data that lies here.

Where no real MNIST lies on this machine, they run on the embedded Digits, and cells
whose output depends on the data set are executed but not compared; a warning still
fails them. Where it does lie here, numbers in these cells may differ a little, since
sums in another order round differently on another processor or with another number of
threads: by one in the last digit or a thousandth, and by 0.02 + 5 % in cells that
train, where small differences grow. All else is compared exactly, whole numbers too.

They run on the CPU unless COURSE_DEVICE names another device, which must then work.
There all numbers that depend on the data may differ by 0.03 + 10 %: weights and batches
are the same, but dropout draws on the device.
"""

import copy
import os
import re
import warnings
from collections import Counter
from decimal import Decimal

import pytest
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell

from course_helpers.compat import repair_torchvision

repair_torchvision()

REAL_DATA = pytest.StashKey[bool]()
SANITIZER = "tests/nbval_sanitize.cfg"

# How far a number may be off: absolutely and as a share of what it should be.
ROUNDING, TRAINING, OTHER_DEVICE = (1e-6, 0.001), (0.02, 0.05), (0.03, 0.10)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?%?")


def pytest_configure(config):
    from course_helpers.data import where

    _require(os.environ.setdefault("COURSE_DEVICE", "cpu"))
    os.environ["COURSE_LIVE"] = "0"
    offline = os.environ.get("COURSE_OFFLINE", "0") not in ("", "0")
    real = not offline and all(map(where, ("mnist", "fashion-mnist")))
    config.stash[REAL_DATA] = real
    if not real:
        os.environ["COURSE_OFFLINE"] = "1"
    config.option.nbval_sanitize_with = SANITIZER
    _compare_where_it_makes_sense(real)
    RunningKernel.execute_cell_input = _execute_as_jupyterlab_does


def pytest_collection_modifyitems(items):
    """Run the lessons that train most first: at the end one would keep a core alone."""
    training = Counter(item.path for item in items if "skip-grading" in _tags(item))
    items.sort(key=lambda item: -training[item.path])


def pytest_report_header(config):
    device = os.environ["COURSE_DEVICE"]
    if config.stash[REAL_DATA]:
        return f"lessons: run on {device} and real data, all outputs compared"
    return (
        f"lessons: run on {device} and the embedded Digits, "
        "data-dependent outputs not compared"
    )


def _require(device: str) -> None:
    """Stop with one line where the device is missing or computes wrongly."""
    from course_helpers import get_device

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            get_device()
    except (ValueError, UserWarning) as error:
        pytest.exit(f"lessons: expected to run on {device}. {error}", returncode=1)


def _compare_where_it_makes_sense(real_data: bool) -> None:
    compare = IPyNbCell.compare_outputs

    def compare_outputs(self, test, ref, **options):
        tags = _tags(self)
        ref = _device_named(copy.deepcopy(ref))
        if "data-dependent" in tags and real_data:
            test = _snapped_outputs(copy.deepcopy(test), ref, _tolerance(tags))
        elif "data-dependent" in tags:
            test, ref = _stderr(test), _stderr(ref)
        return compare(self, test, ref, **options)

    IPyNbCell.compare_outputs = compare_outputs


def _tags(item: IPyNbCell) -> list[str]:
    return item.cell.metadata.get("tags", [])


def _device_named(outputs: list) -> list:
    """Say the device of this run where a lesson says which one it found."""
    for output in outputs:
        if "text" in output:
            line = f"device: {os.environ['COURSE_DEVICE']}"
            output["text"] = re.sub("(?m)^device: cpu$", line, output["text"])
    return outputs


def _stderr(outputs: list) -> list:
    return [output for output in outputs if output.get("name") == "stderr"]


def _tolerance(tags: list[str]) -> tuple[float, float]:
    if os.environ["COURSE_DEVICE"] != "cpu":
        return OTHER_DEVICE
    return TRAINING if "skip-grading" in tags else ROUNDING


def _snapped_outputs(test: list, ref: list, tolerance: tuple[float, float]) -> list:
    if len(test) == len(ref):
        for got, want in zip(test, ref, strict=True):
            if "text" in got and "text" in want:
                got["text"] = snapped(got["text"], want["text"], tolerance)
    return test


def snapped(got: str, want: str, tolerance: tuple[float, float]) -> str:
    """Return `want` if `got` differs from it only a little in some of its numbers."""
    words = [NUMBER.sub("#", text).split() for text in (got, want)]
    numbers = [map(_number, NUMBER.findall(text)) for text in (got, want)]
    pairs = zip(*numbers, strict=False)
    if words[0] == words[1] and all(_close(*pair, *tolerance) for pair in pairs):
        return want
    return got


def _number(text: str) -> Decimal:
    return Decimal(text[:-1]).scaleb(-2) if text[-1] == "%" else Decimal(text)


def _close(got: Decimal, want: Decimal, absolute: float, relative: float) -> bool:
    last_place = want.as_tuple().exponent
    if last_place >= 0:  # whole numbers count things
        return got == want
    allowed = Decimal(absolute) + Decimal(relative) * abs(want)
    return abs(got - want) <= max(allowed, Decimal(1).scaleb(last_place))


def _execute_as_jupyterlab_does(self, cell_input, allow_stdin=None):
    """Execute with history: without it IPython shows what a closing ; should hide."""
    return self.kc.execute(cell_input, allow_stdin=allow_stdin, stop_on_error=False)
