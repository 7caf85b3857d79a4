"""A notebook's file, replaced wholly or not at all, with a backup beside it."""

import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course_helpers.files import write_whole


def save(path: Path, notebook: NotebookNode) -> Path:
    """Replace a notebook's file, and keep the old one beside it.

    Returns:
        The path of the backup; an earlier backup is never overwritten.

    Raises:
        OSError: no room, or no right, to write; the notebook is as it was.
    """
    backup, number = path.with_name(f"{path.name}.before-repair"), 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.name}.before-repair-{number}")
    try:
        # Wholly or not at all, too: half a backup looks like a whole one.
        write_whole(backup, path.read_bytes())
        shutil.copystat(path, backup)
        write_whole(path, f"{nbformat.writes(notebook)}\n".encode())
    except OSError as error:
        backup.unlink(missing_ok=True)
        raise OSError(
            f"{path.name}: expected to write it and a backup beside it; got "
            f"{error.strerror or error}. The notebook is as it was. Make room there, "
            "or copy it to another folder, then repair it again."
        ) from None
    # The file is a new one, with rights of its own.
    shutil.copymode(backup, path)
    return backup
