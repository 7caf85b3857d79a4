"""Lessons as JupyterLab reads and writes them: to open one changes nothing in it.

As soon as a kernel runs, JupyterLab notes its language in the notebook, with Python's
version. So a lesson had unsaved changes before anybody wrote a word, and the first save
wrote more than the learner did. No file can hold that note for every version of Python.
Here JupyterLab gets it with the lesson, and it is not written to disk.
"""

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

KERNEL = "python3"
"""The kernel of the Python that JupyterLab runs in: its note is known beforehand."""


class LessonFiles(AsyncLargeFileManager):
    """JupyterLab's files; lessons have their kernel's note there, but not on disk."""

    async def get(self, path: str, *args: Any, **options: Any) -> dict[str, Any]:
        """Return a file; a lesson with the note that its kernel will give."""
        model = await super().get(path, *args, **options)
        if _is_lesson(model):
            # Only here: who opens no lesson need not wait for IPython.
            from ipykernel.ipkernel import IPythonKernel

            note = dict(IPythonKernel.language_info)
            model["content"]["metadata"]["language_info"] = note
        return model

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Write a file; a lesson without its kernel's note."""
        if _is_lesson(model):
            model["content"]["metadata"].pop("language_info", None)
        return await super().save(model, path)


def _is_lesson(model: dict[str, Any]) -> bool:
    """Return whether a file is a notebook with marks of nbgrader, for our kernel."""
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return False
    kernel = content.get("metadata", {}).get("kernelspec", {}).get("name")
    cells = content.get("cells", [])
    return kernel == KERNEL and any("nbgrader" in c.get("metadata", {}) for c in cells)
