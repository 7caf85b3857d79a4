import subprocess
import sys

import pytest

from course_helpers.grading.run import walls
from course_helpers.grading.run.sandbox import Sandbox, SandboxError


def started_and_gone(start):
    """Start the process, and wait until it is gone."""

    def to_its_end(sandbox, descriptor):
        start(sandbox, descriptor)
        sandbox._process.wait()

    return to_its_end


def test_process_that_ends_at_once_is_named_with_the_way_out(monkeypatch):
    monkeypatch.setattr(walls, "python", lambda inside: "/bin/false")
    monkeypatch.setattr(Sandbox, "_start", started_and_gone(Sandbox._start))
    with Sandbox(walls=False) as sandbox:
        with pytest.raises(SandboxError, match="it did not start .*--no-sandbox"):
            sandbox.wait()
    assert sandbox.ended


IDLE = """
import mmap, os
from dataclasses import asdict
from pathlib import Path
from course_helpers.grading.limits import Limits
from course_helpers.sandboxed.keeper import _set_limits

# As libraries for CUDA do: asked for, and never written to.
idle = mmap.mmap(-1, 2**30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
# The most that it ever had would count what the process that started it has.
pages = int(Path("/proc/self/statm").read_text().split()[1])
used = pages * os.sysconf("SC_PAGE_SIZE")
_set_limits(asdict(Limits(memory=used + 2**27)))
bytearray(2**26)
try:
    bytearray(2**29)
except MemoryError:
    print("limited")
"""


def test_limit_of_memory_counts_what_is_written_to():
    command = [sys.executable, "-P", "-c", IDLE]
    assert subprocess.run(command, capture_output=True).stdout == b"limited\n"
