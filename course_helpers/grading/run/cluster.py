"""Have hand-ins run by the workers of a Dask cluster, each in a sandbox there.

Only bytes go out, and only bytes come back, which cannot run code. A worker needs this
package and bubblewrap, and no folder of the grader's. The judge stays with the grader.
"""

import contextlib
import json
import logging
import time
from dataclasses import asdict
from typing import Any

from course_helpers.grading.basis import basis
from course_helpers.grading.errors import CourseError
from course_helpers.grading.limits import Limits
from course_helpers.grading.run.worker import READY, close, work
from course_helpers.sandboxed.messages import packed

_CONNECT = 10
"""Seconds for the scheduler to answer."""
_START = 180
"""Seconds within which workers must have started their sandboxes."""
_LOOK_EVERY = 2
"""Seconds between two looks at whether there are workers."""
_WITHOUT_WORKERS = 60
"""Seconds to wait for a new worker where none is left."""
_AHEAD = 2
"""Hand-ins under way for each that runs: judging one leaves no worker idle."""
_KILLED = b'"every worker that ran it was lost"'
_INSTALL = "pip install 'course-helpers[grading,cluster]'"


class Cluster:
    """Runs hand-ins on a cluster; use it as a context manager, from any thread."""

    def __init__(self, address: str, limits: Limits) -> None:
        """Take note of where to run hand-ins, and how: see `Workshop`."""
        self.address = address
        settings = {"basis": basis(), "limits": asdict(limits)}
        self._settings = json.dumps(settings).encode()

    def __enter__(self) -> "Cluster":
        """Connect, and have every worker start its sandbox.

        Raises:
            CourseError: there is no such cluster, or a worker cannot do the work.
        """
        distributed = _library()
        try:
            self._client = distributed.Client(
                self.address, timeout=_CONNECT, set_as_default=False
            )
        except (OSError, ValueError, ImportError) as error:
            raise CourseError(
                f"scheduler: expected a Dask scheduler at {self.address}; "
                f"got none ({_line(error)}). Start it there: dask scheduler"
            ) from None
        try:
            self._greet()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _greet(self) -> None:
        threads = self._client.nthreads()
        if not threads:
            raise CourseError(
                f"scheduler: expected workers at {self.address}; got none. "
                f"Start one on each machine: dask worker {self.address}"
            )
        self.jobs, self._had_workers = _AHEAD * sum(threads.values()), time.monotonic()
        # A worker that cannot do the work says so now, not in the middle of a class.
        for future in self._everywhere(work, _START):
            self._answer(future)

    def _everywhere(self, do: Any, seconds: int) -> list[Any]:
        """Have each worker do something; return what is done in that time."""
        # If pure, Dask would answer the same question once for all workers.
        futures = [
            self._client.submit(do, self._settings, workers=[worker], pure=False)
            for worker in self._client.nthreads()
        ]
        deadline = time.monotonic() + seconds
        for future in futures:
            with contextlib.suppress(Exception):
                future.exception(timeout=max(0, deadline - time.monotonic()))
        return [future for future in futures if future.done()]

    def run(self, job: bytes) -> bytes:
        """Run one hand-in on some worker; on another one if that is lost.

        Args:
            job: see `workshop.execute`.

        Returns:
            What came of it, as from there.

        Raises:
            CourseError: the scheduler or all workers are gone, or one cannot work.
        """
        return self._answer(self._client.submit(work, self._settings, job, pure=False))

    def _answer(self, future: Any) -> bytes:
        from distributed import CancelledError
        from distributed.scheduler import KilledWorker

        try:
            answer = self._result(future)
        except KilledWorker:
            # It may be what ends them, so it is not tried for ever.
            return packed(b"K", _KILLED)
        except (CancelledError, OSError, RuntimeError):
            raise CourseError(
                f"scheduler: expected it to stay at {self.address}; it is gone. "
                "Start it again; the same command goes on with the rest."
            ) from None
        except ImportError as error:
            raise CourseError(
                f"worker: expected this course's package there; {_line(error)}. "
                f"Install it on every worker: {_INSTALL}"
            ) from None
        if not isinstance(answer, bytes) or answer[:1] != READY:
            raise CourseError(str(answer[1:], errors="replace"))
        return answer[1:]

    def _result(self, future: Any) -> Any:
        """Return a result as long as there are workers that could give it."""
        while True:
            with contextlib.suppress(TimeoutError):
                return future.result(timeout=_LOOK_EVERY)
            if self._client.nthreads():
                self._had_workers = time.monotonic()
            # Dask itself would wait for ever for a new one.
            elif time.monotonic() > self._had_workers + _WITHOUT_WORKERS:
                raise CourseError(
                    f"scheduler: expected workers at {self.address}; all are gone. "
                    "Start new ones; the same command goes on with the rest."
                )

    def __exit__(self, *_: object) -> None:
        """End the workers' sandboxes and let go of the cluster."""
        # What this leaves open is closed by the next grader that comes to the worker.
        with contextlib.suppress(Exception):
            self._everywhere(close, _CONNECT)
        self.stop()

    def stop(self) -> None:
        """Let go of the cluster, whatever is under way there."""
        self._client.close(timeout=_CONNECT)


def _library() -> Any:
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise CourseError(
            f"cluster: expected {error.name} to be installed; it is not. "
            f"Run: {_INSTALL}"
        ) from None
    # What goes wrong is said in one line; its log would say it in many.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return distributed


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
