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
