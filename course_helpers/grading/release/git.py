"""Git, as far as a students' repository needs it."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

from course_helpers.grading.errors import CourseError


def git(folder: Path, *arguments: str) -> str:
    """Run git in a repository and return what it prints.

    Raises:
        CourseError: git is not installed, or it failed.
    """
    return _git(folder, *arguments).decode("utf-8", "replace").strip()


def start(folder: Path) -> None:
    """Make an empty repository whose branch is main; leave one that is there alone."""
    if not (folder / ".git").exists():
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "--quiet")
        # Older versions of git cannot name the branch in init.
        git(folder, "symbolic-ref", "HEAD", "refs/heads/main")


def changes(folder: Path) -> list[str]:
    """Return the files of a repository that differ from its last commit."""
    # Files that git does not know are the instructor's own, and stay out of a commit.
    text = git(folder, "status", "--porcelain", "--untracked-files=no")
    return [line.split(maxsplit=1)[1] for line in text.splitlines()]


def blobs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file in a repository's whole history."""
    listed = git(folder, "rev-list", "--objects", "--all")
    paths = dict(line.split(" ", 1) for line in listed.splitlines() if " " in line)
    # One process for the whole history: one for each file would take far longer.
    names = "\n".join(paths).encode()
    answer = io.BytesIO(_git(folder, "cat-file", "--batch", stdin=names))
    for path in paths.values():
        _, kind, size = answer.readline().split()
        content = answer.read(int(size) + 1)[:-1]  # a line end follows each
        if kind == b"blob":
            yield path, content


def commit(folder: Path, files: list[str], message: str) -> list[str]:
    """Commit files, also those that are gone; return what changed.

    Args:
        folder: the repository.
        files: files and folders inside it.
        message: the commit's message.
    """
    # By force: what the instructor's own git ignores may be needed by students.
    git(folder, "add", "--all", "--force", "--", *files)
    changed = git(folder, "diff", "--cached", "--name-only").splitlines()
    if changed:
        git(folder, "commit", "--quiet", "--message", message)
    return changed


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    try:
        result = subprocess.run(
            ["git", *arguments], cwd=folder, input=stdin, capture_output=True
        )
    except FileNotFoundError:
        raise CourseError(
            "git: expected it to be installed; it is not found. Install git first."
        ) from None
    if result.returncode != 0:
        message = " ".join(result.stderr.decode("utf-8", "replace").split())
        raise CourseError(f"git {arguments[0]}: {message or 'failed'}")
    return result.stdout
