"""The instructor's side of `course hub init`: all that is done in the course's folder.

python -m course_helpers.hub.course_side COURSE describe
python -m course_helpers.hub.course_side COURSE prepare EXCHANGE COURSE_ID

Root starts it as the instructor's account. The course's settings are a program, and its
folders may be links to anywhere: with root's rights either could become all of root's.
"""

import json
import pwd
import re
import subprocess
import sys
from pathlib import Path

from course_helpers.files import write_whole
from course_helpers.grading.course import CONFIG_FILE, find_course
from course_helpers.grading.errors import CourseError

CLOSED = ("solutions", "grading", "tests", ".git")
"""Folders of the course in which answers, names or points are."""

_ROOT = re.compile(r"^c\.Exchange\.root = .*$", re.MULTILINE)
# It becomes the name of a folder, and stands in files that root reads.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


def course_id(course: Path, account: pwd.struct_passwd) -> str:
    """Return what the course's settings call it.

    Raises:
        CourseError: they cannot be read, or that is no name of a folder.
    """
    said = _ask(account, course, "describe")
    name = json.loads(said.strip().rpartition("\n")[2])
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise CourseError(
            f"{course / CONFIG_FILE}, CourseDirectory.course_id: expected letters, "
            f"digits, - and _ for the hub; got {str(name)[:80]!r}. Change it there."
        )
    return name


def prepare(
    course: Path, account: pwd.struct_passwd, exchange: Path, name: str
) -> None:
    """Close the course to others, and let it use the hub's exchange.

    Raises:
        CourseError: the account may not.
    """
    _ask(account, course, "prepare", str(exchange), name)


def _ask(account: pwd.struct_passwd, course: Path, *words: str) -> str:
    command = [sys.executable, "-I", "-m", __name__, str(course), *words]
    done = subprocess.run(
        command,
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        umask=0o022,
        cwd="/",
        env={"HOME": account.pw_dir, "LANG": "C.UTF-8"},
        # Without the terminal of root, into which it could type.
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        why = done.stderr.strip().rpartition("\n")[2] or f"exit {done.returncode}"
        raise CourseError(f"hub: as {account.pw_name}, in {course}: {why}")
    return done.stdout


def _describe(course: Path) -> str:
    return json.dumps(find_course(course).config.CourseDirectory.get("course_id", ""))


def _prepare(course: Path, exchange: str, name: str) -> str:
    _use_exchange(course, exchange)
    for closed in CLOSED:
        if (course / closed).is_dir():
            (course / closed).chmod(0o700)
    modes = {"inbound": 0o1733, "outbound": 0o755, "feedback": 0o711}
    for part, mode in modes.items():
        path = Path(exchange, name, part)
        path.mkdir(exist_ok=True)
        path.chmod(mode)
    return ""


def _use_exchange(course: Path, exchange: str) -> None:
    """Let the course's own commands use the hub's exchange."""
    path = course / CONFIG_FILE
    line = f"c.Exchange.root = {exchange!r}"
    text = path.read_text(encoding="utf-8")
    new, count = _ROOT.subn(lambda _: line, text)
    if not count:
        raise CourseError(f"{path}: expected a line c.Exchange.root = ...; add {line}")
    if new != text:
        write_whole(path, new.encode())


def main() -> None:
    """Do one of the two; say in one line why not."""
    course, what, *words = sys.argv[1:]
    steps = {"describe": _describe, "prepare": _prepare}
    try:
        print(steps[what](Path(course), *words))
    except (CourseError, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
