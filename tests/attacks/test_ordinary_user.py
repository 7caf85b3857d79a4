"""The attacks again, started by an ordinary user where the tests run as root."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from course_helpers.grading.run.walls import _read_only
from tests.attacks.test_attacks import QUICK
from tests.conftest import ROOT

USER = "61235"
"""Nobody's number, and not the one under which root enters the sandbox."""
NEED_ROOT = {
    "test_gradebook_that_cannot_be_written_stops_with_words",
    "test_a_hand_in_sees_nothing_of_the_course[/usr/share]",
}
"""Such a user can neither fix a file in its place nor keep a course there."""


@pytest.fixture
def home():
    """That user's home: pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory(prefix="course-user-") as folder:
        os.chown(folder, int(USER), int(USER))
        yield Path(folder)


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
@pytest.mark.skipif(os.getuid() != 0, reason="the other tests run as such a user")
def test_attacks_come_to_the_same_for_an_ordinary_user(home):
    report = home / "report.xml"
    done = as_user(
        [sys.executable, "-m", "pytest", "-q", "-m", "not slow", "tests/attacks"]
        + ["-p", "no:cacheprovider", f"--basetemp={home}/t", f"--junitxml={report}"],
        home,
    )
    assert report.is_file(), done.stdout[-3000:]
    cases = ElementTree.parse(report).getroot().findall(".//testcase")
    skipped = [case.find("skipped") for case in cases]
    if cases and all(reason is not None for reason in skipped):
        pytest.skip(skipped[0].get("message"))
    assert done.returncode == 0, done.stdout[-3000:]
    names = {case.get("name") for case in cases if case.find("skipped") is None}
    assert {f"test_hand_in_gets_what_it_deserves[{a.student}]" for a in QUICK} <= names
    assert {case.get("name") for case in cases} - names == NEED_ROOT


def as_user(command: list[str], home: Path) -> subprocess.CompletedProcess:
    """Run a command as that user, for whom closed folders above Python are open."""
    wanted = {Path(sys.base_prefix), Path(sys.prefix), ROOT, home}
    closed = {f for path in wanted for f in path.parents if not f.stat().st_mode & 1}
    opened = []
    for folder in sorted(closed)[:1]:
        opened += ["--perms", "0755", "--tmpfs", str(folder)]
        for path in sorted(wanted):
            if folder in path.parents:
                opened += _read_only(path, str(path))
    user = ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"]
    return subprocess.run(
        ["bwrap", "--dev-bind", "/", "/", *opened, "--", *user, *command],
        cwd=ROOT,
        env=os.environ | {"HOME": str(home), "USER": "student", "LOGNAME": "student"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
    )
