"""A notebook's file, replaced wholly or not at all, with a backup beside it."""

import os
import shutil
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode


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
    handle, aside = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            nbformat.write(notebook, file)
        shutil.copymode(path, aside)
        os.replace(aside, path)
    finally:
        Path(aside).unlink(missing_ok=True)
    return backup
