"""Two entries that are one person become one; and back again.

grading/merges/TIME/    all of both as it was: folders, names, rows of the gradebook
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader import api
from nbgrader.api import Gradebook, MissingEntry

from course_helpers.files import write_whole
from course_helpers.grading.collect.archive import (
    counting,
    handins_folder,
    history,
    locked,
    now,
    place,
)
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.files import one_writer
from course_helpers.grading.lms.people import Names, load_names, save_names

_KINDS = ("handins", "submitted", "autograded", "recorded")
# Each row before those that refer to it.
_TABLES = (
    api.Student.__table__,
    api.SubmittedAssignment.__table__,
    api.SubmittedNotebook.__table__,
    api.Grade.__table__,
    api.Comment.__table__,
)
_ABOUT = "merge.json"

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Merged:
    """What becomes of one lesson.

    Attributes:
        lesson: the lesson's name.
        counts: whose hand-in counts then.
        hand_ins: how many each had, the old entry first.
        left: what a person gave to the hand-in that counts no more: points by hand and
            comments stay with it, in the folder of the merge.
    """

    lesson: str
    counts: str
    hand_ins: tuple[int, int]
    left: int


def preview(course: Course, old: str, new: str) -> list[Merged]:
    """Return what merging one entry into another would do; it changes nothing.

    Raises:
        CourseError: there is no such student, or both are one.
    """
    names = load_names(handins_folder(course))
    with course.api().gradebook as gradebook:
        known = names.keys() | {student.id for student in gradebook.students}
        for student in (old, new):
            if student not in known:
                raise CourseError(
                    f"merge: expected two students of this course; got {student}."
                )
        if old == new:
            raise CourseError(f"merge: expected two students; got {old} twice.")
        return [
            _merged(course, gradebook, x, old, new)
            for x in course.lessons()
            if _has_any(course, gradebook, x, old, new)
        ]


def _has_any(course: Course, gradebook: Gradebook, lesson: str, *both: str) -> bool:
    return any(
        history(handins_folder(course) / student / lesson)
        or _submission(gradebook, lesson, student)
        for student in both
    )


def _merged(
    course: Course, gradebook: Gradebook, lesson: str, old: str, new: str
) -> Merged:
    folder = handins_folder(course)
    pasts = [history(folder / student / lesson) for student in (old, new)]
    chosen = [counting(folder / student / lesson) for student in (old, new)]
    # Hand-ins that nobody archived say nothing of their time.
    if chosen[0] and chosen[1]:
        told = chosen[0].origin.newer_than(chosen[1].origin)
        is_old = chosen[0].time > chosen[1].time if told is None else told
    else:
        is_old = bool(chosen[0] or _submission(gradebook, lesson, old)) and not (
            chosen[1] or _submission(gradebook, lesson, new)
        )
    loser = _submission(gradebook, lesson, new if is_old else old)
    both = loser and _submission(gradebook, lesson, old if is_old else new)
    left = _by_hand(loser) if both else 0
    return Merged(lesson, old if is_old else new, (len(pasts[0]), len(pasts[1])), left)


def _by_hand(submission: Any) -> int:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    texts = [c for notebook in submission.notebooks for c in notebook.comments]
    return sum(grade.manual_score is not None for grade in grades) + sum(
        bool(comment.manual_comment) for comment in texts
    )


def _submission(gradebook: Gradebook, lesson: str, student: str) -> Any:
    try:
        return gradebook.find_submission(lesson, student)
    except MissingEntry:
        return None


def merge(course: Course, old: str, new: str) -> list[Merged]:
    """Make one entry of two: all of `old` goes to `new`, and `old` is no more.

    Raises:
        CourseError: as `preview`; or somebody else writes to the gradebook.
    """
    with _alone(course):
        steps = preview(course, old, new)
        with course.api().gradebook as gradebook:
            _keep(course, gradebook, old, new)
            for step in steps:
                _move(course, gradebook, step, old, new)
            gradebook.db.commit()
            _remove_student(gradebook, old)
        names = load_names(handins_folder(course))
        _join(names, old, new)
        save_names(handins_folder(course), names)
        for kind in _KINDS:
            shutil.rmtree(_folder(course, kind) / old, ignore_errors=True)
    return steps


def _move(
    course: Course, gradebook: Gradebook, step: Merged, old: str, new: str
) -> None:
    """Bring one lesson of the old entry to the new one."""
    source = handins_folder(course) / old / step.lesson
    target = handins_folder(course) / new / step.lesson
    for path in [*source.glob("*Z-*.json"), *source.glob("*Z-*.ipynb")]:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target / path.name)
    submissions = {s: _submission(gradebook, step.lesson, s) for s in (old, new)}
    if step.counts == old:
        if submissions[old]:
            if submissions[new]:
                gradebook.remove_submission(step.lesson, new)
            if not _student(gradebook, new):
                gradebook.add_student(new)
            submissions[old].student = gradebook.find_student(new)
        for kind in ("submitted", "autograded", "recorded"):
            _replace(course, kind, step.lesson, old, new)
    kept = counting(target)
    if kept:
        place(course, new, step.lesson, kept.path.read_bytes(), kept)


def _replace(course: Course, kind: str, lesson: str, old: str, new: str) -> None:
    name = f"{lesson}.json" if kind == "recorded" else lesson
    source, target = (_folder(course, kind) / student / name for student in (old, new))
    if target.is_dir():
        shutil.rmtree(target)
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)
    else:
        target.unlink(missing_ok=True)


def _join(names: Names, old: str, new: str) -> None:
    """Let the new entry be known by all that the old one was known by."""
    empty = {"name": new, "system": "", "ids": {}}
    before, data = names.pop(old, dict(empty, name=old)), names.setdefault(new, empty)
    data["ids"] = before["ids"] | data["ids"]
    also = [[before["name"], before["system"]], *before.get("also", [])]
    data["also"] = [*data.get("also", []), *also]
    for key in ("full", "logins"):
        if key in before or key in data:
            data[key] = sorted({*before.get(key, []), *data.get(key, [])})
    for key in ("canvas", "section", "team"):
        if key in before:
            data.setdefault(key, before[key])


def undo(course: Course) -> tuple[str, str]:
    """Take the last merge back; return the old entry and the new one.

    What was handed in since then stays, and goes to the new entry.

    Raises:
        CourseError: there is none, or somebody else writes to the gradebook.
    """
    with _alone(course):
        folders = sorted(_merges(course).glob("*/" + _ABOUT))
        if not folders:
            raise CourseError("merge: expected a merge to take back; there is none.")
        folder = folders[-1].parent
        about = json.loads(folders[-1].read_text(encoding="utf-8"))
        old, new = about["old"], about["new"]
        since = _since(course, folder, old, new)
        for kind in _KINDS:
            for student in (old, new):
                shutil.rmtree(_folder(course, kind) / student, ignore_errors=True)
                if (folder / kind / student).exists():
                    target = _folder(course, kind) / student
                    shutil.copytree(folder / kind / student, target)
        names = load_names(handins_folder(course))
        for student in (old, new):
            names.pop(student, None)
        names |= about["names"]
        save_names(handins_folder(course), names)
        with course.api().gradebook as gradebook:
            for student in (old, new):
                _remove_student(gradebook, student)
            _insert(gradebook, about["rows"])
        for path, data in since.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for lesson in {path.parent.name for path in since}:
            if kept := counting(handins_folder(course) / new / lesson):
                place(course, new, lesson, kept.path.read_bytes(), kept)
        shutil.rmtree(folder)
    return old, new


def _since(course: Course, folder: Path, old: str, new: str) -> dict[Path, bytes]:
    """Return the files that came into the archive after a merge."""
    before = {
        path.relative_to(folder / "handins" / student)
        for student in (old, new)
        for path in (folder / "handins" / student).rglob("*Z-*")
    }
    root = handins_folder(course) / new
    paths = [path for path in root.rglob("*Z-*") if path.is_file()]
    return {p: p.read_bytes() for p in paths if p.relative_to(root) not in before}


def _keep(course: Course, gradebook: Gradebook, old: str, new: str) -> None:
    """Keep all of both as it is."""
    folder = _merges(course) / f"{now():%Y%m%dT%H%M%S.%fZ}"
    for kind in _KINDS:
        for student in (old, new):
            source = _folder(course, kind) / student
            if source.is_dir():
                shutil.copytree(source, folder / kind / student, symlinks=True)
    names = load_names(handins_folder(course))
    both = {student: names[student] for student in (old, new) if student in names}
    rows = _rows(gradebook, [old, new])
    about = {"old": old, "new": new, "names": both, "rows": rows}
    # Last: a folder without it was not finished, and nothing was merged.
    text = json.dumps(about, default=_plain, indent=1)
    write_whole(folder / _ABOUT, f"{text}\n".encode())


def _rows(gradebook: Gradebook, students: list[str]) -> Rows:
    """Return all that the gradebook holds of students, by table."""
    rows: Rows = {}
    keys: list[Any] = students
    for table in _TABLES:
        column = _refers(table)
        # Grades and comments refer to notebooks alike.
        if table is _TABLES[-1]:
            keys = [row["id"] for row in rows[_TABLES[2].name]]
        query = table.select().where(column.in_(keys))
        rows[table.name] = [dict(r._mapping) for r in gradebook.db.execute(query)]
        keys = [row["id"] for row in rows[table.name]]
    return rows


def _refers(table: Any) -> Any:
    """Return the column by which a table's rows belong to rows of the one before."""
    columns = {
        api.Student: "id",
        api.SubmittedAssignment: "student_id",
        api.SubmittedNotebook: "assignment_id",
        api.Grade: "notebook_id",
        api.Comment: "notebook_id",
    }
    return next(table.c[c] for kind, c in columns.items() if kind.__table__ is table)


