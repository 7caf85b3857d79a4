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
    """
    backup, number = path.with_name(f"{path.name}.before-repair"), 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.name}.before-repair-{number}")
    shutil.copy2(path, backup)
    write_whole(path, f"{nbformat.writes(notebook)}\n".encode())
    # The file is a new one, with rights of its own.
    shutil.copymode(backup, path)
    return backup
