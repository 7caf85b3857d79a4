"""Accounts of the hub, and of the machine for those who log in to it."""

import pwd
import re
import secrets
import subprocess
from pathlib import Path
from typing import Any

from course_helpers.grading.errors import CourseError

FIRST_NUMBER = 1000
"""Accounts of programs have lower numbers."""

# What useradd takes everywhere; the exchange's names of folders have no plus sign.
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}")


def system_accounts() -> set[str]:
    """Return the accounts as which nobody may log in: root's and those of programs."""
    return {entry.pw_name for entry in pwd.getpwall() if entry.pw_uid < FIRST_NUMBER}


def is_possible(name: str) -> bool:
    """Whether somebody may have this name on the hub."""
    return bool(_NAME.fullmatch(name)) and name not in system_accounts()


def make_account(spawner: Any) -> None:
    """Make a person's account and home if there is none, closed to others.

    Args:
        spawner: JupyterHub's, before it starts the person's server.

    Raises:
        PermissionError: nobody may have this name.
    """
    name = spawner.user.name
    if not is_possible(name):
        raise PermissionError(
            f"{name!r} is no name for an account: expected small letters, digits, - "
            "and _, at most 31, and no account of the system."
        )
    try:
        home = pwd.getpwnam(name).pw_dir
    except KeyError:
        command = ["useradd", "--create-home", "--shell", "/bin/bash", name]
        subprocess.run(command, check=True, capture_output=True)
        home = pwd.getpwnam(name).pw_dir
    Path(home).chmod(0o700)


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

    try:
        session = new_session_factory(f"sqlite:///{state / 'jupyterhub.sqlite'}")
    except DatabaseSchemaMismatch as error:
        raise CourseError(f"hub: {error}") from None
    with session() as database:
        if UserInfo.find(database, name):
            return None
        password = secrets.token_urlsafe(12)
        hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt())
        person = UserInfo(username=name, password=hashed, is_authorized=True)
        database.add(person)
        database.commit()
    return password
