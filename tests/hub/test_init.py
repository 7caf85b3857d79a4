import os
import pwd
from pathlib import Path

import pytest

from course_helpers.data.idx import FILES
from course_helpers.grading.errors import CourseError
from course_helpers.hub import init as module
from course_helpers.hub.init import SETTINGS, init
from tests.grading.collect.sources import three_lessons

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a hub")


@pytest.fixture
def course(tmp_path):
    return three_lessons(tmp_path / "course").root


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
    status = course.stat()
    ada = pwd.struct_passwd(("ada", "x", status.st_uid + 1000, 0, "", "", ""))
    monkeypatch.setattr(pwd, "getpwuid", lambda number: ada)
    monkeypatch.setattr(pwd, "getpwnam", lambda name: ada)
    for folder in (course / "hub", course.parent):
        with pytest.raises(CourseError, match="expected a folder beside the course"):
            init(course, folder)
    tmp_path.chmod(0o700)
    with pytest.raises(CourseError, match="is closed"):
        init(course, tmp_path / "hub")
    assert not (tmp_path / "hub").exists()


@as_root
def test_administrators_settings_stay_and_are_roots_alone(tmp_path):
    def write():
        module._write(tmp_path / "course", tmp_path / "hub", "ada", "neural-networks")

    write()
    settings, config = (tmp_path / "hub" / n for n in (SETTINGS, module.FILES[2]))
    assert settings.stat().st_mode & 0o777 == 0o600
    assert "neural-networks" in config.read_text()
    for path in (settings, config):
        path.write_text("changed")
    write()
    assert settings.read_text() == "changed" != config.read_text()


def test_what_is_written_is_python_and_says_where_the_course_is(tmp_path):
    module._write(tmp_path / "course", tmp_path / "hub", "ada", "neural-networks")
    for path in (tmp_path / "hub").rglob("*.py"):
        compile(path.read_text(), str(path), "exec")
    readme = (tmp_path / "hub" / "README.md").read_text()
    assert f"`{tmp_path / 'course'}`" in readme and "{{" not in readme


def test_data_sets_are_copied_to_where_students_read_them(tmp_path, monkeypatch):
    raw = tmp_path / "cache" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name in FILES:
        (raw / name).write_text(name)
        (raw / name).chmod(0o600)
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "cache"))
    target = tmp_path / "hub" / "data"
    assert module._copy_data(target) == target
    assert module._copy_data(target) == target
    copies = sorted((target / "MNIST" / "raw").iterdir())
    assert [path.name for path in copies] == sorted(FILES)
    assert {path.stat().st_mode & 0o777 for path in copies} == {0o644}


def test_course_below_the_current_folder_is_not_searched_for_data(
    tmp_path, monkeypatch
):
    """It is the instructor's, and what lies there may lead to any file of root's."""
    raw = tmp_path / "data" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name in FILES:
        (raw / name).symlink_to("/etc/passwd")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSE_DATA", raising=False)
    monkeypatch.setattr(module, "search_folders", lambda: [Path("data")])
    assert module._copy_data(tmp_path / "hub" / "data") is None


@as_root
def test_exchange_that_a_student_made_first_is_refused(tmp_path):
    ada = pwd.struct_passwd(("ada", "x", 61000, 61000, "", "", ""))
    assert module._make_exchange(tmp_path, "nn", ada) == tmp_path / "exchange"
    status = (tmp_path / "exchange" / "nn").stat()
    assert (status.st_uid, status.st_mode & 0o7777) == (61000, 0o755)
    assert module._make_exchange(tmp_path, "nn", ada)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "exchange" / "link").symlink_to(elsewhere)
    (tmp_path / "exchange" / "roots").mkdir()
    for name in ("link", "roots"):
        with pytest.raises(CourseError, match="expected a folder of ada's"):
            module._make_exchange(tmp_path, name, ada)
    assert elsewhere.stat().st_uid == 0
