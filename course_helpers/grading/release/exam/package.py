"""The package of an exam, made of the one that students have."""

import json
import shutil
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from course_helpers.check.catalogue import catalogue, exercises_of
from course_helpers.check.exam.content import FOLDER, FORMS
from course_helpers.grading.course import Course
from course_helpers.grading.release.exam.forms import write_forms
from course_helpers.grading.release.exam.observations import reduce

TELLING = (
    *("judge", "hints", "gained.toml", "compare.py", "explain"),
    *("diagnosis", "pad"),
)
"""What says or computes what is right. `diagnose` and `draw` do what some exercises
ask for; in their place stand functions that say so."""

_INSTEAD = "instead"


def course_package(folder: Path) -> Path:
    """Return where a students' repository has the package of the course."""
    return folder / catalogue().package.replace(".", "/")


def is_exam(folder: Path) -> bool:
    """Whether a students' repository is one for an exam."""
    return (course_package(folder) / FOLDER / FORMS).is_file()


def make_exam(course: Course, folder: Path, lessons: list[str]) -> None:
    """Take from a package what helps to answer, and add what an exam's checks need.

    Args:
        course: the course folder.
        folder: the repository's, with the students' package, but for what is TELLING.
        lessons: all lessons of the exam; of others nothing stays.
    """
    own = course_package(folder)
    topics = {lesson.partition("_")[2]: lesson for lesson in lessons}
    wanted = {
        topic: {f"{exercise.name}_observed" for exercise in exercises_of(lesson)}
        for topic, lesson in topics.items()
    }
    reduce(own / "observe", wanted)
    for path in _of_topics(own):
        if path.stem not in topics:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (own / "predictions").glob("*.toml"):
        path.write_text(_names_alone(path.read_text("utf-8")), encoding="utf-8")
    write_forms(course, own / FOLDER, lessons)
    _put_instead(folder)


def _of_topics(own: Path) -> Iterator[Path]:
    yield from (own / "predictions").glob("*.toml")
    yield from (own / "given").glob("*")


def _names_alone(text: str) -> str:
    """Return predictions without what turns out; a notebook has their questions."""
    tables = tomllib.loads(text)
    return "\n".join(
        f"[{name}]\nquestion = {json.dumps(table['question'])}\n"
        for name, table in tables.items()
    )


def _put_instead(folder: Path) -> None:
    """Put functions that do nothing in the place of helpers that would help."""
    package = folder / "course_helpers"
    # A course of another package takes these helpers from where they are installed.
    if not package.exists():
        return
    here = resources.files(__package__) / _INSTEAD
    for path in here.iterdir():
        name = path.name.removesuffix(".py.txt")
        (package / name).mkdir()
        (package / name / "__init__.py").write_text(path.read_text("utf-8"), "utf-8")
