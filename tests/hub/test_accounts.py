import pwd
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyterhub.orm import new_session_factory
from nativeauthenticator.orm import UserInfo

from course_helpers.grading.errors import CourseError
from course_helpers.hub import accounts


@pytest.mark.parametrize(
    "name", ["root", "daemon", "Ada", "-x", "a+b", "../x", "a b", "", "a" * 32, "é"]
)
def test_no_account_of_the_system_and_no_name_that_useradd_refuses(name):
    assert not accounts.is_possible(name)
    with pytest.raises(PermissionError, match="no name for an account"):
        accounts.make_account(SimpleNamespace(user=SimpleNamespace(name=name)))


def test_account_that_is_there_stays_and_its_home_is_closed(monkeypatch, tmp_path):
    tmp_path.chmod(0o755)
    entry = SimpleNamespace(pw_dir=str(tmp_path), pw_name="ada", pw_uid=1000)
    monkeypatch.setattr(pwd, "getpwnam", lambda name: entry)
    monkeypatch.setattr(accounts.subprocess, "run", None)
    accounts.make_account(SimpleNamespace(user=SimpleNamespace(name="ada")))
    assert Path(tmp_path).stat().st_mode & 0o777 == 0o700


def test_administrators_password_is_made_once_and_opens_the_hub(tmp_path):
    password = accounts.first_password(tmp_path, "teacher")
    assert len(password) >= 16
    assert accounts.first_password(tmp_path, "teacher") is None
    database = new_session_factory(f"sqlite:///{tmp_path / 'jupyterhub.sqlite'}")()
    teacher = UserInfo.find(database, "teacher")
    assert teacher.is_authorized
    assert teacher.is_valid_password(password)
    assert not teacher.is_valid_password(password[:-1])


def test_database_of_another_version_is_said(tmp_path):
    accounts.first_password(tmp_path, "teacher")
    with sqlite3.connect(tmp_path / "jupyterhub.sqlite") as database:
        database.execute("update alembic_version set version_num = 'another'")
    with pytest.raises(CourseError, match="upgrade-db"):
        accounts.first_password(tmp_path, "teacher")
