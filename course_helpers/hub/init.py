"""Write what a JupyterHub for this course needs, on one Linux machine."""

import os
import pwd
import shutil
import stat
import sys
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from course_helpers.data.idx import is_packed
from course_helpers.data.places import search_folders
from course_helpers.files import write_whole
from course_helpers.grading.course import CONFIG_FILE
from course_helpers.grading.errors import CourseError
from course_helpers.hub.accounts import first_password, is_person, make_group
from course_helpers.hub.course_side import CLOSED, course_id, prepare
from course_helpers.hub.roots import PACKAGE, PROXY, check_open, check_programs

FILES = (
    "README.md",
    "jupyterhub.service",
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
SETTINGS = "settings.py"
"""The administrator's own, written once; a secret of OAuth or LTI may be in it."""


def init(
    course: Path, folder: Path, instructor: str | None = None
) -> tuple[str, str | None]:
    """Write a deployment, make the exchange, close the course to students.

    Args:
        course: the course folder. What is done in it, its owner does.
        folder: where the hub's files go; new, or written by this before.
        instructor: the account of the instructor; whoever owns the course if not
            given.

    Returns:
        The instructor's account, and the password for the hub that was made for it;
        None if it has one.

    Raises:
        CourseError: it was not root who asked, there is no such account, the course
            is not the account's, others cannot reach a folder or Python, or can
            change what root runs.
    """
    if os.geteuid() != 0:
        raise CourseError("hub: expected root, who makes accounts; use sudo.")
    account = _instructor(course, instructor)
    folder = folder.resolve()
    if folder.is_relative_to(course) or course.is_relative_to(folder):
        raise CourseError(f"hub: expected a folder beside the course; got {folder}.")
    check_open(course)
    check_programs(folder)
    name = course_id(course, account)
    _write(course, folder, account.pw_name, name)
    exchange = _make_exchange(folder, name, account)
    prepare(course, account, exchange, name)
    _close_program()
    make_group()
    return account.pw_name, first_password(folder / "state", account.pw_name)


def _instructor(course: Path, instructor: str | None) -> pwd.struct_passwd:
    """Return the instructor's account, whose course it is.

    Raises:
        CourseError: there is none, or the course is another's.
    """
    owner = pwd.getpwuid(course.stat().st_uid).pw_name
    instructor = instructor or owner
    try:
        account = pwd.getpwnam(instructor)
    except KeyError:
        raise CourseError(
            f"hub: expected an account of this machine; got {instructor}. Make it: "
            f"useradd --create-home {instructor}"
        ) from None
    if not is_person(account.pw_uid) or owner != instructor:
        who = instructor if is_person(account.pw_uid) else "INSTRUCTOR"
        raise CourseError(
            f"hub: expected a course that belongs to a person's account; {course} "
            f"belongs to {owner}. Give it away: chown -R {who}: {course}"
        )
    return account


def _write(course: Path, folder: Path, instructor: str, name: str) -> None:
    templates = Environment(
        loader=PackageLoader(__package__, "templates"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    values = {
        "course": str(course),
        "course_id": name,
        "data": str(_copy_data(folder / "data") or ""),
        "folder": str(folder),
        "instructor": instructor,
        "proxy": shutil.which(PROXY) or PROXY,
        "python": sys.executable,
    }
    names = FILES if (folder / SETTINGS).exists() else (*FILES, SETTINGS)
    for name in names:
        place = templates.select_template([name, f"{name}.j2"])
        text = place.render(values)
        path = folder / name
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        write_whole(path, text.encode())
        path.chmod(0o600 if name == SETTINGS else 0o644)
    state = folder / "state"
    state.mkdir(exist_ok=True)
    # Cookies' secret, passwords' hashes.
    state.chmod(0o700)


def _copy_data(target: Path) -> Path | None:
    """Copy the data sets that root has to where students can read them.

    Returns:
        The folder with them; None if root has none.
    """
    # Not ./data: that is the instructor's, and may lead to anything.
    folders = [folder for folder in search_folders() if folder.is_absolute()]
    for kind in ("MNIST", "FashionMNIST"):
        raws = [folder / kind / "raw" for folder in (target, *folders)]
        raw = next(filter(is_packed, raws), None)
        if raw and raw != raws[0]:
            shutil.copytree(
                raw, raws[0], copy_function=shutil.copyfile, dirs_exist_ok=True
            )
    if not target.exists():
        return None
    for path in (target, *target.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return target


def _make_exchange(folder: Path, name: str, owner: pwd.struct_passwd) -> Path:
    """Make the exchange, so that no student can make it first and own it.

    Raises:
        CourseError: a student was faster.
    """
    root = folder / "exchange"
    root.mkdir(exist_ok=True)
    # nbgrader wants everybody to be able to write to its root. With the sticky bit
    # nobody renames or removes what is another's.
    root.chmod(0o1777)
    course = root / name
    try:
        course.mkdir()
    except FileExistsError:
        status = course.lstat()
        if stat.S_ISDIR(status.st_mode) and status.st_uid == owner.pw_uid:
            return root
        raise CourseError(
            f"hub: expected a folder of {owner.pw_name}'s; {course} is not. Look what "
            "it is, and take it away."
        ) from None
    course.chmod(0o755)
    os.chown(course, owner.pw_uid, owner.pw_gid)
    return root


def _close_program() -> None:
    """Close the answers in the clone that the programs come from, if it is a clone."""
    clone = PACKAGE.parent
    for name in CLOSED:
        if (clone / CONFIG_FILE).is_file() and (clone / name).is_dir():
            (clone / name).chmod(0o700)