def _insert(gradebook: Gradebook, rows: Rows) -> None:
    for table in _TABLES:
        values = [{k: _rich(v) for k, v in row.items()} for row in rows[table.name]]
        if values:
            gradebook.db.execute(table.insert(), values)
    gradebook.db.commit()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    raise TypeError(f"expected a value of the gradebook; got {type(value).__name__}")


def _rich(value: Any) -> Any:
    if isinstance(value, dict) and "time" in value:
        return datetime.fromisoformat(value["time"])
    if isinstance(value, dict):
        return timedelta(seconds=value["seconds"])
    return value


def _student(gradebook: Gradebook, student: str) -> Any:
    try:
        return gradebook.find_student(student)
    except MissingEntry:
        return None


def _remove_student(gradebook: Gradebook, student: str) -> None:
    if _student(gradebook, student):
        # What was moved away is no longer among the student's own.
        gradebook.db.expire_all()
        gradebook.remove_student(student)


def _folder(course: Course, kind: str) -> Path:
    if kind in ("submitted", "autograded"):
        return course.folder(kind)
    return course.folder("submitted").parent / kind


def _merges(course: Course) -> Path:
    return course.folder("submitted").parent / "merges"


@contextmanager
def _alone(course: Course) -> Iterator[None]:
    """Hold gradebook and archive."""
    folder = course.folder("submitted").parent
    busy = f"merge: another one is at work in {folder}. Wait for its end."
    with one_writer(folder, busy), locked(handins_folder(course)):
        yield
