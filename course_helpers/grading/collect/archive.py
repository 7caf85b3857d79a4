"""Keep every hand-in unaltered, and put the one that counts in place.

grading/handins/STUDENT/LESSON/TIME-HASH.ipynb   the bytes as they came
grading/handins/STUDENT/LESSON/TIME-HASH.json    when and whence; see `Kept`
grading/handins/STUDENT/LESSON/chosen.json       the one that a person brought back
grading/submitted/STUDENT/LESSON/LESSON.ipynb    the one that counts, byte for byte
"""

import json
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from course_helpers.files import write_whole
from course_helpers.grading.course import Course
from course_helpers.grading.files import one_writer

# Names in this form sort by time; `history` relies on it.
_TIME = "%Y%m%dT%H%M%S.%fZ"
_CHOSEN = "chosen.json"
SECRET = "submission_secret.txt"
EXCHANGE = "exchange"
LATE = "late"
"""Stands for a time where a platform says only that a hand-in came too late."""


@dataclass(frozen=True)
class Origin:
    """What a source that its author cannot write to says of a hand-in.

    Attributes:
        came: when it was handed in, UTC; None where nothing trusted tells.
        late: whether it came too late, where the platform tells that alone.
        system: the platform, or EXCHANGE; empty if it came from neither.
        number: the person's number there.
        upload: the platform's number of the upload: a later one is higher.
        secret: by which nbgrader's exchange finds the feedback on it.
    """

    came: datetime | None = None
    late: bool | None = None
    system: str = ""
    number: str = ""
    upload: int = 0
    secret: str = ""

    def newer_than(self, other: "Origin") -> bool | None:
        """Whether it was handed in after another one; None where nothing tells."""
        if self.came and other.came and self.came != other.came:
            return self.came > other.came
        if self.upload and other.upload and self.system == other.system:
            return self.upload > other.upload
        return None


@dataclass(frozen=True)
class Kept:
    """A hand-in in the archive.

    Attributes:
        path: its unaltered copy.
        time: its place among the others, UTC: when it was collected, or earlier where
            it is known to be older than one collected before.
        original: its name in the source.
        origin: what is known of where it came from.
        collected: when it was collected, UTC, by the collector's clock.
    """

    path: Path
    time: datetime
    original: str
    origin: Origin
    collected: datetime

    def says(self) -> str:
        """Return the time for a person."""
        if self.origin.came:
            return f"{self.origin.came:%Y-%m-%d %H:%M:%S} UTC"
        return f"{self.collected:%Y-%m-%d %H:%M:%S} UTC"

    def stamp(self) -> str:
        """Return when it was handed in, as nbgrader reads it.

        Empty where only the collector's clock tells: it would make late whoever handed
        in on time and was collected later. `LATE` where the platform tells that alone.
        """
        if self.origin.came:
            return f"{self.origin.came:%Y-%m-%d %H:%M:%S.%f} UTC"
        return LATE if self.origin.late else ""


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
    return [_kept(path) for path in sorted(folder.glob("*Z-*.ipynb"))]


def _kept(path: Path) -> Kept:
    stamp = path.name.partition("-")[0]
    time = datetime.strptime(stamp, _TIME).replace(tzinfo=UTC)
    about = _about(path)
    # Archives of earlier versions tell neither whence nor when it came.
    came = about.get("came")
    origin = Origin(
        datetime.fromisoformat(came) if came else None,
        about.get("late"),
        about.get("system", ""),
        about.get("number", ""),
        about.get("upload", 0),
        about.get("secret", ""),
    )
    collected = datetime.fromisoformat(about.get("time", time.isoformat()))
    return Kept(path, time, about.get("original", ""), origin, collected)


