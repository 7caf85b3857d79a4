import gc
import grp
import pwd
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest
from jupyterhub.orm import new_session_factory
from nativeauthenticator.orm import UserInfo

from course_helpers.grading.errors import CourseError
from course_helpers.hub import accounts


def person(name):
    return SimpleNamespace(user=SimpleNamespace(name=name))


@pytest.mark.parametrize(
    "name",
    [
        "root",
        "daemon",
        "nobody",
        "sudo",
        "Ada",
        "-x",
        "a+b",
        "../x",
        "a b",
        "",
        "a" * 32,
        "é",
    ],
)
def test_no_account_of_the_system_and_no_name_that_useradd_refuses(name):
    assert not accounts.is_possible(name)
    with pytest.raises(PermissionError, match="no name for an account"):
        accounts.make_account(person(name), "teacher")


def machine_with(monkeypatch, home, name, number, members=()):
    """One account, that was there before, and the hub's group."""
    entry = SimpleNamespace(pw_dir=str(home), pw_name=name, pw_uid=number)

    def only(wanted):
        if wanted != name:
            raise KeyError(wanted)
        return entry

    monkeypatch.setattr(pwd, "getpwnam", only)
    monkeypatch.setattr(pwd, "getpwall", lambda: [entry])
    group = SimpleNamespace(gr_mem=list(members))
    monkeypatch.setattr(grp, "getgrnam", lambda name: group)
    monkeypatch.setattr(accounts.subprocess, "run", None)


@pytest.mark.parametrize(("instructor", "members"), [("ada", []), ("teacher", ["ada"])])
def test_account_that_is_there_stays_and_its_home_is_closed(
    monkeypatch, tmp_path, instructor, members
):
    tmp_path.chmod(0o755)
    machine_with(monkeypatch, tmp_path, "ada", 1000, members)
    accounts.make_account(person("ada"), instructor)
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    assert accounts.others_accounts(instructor) == set()


def test_account_that_the_hub_did_not_make_is_nobodys(monkeypatch, tmp_path):
    """It may be an administrator's, who becomes root without a password."""
    machine_with(monkeypatch, tmp_path, "ubuntu", 1000)
    mode = tmp_path.stat().st_mode
    with pytest.raises(PermissionError) as refused:
        accounts.make_account(person("ubuntu"), "teacher")
    assert "gpasswd --add ubuntu course-hub" in refused.value.jupyterhub_message
    assert tmp_path.stat().st_mode == mode
    assert accounts.others_accounts("teacher") == {"ubuntu"}


@pytest.mark.parametrize(
    ("number", "theirs"),
    [(0, 0), (999, 0), (1000, 1), (60000, 1), (61184, 0), (65534, 0), (200000, 1)],
)
def test_numbers_of_programs_and_of_nobody_are_no_persons(number, theirs):
    assert accounts.is_person(number) == bool(theirs)


def test_administrators_password_is_made_once_and_opens_the_hub(tmp_path):
    password = accounts.first_password(tmp_path, "teacher")
    assert len(password) >= 16
    assert accounts.first_password(tmp_path, "teacher") is None
    session = new_session_factory(f"sqlite:///{tmp_path / 'jupyterhub.sqlite'}")
    with session() as database:
        teacher = UserInfo.find(database, "teacher")
        assert teacher.is_authorized
        assert teacher.is_valid_password(password)
        assert not teacher.is_valid_password(password[:-1])
    session.kw["bind"].dispose()


@pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")
def test_database_of_another_version_is_said(tmp_path):
    accounts.first_password(tmp_path, "teacher")
    with closing(sqlite3.connect(tmp_path / "jupyterhub.sqlite")) as database:
        database.execute("update alembic_version set version_num = 'another'")
        database.commit()
    with pytest.raises(CourseError, match="upgrade-db"):
        accounts.first_password(tmp_path, "teacher")
    # Python 3.13 warns of what JupyterHub leaves open there.
    gc.collect()
