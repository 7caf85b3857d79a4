"""The `course` command: a thin layer over the package.

learner, author, instructor, administrator   the commands
_tables                                      what they print
_app                                         the application; errors that we foresee
"""

from importlib.util import find_spec

from course_helpers.cli import learner  # noqa: I001  (the order of `course --help`)
from course_helpers.cli._app import app

# A repository for students holds the learners' commands alone.
if find_spec("course_helpers.grading"):
    from course_helpers.cli import administrator, author, instructor  # noqa: F401

__all__ = ["app", "learner"]
