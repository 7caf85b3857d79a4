"""Accounts of the hub, and of the machine for those who log in to it."""

import grp
import logging
import pwd
import re
import secrets
import subprocess
from pathlib import Path
from typing import Any

from course_helpers.grading.errors import CourseError

FIRST_NUMBER = 1000
"""Accounts of programs have lower numbers."""
GROUP = "course-hub"
"""Whoever is in it may log in to the hub; accounts that the hub makes are."""

# Above these, up to where directories of universities begin: nobody's and systemd's.
_LAST_NUMBER, _END = 60000, 65536
# What useradd takes everywhere; the exchange's names of folders have no plus sign.
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}")


class NameRefusedError(PermissionError):
    """Nobody may have this name on the hub."""

    @property
    def jupyterhub_message(self) -> str:
        """What the hub's page says."""
        return str(self)


def is_person(number: int) -> bool:
    """Whether an account of this number is a person's."""
    return FIRST_NUMBER <= number <= _LAST_NUMBER or number >= _END


def is_possible(name: str) -> bool:
    """Whether somebody may have this name on the hub."""
    if not _NAME.fullmatch(name):
        return False
    try:
        return is_person(pwd.getpwnam(name).pw_uid)
    except KeyError:
        return not _is_group(name)


def others_accounts(instructor: str) -> set[str]:
    """Return the accounts of this machine as which nobody may log in to the hub."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return names - {name for name in names if _may_log_in(name, instructor)}


def make_group() -> None:
    """Make the group of those who may log in, if there is none."""
    command = ["groupadd", "--force", "--system", GROUP]
    subprocess.run(command, check=True, capture_output=True)


def make_account(spawner: Any, instructor: str) -> None:
    """Make a person's account and home if there is none, closed to others.

    Args:
        spawner: JupyterHub's, before it starts the person's server.
        instructor: the account that was there before the hub.

    Raises:
        NameRefusedError: nobody may have this name, or it is an account that the hub
            did not make: an administrator's, who may become root, for instance.
    """
    name = spawner.user.name
    if not is_possible(name):
        raise NameRefusedError(
            f"{name!r} is no name for an account: expected small letters, digits, - "
            "and _, at most 31, and no account or group of the system."
        )
    try:
        home = pwd.getpwnam(name).pw_dir
    except KeyError:
        command = ["useradd", "--create-home", "--shell", "/bin/bash"]
        command += ["--groups", GROUP, name]
        subprocess.run(command, check=True, capture_output=True)
        home = pwd.getpwnam(name).pw_dir
    if not _may_log_in(name, instructor):
        raise NameRefusedError(
            f"{name}: expected an account that the hub made; this one was there "
            f"before. If it is this person's: gpasswd --add {name} {GROUP}"
        )
    Path(home).chmod(0o700)


def _may_log_in(name: str, instructor: str) -> bool:
    try:
        members = grp.getgrnam(GROUP).gr_mem
    except KeyError:
        members = []
    return is_possible(name) and (name == instructor or name in members)


def _is_group(name: str) -> bool:
    try:
        grp.getgrnam(name)
    except KeyError:
        return False
    return True


def first_password(state: Path, name: str) -> str | None:
    """Make the administrator's account of the hub, before another can take the name.

    Args:
        state: the folder of the hub's database, which is made if there is none.
        name: who is the administrator.

    Returns:
        A random password; None if there is such an account, whose password stays.

    Raises:
        CourseError: the database is another JupyterHub's.
    """
    import bcrypt
    from jupyterhub.orm import DatabaseSchemaMismatch, new_session_factory
    from nativeauthenticator.orm import UserInfo

    # The database's own steps are no news to an administrator.
    logging.disable(logging.INFO)
    try:
        session = new_session_factory(f"sqlite:///{state / 'jupyterhub.sqlite'}")
    except DatabaseSchemaMismatch as error:
        raise CourseError(f"hub: {error}") from None
    finally:
        logging.disable(logging.NOTSET)
    try:
        with session() as database:
            if UserInfo.find(database, name):
                return None
            password = secrets.token_urlsafe(12)
            hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt())
            person = UserInfo(username=name, password=hashed, is_authorized=True)
            database.add(person)
            database.commit()
    finally:
        session.kw["bind"].dispose()
    return password
