"""Write what a JupyterHub for this course needs, on one Linux machine."""

import os
import pwd
import re
import shutil
import sys
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from course_helpers.data.places import real_raw
from course_helpers.files import write_whole
from course_helpers.grading.course import CONFIG_FILE, Course
from course_helpers.grading.errors import CourseError
from course_helpers.hub.accounts import FIRST_NUMBER, first_password

FILES = (
    "README.md",
    "jupyterhub_config.py",
    "config/everyone/jupyter_lab_config.py",
    "config/everyone/jupyter_server_config.py",
    "config/everyone/labconfig/page_config.json",
    "config/everyone/nbgrader_config.py",
    "config/instructor/jupyter_lab_config.py",
    "config/instructor/jupyter_server_config.py",
    "config/instructor/labconfig/page_config.json",
    "config/instructor/nbgrader_config.py",
)
CLOSED = ("solutions", "grading", "tests", ".git")
"""Folders of the course in which answers, names or points are."""

_ROOT = re.compile(r"^c\.Exchange\.root = .*$", re.MULTILINE)


def init(
    course: Course, folder: Path, instructor: str | None = None
) -> tuple[str, str | None]:
    """Write a deployment, make the exchange, close the course to students.

    Args:
        course: the course folder.
        folder: where the hub's files go; new, or written by this before.
        instructor: the account of the instructor; whoever owns the course if not
            given.

    Returns:
        The instructor's account, and the password for the hub that was made for it;
        None if it has one.

    Raises:
        CourseError: it was not root who asked, there is no such account, the course
            is not the account's, or others cannot reach the folder or Python.
    """
    if os.geteuid() != 0:
        raise CourseError("hub: expected root, who makes accounts; use sudo.")
    owner = pwd.getpwuid(course.root.stat().st_uid).pw_name
    instructor = instructor or owner
    try:
        account = pwd.getpwnam(instructor)
    except KeyError:
        raise CourseError(
            f"hub: expected an account of this machine; got {instructor}. Make it: "
            f"useradd --create-home {instructor}"
        ) from None
    if account.pw_uid < FIRST_NUMBER or owner != instructor:
        who = instructor if account.pw_uid >= FIRST_NUMBER else "INSTRUCTOR"
        raise CourseError(
            f"hub: expected a course that belongs to a person's account; {course.root} "
            f"belongs to {owner}. Give it away: chown -R {who}: {course.root}"
        )
    folder = folder.resolve()
    if folder.is_relative_to(course.root) or course.root.is_relative_to(folder):
        raise CourseError(f"hub: expected a folder beside the course; got {folder}.")
    for path in (folder, course.root, Path(sys.prefix), Path(sys.base_prefix)):
        _check_open(path)
    _write(course, folder, instructor)
    _make_exchange(folder, course.config.CourseDirectory.course_id, account)
    _use_exchange(course, folder)
    for name in CLOSED:
        if (course.root / name).is_dir():
            (course.root / name).chmod(0o700)
    # What root has just made there, by reading nbgrader_config.py, is the instructor's.
    for path in (made := course.folder("submitted").parent, *made.rglob("*")):
        os.lchown(path, account.pw_uid, account.pw_gid)
    return instructor, first_password(folder / "state", instructor)


def _check_open(path: Path) -> None:
    """Refuse a folder to which students have no way.

    Raises:
        CourseError: a folder above it is closed to them.
    """
    for above in path.resolve().parents:
        if above.exists() and not above.stat().st_mode & 0o001:
            raise CourseError(
                f"hub: expected a place that every account can reach; {path} lies in "
                f"{above}, which is closed. Choose another, such as /srv or /opt."
            )


def _write(course: Course, folder: Path, instructor: str) -> None:
    templates = Environment(
        loader=PackageLoader(__package__, "templates"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    found = real_raw("MNIST")
    values = {
        "course": str(course.root),
        "course_id": course.config.CourseDirectory.course_id,
        "data": str(found.parents[1].resolve()) if found else "",
        "folder": str(folder),
        "instructor": instructor,
        "proxy": shutil.which("configurable-http-proxy") or "configurable-http-proxy",
        "python": sys.executable,
    }
    for name in FILES:
        place = templates.select_template([name, f"{name}.j2"])
        text = place.render(values)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, text.encode())
        (folder / name).chmod(0o644)
    state = folder / "state"
    state.mkdir(exist_ok=True)
    # Cookies' secret, passwords' hashes.
    state.chmod(0o700)


def _make_exchange(folder: Path, course_id: str, owner: pwd.struct_passwd) -> None:
    """Make the exchange, so that no student can make it first and own it."""
    root = folder / "exchange"
    course = root / course_id
    # nbgrader wants everybody to be able to write to its root. With the sticky bit
    # nobody renames or removes what is another's.
    modes = {
        root: 0o1777,
        course: 0o755,
        course / "inbound": 0o1733,
        course / "outbound": 0o755,
        course / "feedback": 0o711,
    }
    for path, mode in modes.items():
        path.mkdir(exist_ok=True)
        if path != root:
            os.chown(path, owner.pw_uid, owner.pw_gid)
        path.chmod(mode)


def _use_exchange(course: Course, folder: Path) -> None:
    """Let the course's own commands use the hub's exchange."""
    path = course.root / CONFIG_FILE
    line = f"c.Exchange.root = {str(folder / 'exchange')!r}"
    text = path.read_text(encoding="utf-8")
    new, count = _ROOT.subn(lambda _: line, text)
    if not count:
        raise CourseError(f"{path}: expected a line c.Exchange.root = ...; add {line}")
    if new != text:
        status = path.stat()
        write_whole(path, new.encode())
        os.chown(path, status.st_uid, status.st_gid)
