"""Hand-ins in nbgrader's exchange: whose and when, as the file system tells.

    ROOT/COURSE/inbound/LOGIN+LESSON+TIME+RANDOM/LESSON.ipynb

Names, and all that is written in there, are the learner's own choice. The owner of a
folder is not, nor is the time at which the system changed it last: nobody but an
administrator can set either, and a file that is changed, moved or replaced later is
newer.
"""

import os
import pwd
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeCollect

from course_helpers.grading.collect.archive import SECRET
from course_helpers.grading.collect.folders import (
    NotebookFile,
    Refused,
    is_hidden,
    is_notebook,
)
from course_helpers.grading.collect.owners import Claim
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import (
    UnreadableError,
    printable,
    read_with_status,
)
from course_helpers.grading.lms.people import Owner

NOT_THEIRS = (
    "it is named as {user}'s, and its owner is {login}; only what {user} handed in "
    "counts for {user}"
)
_BESIDE = ("timestamp.txt", SECRET)


def inbound(course: Course) -> Path:
    """Return the folder of the exchange into which learners hand in.

    Raises:
        CourseError: there is none, or it cannot be read.
    """
    directory = CourseDirectory(config=course.config)
    root = ExchangeCollect(coursedir=directory, config=course.config).root
    folder = Path(root) / directory.course_id / "inbound"
    if not os.access(folder, os.R_OK | os.X_OK):
        raise CourseError(
            f"collect: expected nbgrader's exchange; {folder} is not there, or is not "
            "yours to read. Set c.Exchange.root in nbgrader_config.py, and hand a "
            "lesson out with nbgrader release_assignment."
        )
    return folder


def in_exchange(folder: Path, lesson: str, limit: int) -> Iterator[Claim | Refused]:
    """Yield a lesson's hand-ins, oldest first, one at a time.

    Args:
        folder: the exchange's inbound folder.
        lesson: the lesson's name.
        limit: bytes of the largest hand-in that is read.
    """
    form = re.compile(rf"(?P<user>.+)\+{re.escape(lesson)}\+[^+]+(\+[^+]*)?")
    matches = map(form.fullmatch, os.listdir(folder))
    paths = {folder / match.string: match["user"] for match in matches if match}
    for path in sorted(paths, key=_changed):
        try:
            yield _claim(path, paths[path], lesson, limit)
        except UnreadableError as error:
            yield Refused(printable(path.name), str(error))
        except OSError as error:
            why = f"it cannot be read ({error.strerror})"
            yield Refused(printable(path.name), why)


def _changed(path: Path) -> int:
    try:
        return path.lstat().st_ctime_ns
    except OSError:
        # Its owner may take it away at any moment; it is refused when it is opened.
        return 0


def _claim(path: Path, user: str, lesson: str, limit: int) -> Claim:
    """Return a hand-in with its owner and time, read once.

    Raises:
        UnreadableError: it is nobody's, or nothing that can be read.
        OSError: the system refuses.
    """
    if path.is_symlink():
        raise UnreadableError("it is a symbolic link; links are never followed")
    # By its descriptor from here on: its path may lead elsewhere by now.
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    descriptor = os.open(path, flags)
    try:
        login = _login(os.fstat(descriptor))
        if login != user:
            raise UnreadableError(NOT_THEIRS.format(user=printable(user), login=login))
        name = _chosen(os.listdir(descriptor), lesson)
        data, status = read_with_status(Path(name), limit, descriptor)
        if _login(status) != user:
            text = NOT_THEIRS.format(user=user, login=_login(status))
            raise UnreadableError(f"{printable(name)}: {text}")
        try:
            secret = read_with_status(Path(SECRET), 1000, descriptor)[0].decode()
        except (UnreadableError, ValueError):
            secret = ""
        # After reading: what changed meanwhile counts from then on. The folder's own
        # time, too, for it may have been made long ago and moved here now.
        changed = max(status.st_ctime, os.fstat(descriptor).st_ctime)
    finally:
        os.close(descriptor)
    file = NotebookFile((path.name, name), lambda: data, is_notebook((name,)))
    came = datetime.fromtimestamp(changed, UTC)
    return Claim(file, Owner(user), (name,), came=came, secret=secret)


def _login(status: os.stat_result) -> str:
    try:
        return pwd.getpwuid(status.st_uid).pw_name
    except KeyError:
        return f"nobody of this machine (number {status.st_uid})"


def _chosen(names: list[str], lesson: str) -> str:
    """Return the file that was handed in.

    Raises:
        UnreadableError: several may be it, or there is none.
    """
    files = sorted(n for n in names if n not in _BESIDE and not is_hidden((n,)))
    notebooks = [name for name in files if is_notebook((name,))]
    if f"{lesson}.ipynb" in notebooks:
        return f"{lesson}.ipynb"
    if len(notebooks) > 1:
        raise UnreadableError(
            f"several notebooks are in it, and none is called {lesson}.ipynb; copy the "
            "right one, and collect it with --student"
        )
    if not files:
        raise UnreadableError("no file is in it")
    return (notebooks or files)[0]
