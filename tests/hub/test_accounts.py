import pwd
from pathlib import Path
from types import SimpleNamespace

import pytest

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