def _about(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def counting(folder: Path) -> Kept | None:
    """Return the hand-in that counts: the newest, or one that a person brought back."""
    kept = history(folder)
    if not kept:
        return None
    try:
        choice = json.loads((folder / _CHOSEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        choice = {}
    # What was handed in after the choice is newer than what was chosen from.
    if choice.get("newest") == kept[-1].path.name:
        return next((k for k in kept if k.path.name == choice["use"]), kept[-1])
    return kept[-1]


def choose(folder: Path, kept: Kept) -> None:
    """Let a hand-in count instead of the newest, until a newer one is handed in."""
    newest = history(folder)[-1].path.name
    text = json.dumps({"use": kept.path.name, "newest": newest})
    write_whole(folder / _CHOSEN, f"{text}\n".encode())


def archive(
    folder: Path, data: bytes, original: str, origin: Origin | None = None
) -> tuple[Kept, str]:
    """Keep a hand-in; return it and a note.

    Args:
        folder: the student's and lesson's folder in the archive.
        data: the notebook's bytes.
        original: its name in the source.
        origin: what is known of where it came from.
    """
    origin = origin or Origin()
    digest = sha256(data).hexdigest()
    kept = history(folder)
    same = [k for k in kept if k.path.stem.endswith(f"Z-{digest[:12]}")]
    for known in same:
        # The exchange keeps everything, so the same hand-in is met again and again.
        if origin.system == EXCHANGE and known.origin.came == origin.came:
            return known, _note_of(known, kept[-1])
    if same and not _again(same[-1], kept[-1], origin):
        return _told(same[-1], origin), _note_of(same[-1], kept[-1])
    collected = now()
    time = _place_among(kept, origin, collected)
    path = folder / f"{time:{_TIME}}-{digest[:12]}.ipynb"
    about = {"time": collected.isoformat(), "sha256": digest, "size": len(data)}
    folder.mkdir(parents=True, exist_ok=True)
    # The record first: `history` lists notebooks, so each that it lists has one, even
    # if the collector is killed here.
    _write_about(path, about | {"original": original} | _fields(origin))
    write_whole(path, data)
    older = [k for k in kept if k.time > time]
    note = f"replaces the one of {kept[-1].says()}" if kept else ""
    if older:
        note = f"older than the one of {kept[-1].says()}, which counts"
    if same:
        note += f", same as the one of {same[-1].says()}"
    return _kept(path), note


def _again(same: Kept, newest: Kept, origin: Origin) -> bool:
    """Whether bytes that are there already were handed in once more, later."""
    if same.path == newest.path:
        return False
    # Else it is an old zip file that is collected again, and changes nothing.
    return origin.newer_than(newest.origin) is True


def _note_of(same: Kept, newest: Kept) -> str:
    if same.path == newest.path:
        return "unchanged"
    return f"collected before; the one of {newest.says()} is newer"


def _place_among(kept: list[Kept], origin: Origin, collected: datetime) -> datetime:
    """Return the time that sorts a hand-in behind all that may be older."""
    place = len(kept)
    while place and origin.newer_than(kept[place - 1].origin) is False:
        place -= 1
    tick = timedelta(microseconds=1)
    if place < len(kept):
        return kept[place].time - tick
    # The newest must sort last even after the clock was set back.
    return max([collected, *(k.time + tick for k in kept[-1:])])


def _told(kept: Kept, origin: Origin) -> Kept:
    """Return a hand-in with what this source knows and earlier ones did not."""
    if origin.system == kept.origin.system == EXCHANGE:
        # Handed in twice, nothing changed: it was there the first time.
        return kept
    fields, about = _fields(origin), _about(kept.path)
    if fields.items() - about.items():
        _write_about(kept.path, about | fields)
    return _kept(kept.path)


def _fields(origin: Origin) -> dict[str, Any]:
    """Return what is known of an origin; to be in time is not to be unknown."""
    fields = asdict(origin) | {"came": origin.came and origin.came.isoformat()}
    return {n: value for n, value in fields.items() if value is False or value}


def _write_about(path: Path, about: dict[str, Any]) -> None:
    line = json.dumps(about, ensure_ascii=False)
    write_whole(path.with_suffix(".json"), f"{line}\n".encode())


def place(course: Course, student: str, lesson: str, data: bytes, kept: Kept) -> None:
    """Put a hand-in where nbgrader looks for it, with its time where that is known.

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
    stamp = path.with_name("timestamp.txt")
    if kept.origin.came:
        _put(stamp, kept.stamp().encode())
    else:
        # Whoever wrote it, nbgrader would believe it.
        stamp.unlink(missing_ok=True)
    if kept.origin.secret:
        _put(path.with_name(SECRET), kept.origin.secret.encode())


def _put(path: Path, data: bytes) -> None:
    """Write a file unless it is a regular one that holds these bytes already."""
    regular = path.is_file() and not path.is_symlink()
    # The size first: what lies there may be far too large to read.
    same_size = regular and path.stat().st_size == len(data)
    if not same_size or path.read_bytes() != data:
        write_whole(path, data)
