"""What a worker of a cluster does: run hand-ins in a warm sandbox that stays open."""

import contextlib
import json
import threading
from collections import Counter
from collections.abc import Iterator

from course_helpers.grading.basis import basis
from course_helpers.grading.errors import CourseError
from course_helpers.grading.limits import Limits
from course_helpers.grading.run.workshop import Workshop

READY, FAILED = b"+", b"!"

_lock = threading.Lock()
# A worker may run several hand-ins at once, in threads that share one sandbox.
_open: dict[bytes, Workshop] = {}
_users: Counter[bytes] = Counter()


def work(settings: bytes, job: bytes = b"") -> bytes:
    """Run one hand-in on this worker, in its warm sandbox.

    Args:
        settings: JSON with what must be the same here, and how to run hand-ins.
        job: see `workshop.execute`; empty to get ready only.

    Returns:
        What came of it, after a plus; else, after an exclamation mark, why this worker
        cannot work.
    """
    from distributed import get_worker

    try:
        with _workshop(settings) as workshop:
            # Without a job, too: a grader has every worker start its sandbox first.
            workshop.wait()
            return READY + (workshop.run(job) if job else b"")
    # As bytes: Dask would pickle an exception, and the grader load it.
    except CourseError as error:
        return FAILED + f"worker {get_worker().address}: {error}".encode()


@contextlib.contextmanager
def _workshop(settings: bytes) -> Iterator[Workshop]:
    how = json.loads(settings)
    _compare(how["basis"])
    with _lock:
        # Another grader's may be left where that one was killed.
        _close_all_but(settings)
        if settings not in _open:
            workshop = Workshop(Limits(**how["limits"]))
            _open[settings] = workshop.__enter__()
        _users[settings] += 1
        workshop = _open[settings]
    try:
        yield workshop
    finally:
        with _lock:
            _users[settings] -= 1


def _compare(expected: dict[str, str]) -> None:
    """Make sure that a hand-in gets the same here as where grading was started."""
    here = basis()
    for name, value in expected.items():
        if here.get(name) != value:
            raise CourseError(
                f"expected {name} {value}, as where grading was started; got "
                f"{here.get(name)}. Make it the same, and start the worker again."
            )


def close(settings: bytes) -> bytes:
    """End the sandboxes of this worker that nobody uses."""
    with _lock:
        _close_all_but(b"")
    return READY


def _close_all_but(settings: bytes) -> None:
    for unused in [key for key in _open if key != settings and not _users[key]]:
        _open.pop(unused).__exit__()
