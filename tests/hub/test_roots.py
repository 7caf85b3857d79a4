import os
import tempfile
from pathlib import Path

import pytest

from course_helpers.grading.errors import CourseError
from course_helpers.hub import roots

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a hub")
SOMEBODY = 61000


@pytest.fixture
def program(monkeypatch):
    """A program in a folder that all can reach, and the only one that is looked at."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        path = Path(folder, "bin", "program")
        path.parent.mkdir()
        path.write_text("")
        for place in (path, *path.parents[:2]):
            place.chmod(0o755)
        monkeypatch.setattr(roots, "_programs", lambda: [path.parent])
        monkeypatch.setattr(roots, "_trees", lambda: [path.parent])
        yield path


def check(program):
    roots.check_programs(program.parents[1] / "not-there-yet")


def test_what_is_roots_is_taken_also_where_all_may_write_beside_it(program):
    (program.parent / "link").symlink_to(program)
    check(program)


@pytest.mark.parametrize("above", range(3))
def test_what_is_another_accounts_is_refused(program, above):
    path = (program, *program.parents)[above]
    os.chown(path, SOMEBODY, 0)
    with pytest.raises(CourseError, match=f"{path} is of account number {SOMEBODY}"):
        check(program)


@pytest.mark.parametrize("above", range(3))
def test_what_others_may_write_is_refused(program, above):
    path = (program, *program.parents)[above]
    path.chmod(0o757)
    with pytest.raises(CourseError, match=f"{path} is open to others for writing"):
        check(program)


def test_what_a_group_may_write_is_refused_unless_it_is_roots(program):
    program.chmod(0o775)
    check(program)
    os.chown(program, 0, SOMEBODY)
    with pytest.raises(CourseError, match="open to others for writing"):
        check(program)


@pytest.mark.parametrize("above", range(3))
def test_what_students_cannot_read_is_refused(program, above):
    path = (program, *program.parents)[above]
    path.chmod(0o750)
    with pytest.raises(CourseError, match=f"{path} is closed"):
        check(program)


def test_python_its_packages_and_the_course_are_looked_at():
    places = {*roots._programs(), *roots._trees()}
    assert roots.PACKAGE.resolve() in places
    assert Path(os.__file__).resolve().parent in places
    assert any(path.name.startswith("python") for path in places)
