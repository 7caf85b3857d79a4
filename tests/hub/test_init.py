import os
import pwd

import pytest

from course_helpers.grading.errors import CourseError
from course_helpers.hub.init import init
from tests.grading.collect.sources import three_lessons

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a hub")


@pytest.fixture
def course(tmp_path):
    return three_lessons(tmp_path / "course")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may")
def test_others_than_root_are_told_to_use_sudo(course, tmp_path):
    with pytest.raises(CourseError, match="use sudo"):
        init(course, tmp_path / "hub")


@as_root
@pytest.mark.parametrize(
    ("instructor", "said"),
    [
        (None, "belongs to root. Give it away: chown -R INSTRUCTOR:"),
        ("nobody-of-this-name", "Make it: useradd"),
        ("daemon", "belongs to root"),
    ],
)
def test_instructor_is_a_person_whose_course_it_is(course, tmp_path, instructor, said):
    with pytest.raises(CourseError, match=said):
        init(course, tmp_path / "hub", instructor)
    assert not (tmp_path / "hub").exists()


@as_root
def test_hub_is_neither_in_the_course_nor_around_it_nor_where_nobody_goes(
    course, tmp_path, monkeypatch
):
    status = course.root.stat()
    ada = pwd.struct_passwd(("ada", "x", status.st_uid + 1000, 0, "", "", ""))
    monkeypatch.setattr(pwd, "getpwuid", lambda number: ada)
    monkeypatch.setattr(pwd, "getpwnam", lambda name: ada)
    for folder in (course.root / "hub", course.root.parent):
        with pytest.raises(CourseError, match="expected a folder beside the course"):
            init(course, folder)
    tmp_path.chmod(0o700)
    with pytest.raises(CourseError, match="which is closed"):
        init(course, tmp_path / "hub")
    assert not (tmp_path / "hub").exists()
