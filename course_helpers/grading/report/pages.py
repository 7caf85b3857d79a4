"""nbgrader's own feedback pages, each within a limit of time.

Set in nbgrader_config.py, so that the command line and the formgrader page use it too.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter
from nbformat import NotebookNode
from traitlets import Int

from course_helpers.cells import is_answer, is_check
from course_helpers.grading.course import Course, quiet, reason
from course_helpers.grading.errors import CourseError
from course_helpers.grading.report.html import page


class _TooSlow(BaseException):
    """The time is over; no Exception, which libraries catch on the way."""


class Pages(HTMLExporter):
    """Write a notebook as a page; where that takes too long, its points alone."""

    seconds = Int(30, min=1, help="Seconds for one page.").tag(config=True)

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **more: Any
    ) -> tuple[str, Any]:
        """Return the page of a notebook."""
        try:
            with _within(self.seconds):
                return super().from_notebook_node(nb, resources, **more)
        except _TooSlow:
            # Without what is slow, the templates: only nbgrader looks up the points.
            notebook, resources = Exporter.from_notebook_node(self, nb, resources)
        cells = [c for c in notebook.cells if is_check(c) or is_answer(c)]
        marks = [cell.metadata.nbgrader for cell in cells]
        named = resources.get("nbgrader", {})
        text = page(
            "plain_feedback.html",
            lesson=named.get("notebook", ""),
            seconds=self.seconds,
            score=named.get("score"),
            max_score=named.get("max_score"),
            marks=[mark for mark in marks if mark.get("grade")],
        )
        return text, resources


def release_pages(course: Course, lessons: list[str] | None = None) -> Iterator[str]:
    """Make nbgrader's pages, and give them back through its exchange.

    Each student's own nbgrader finds theirs by a secret that came with the hand-in;
    nobody can list them.

    Args:
        course: the course folder.
        lessons: all that anybody handed in if not given.

    Yields:
        Each lesson that was released.

    Raises:
        CourseError: there is no such lesson, or nbgrader fails.
    """
    for lesson in course.chosen(lessons):
        if not list(course.folder("autograded").glob(f"*/{lesson}/{lesson}.ipynb")):
            continue
        for step in ("generate_feedback", "release_feedback"):
            with quiet():
                reply = getattr(course.api(), step)(lesson)
            if not reply["success"]:
                raise CourseError(f"{lesson}: {step} failed ({reason(reply)}).")
        yield lesson


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Raise _TooSlow after so many seconds."""
    # Only the main thread hears signals; elsewhere the limits of texts have to do.
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
