"""The `course` command: a thin layer over the package.

learner, author, instructor   the commands
_tables                       what they print
_app                          the application, and errors that we foresee
"""

from course_helpers.cli import learner  # noqa: I001  (the order of `course --help`)
from course_helpers.cli import author, instructor
from course_helpers.cli._app import app

__all__ = ["app", "author", "instructor", "learner"]
