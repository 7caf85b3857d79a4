"""Keep every hand-in unaltered, and put the newest in place.

grading/handins/STUDENT/LESSON/TIME-HASH.ipynb   the bytes as they came
grading/handins/STUDENT/LESSON/TIME-HASH.json    one line: time, sha256, size, ...
grading/submitted/STUDENT/LESSON/LESSON.ipynb    the newest, byte for byte
"""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from course_helpers.files import write_whole
from course_helpers.grading.course import Course
from course_helpers.grading.files import one_writer

# Names in this form sort by time; `history` relies on it.
_TIME = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True)
class Kept:
    """A hand-in in the archive.

    Attributes:
        path: its unaltered copy.
        time: when it was collected, UTC.
    """

    path: Path
    time: datetime

    def says(self) -> str:
        """Return the time for a person."""
        return f"{self.time:%Y-%m-%d %H:%M:%S} UTC"

    def stamp(self) -> str:
        """Return the time as nbgrader reads it."""
        return f"{self.time:%Y-%m-%d %H:%M:%S.%f} UTC"


def handins_folder(course: Course) -> Path:
    """Return the archive's folder, which is beside nbgrader's submitted folder."""
    return course.folder("submitted").parent / "handins"


def now() -> datetime:
    """Return the collector's clock."""
    return datetime.now(UTC)


def locked(folder: Path) -> AbstractContextManager[None]:
    """Hold the archive, so that no two collectors write at once.

    Raises:
        CourseError: another one holds it.
    """
    busy = f"collect: another one is writing to {folder}. Wait for its end."
    return one_writer(folder, busy)


def history(folder: Path) -> list[Kept]:
    """Return a student's archived hand-ins of a lesson, oldest first."""
    paths = sorted(folder.glob("*Z-*.ipynb"))
    stamps = [path.name.partition("-")[0] for path in paths]
    times = [datetime.strptime(stamp, _TIME).replace(tzinfo=UTC) for stamp in stamps]
    return [Kept(path, time) for path, time in zip(paths, times, strict=True)]


def archive(folder: Path, data: bytes, original: str) -> tuple[Kept, str]:
    """Keep a hand-in with the collector's time; return it and a note.

    Args:
        folder: the student's and lesson's folder in the archive.
        data: the notebook's bytes.
        original: its name in the source.
    """
    digest = sha256(data).hexdigest()
    kept = history(folder)
    # Only the newest: whoever goes back to an older version hands it in anew.
    if kept and sha256(kept[-1].path.read_bytes()).hexdigest() == digest:
        return kept[-1], "unchanged"
    # The newest must sort last even after the clock was set back.
    time = max([now(), *(k.time + timedelta(microseconds=1) for k in kept[-1:])])
    path = folder / f"{time:{_TIME}}-{digest[:12]}.ipynb"
    about = {"time": time.isoformat(), "sha256": digest, "size": len(data)}
    line = json.dumps(about | {"original": original}, ensure_ascii=False)
    folder.mkdir(parents=True, exist_ok=True)
    # The record first: `history` lists notebooks, so each that it lists has one, even
    # if the collector is killed here.
    write_whole(path.with_suffix(".json"), f"{line}\n".encode())
    write_whole(path, data)
    note = f"replaces the one of {kept[-1].says()}" if kept else ""
    again = [k for k in kept if k.path.stem.endswith(f"Z-{digest[:12]}")]
    if again:
        note += f", same as the one of {again[-1].says()}"
    return Kept(path, time), note


def place(course: Course, student: str, lesson: str, data: bytes, kept: Kept) -> None:
    """Put a hand-in where nbgrader looks for it, with the collector's time.

    Raises:
        OSError: the system refuses, or a folder on the way is a link.
    """
    path = course.notebook("submitted", lesson, student)
    # Through a link the hand-in would be written somewhere else.
    for folder in (path.parent.parent, path.parent):
        if folder.is_symlink():
            raise OSError(f"{folder} is a link; remove it")
    path.parent.mkdir(parents=True, exist_ok=True)
    _put(path, data)
    _put(path.with_name("timestamp.txt"), kept.stamp().encode())


def _put(path: Path, data: bytes) -> None:
    """Write a file unless it is a regular one that holds these bytes already."""
    regular = path.is_file() and not path.is_symlink()
    # The size first: what lies there may be far too large to read.
    same_size = regular and path.stat().st_size == len(data)
    if not same_size or path.read_bytes() != data:
        write_whole(path, data)
