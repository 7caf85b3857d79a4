"""The course folder: where it is, and nbgrader set up for it."""

import contextlib
import json
import logging
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from course_helpers.files import write_whole
from course_helpers.grading.errors import CourseError
from course_helpers.grading.limits import Limits, SourceLimits, limits_of

CONFIG_FILE = "nbgrader_config.py"

# nbgrader colours its log, and ends a traceback with the error's name and text.
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_ERROR = re.compile(r"^\s*(?:\w+\.)*(\w*(?:Error|Exception)\w*: .+)$", re.MULTILINE)


@dataclass(frozen=True)
class Course:
    """One course folder with nbgrader's configuration.

    Attributes:
        root: the folder that holds nbgrader_config.py.
        config: nbgrader's configuration, from that file alone.
    """

    root: Path
    config: Config

    @cached_property
    def limits(self) -> Limits:
        """What one hand-in may use.

        Raises:
            CourseError: nbgrader_config.py sets what is no limit.
        """
        return limits_of(self.config)[0]

    @cached_property
    def source_limits(self) -> SourceLimits:
        """What a folder or zip file with hand-ins may hold; raises as `limits`."""
        return limits_of(self.config)[1]

    @property
    def timezone(self) -> ZoneInfo:
        """The time zone of dates that name none: c.Exchange.timezone, UTC if not set.

        Raises:
            CourseError: there is no such time zone.
        """
        name = self.config.Exchange.get("timezone", "UTC")
        try:
            return ZoneInfo(name)
        except (ValueError, ZoneInfoNotFoundError, OSError):
            raise CourseError(
                f"nbgrader_config.py, Exchange.timezone: expected a time zone such as "
                f"Europe/Berlin; got {name!r}. Correct it there."
            ) from None

    @property
    def extensions_file(self) -> Path:
        """Where extensions stand, also of those who handed in nothing yet."""
        return self.folder("submitted").parent / "extensions.json"

    def extensions(self) -> dict[str, dict[str, str]]:
        """Return until when single students may hand in: student, lesson, ISO time."""
        try:
            return json.loads(self.extensions_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}

    @property
    def secrets(self) -> tuple[Path, ...]:
        """What no hand-in may see: the course's folders, wherever they lie."""
        kinds = ("source", "release", "submitted", "autograded", "feedback")
        place = str(self.config.CourseDirectory.get("db_url", "")).partition("///")[2]
        gradebook = [Path(place)] if place else []
        return (self.root, *map(self.folder, kinds), *gradebook)

    def folder(self, kind: str) -> Path:
        """Return nbgrader's folder of a kind: source, release, submitted, ..."""
        return self.root / self.config.CourseDirectory[f"{kind}_directory"]

    def notebook(self, kind: str, lesson: str, student: str = "") -> Path:
        """Return the path of a lesson's notebook of a kind."""
        return self.folder(kind) / student / lesson / f"{lesson}.ipynb"

    def lessons(self) -> list[str]:
        """Return the lessons' names in their order."""
        paths = self.folder("source").glob("[0-9][0-9]_*/*.ipynb")
        return sorted({path.stem for path in paths if path.stem == path.parent.name})

    def chosen(self, lessons: list[str] | None) -> list[str]:
        """Return the named lessons, or all of them.

        Raises:
            CourseError: there is no lesson of such a name.
        """
        names = self.lessons()
        for lesson in lessons or []:
            if lesson not in names:
                raise CourseError(
                    f"lesson: expected one of {', '.join(names)}; got {lesson}."
                )
        return sorted(lessons) if lessons else names

    def with_settings(self, **settings: str) -> "Course":
        """Return the same course with other CourseDirectory settings."""
        config = deepcopy(self.config)
        config.CourseDirectory.update(settings)
        return Course(self.root, config)

    def api(self) -> NbGraderAPI:
        """Return nbgrader's own interface to this course, quiet unless it fails."""
        _put_programs_on_path()
        self._make_gradebook()
        directory = CourseDirectory(config=self.config)
        api = NbGraderAPI(coursedir=directory, config=self.config)
        api.log.setLevel(logging.ERROR)
        return api

    def _make_gradebook(self) -> None:
        """Make an empty gradebook if there is none: whole, or not at all."""
        settings = self.config.CourseDirectory
        kind, _, place = str(settings.get("db_url", "")).partition(":///")
        if kind != "sqlite" or Path(place).exists():
            return
        # Killed half-way, nbgrader would leave tables without their version, for good.
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "gradebook.db"
            Gradebook(f"sqlite:///{path}", settings.course_id).close()
            write_whole(Path(place), path.read_bytes())


def find_folder(start: Path | None = None) -> Path:
    """Return the course folder that a folder belongs to, and run nothing in it.

    Args:
        start: a folder inside the course; the current one if not given.

    Raises:
        CourseError: no folder above it holds nbgrader_config.py.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG_FILE).is_file():
            return folder
    raise CourseError(
        f"course: expected to be started inside a course folder, which holds "
        f"{CONFIG_FILE}; got {start}. Change into your course's folder first."
    )


def find_course(start: Path | None = None) -> Course:
    """Return the course that a folder belongs to; its nbgrader_config.py is run.

    Args:
        start: a folder inside the course; the current one if not given.

    Raises:
        CourseError: no folder above it holds nbgrader_config.py.
    """
    folder = find_folder(start)
    loader = PyFileConfigLoader(CONFIG_FILE, path=str(folder))
    return Course(folder, loader.load_config())


def _put_programs_on_path() -> None:
    """Let nbgrader find alembic, which it starts by name, without activation."""
    programs = str(Path(sys.executable).parent)
    paths = os.environ.get("PATH", "").split(os.pathsep)
    if programs not in paths:
        os.environ["PATH"] = os.pathsep.join([programs, *paths])


def reason(result: dict[str, Any]) -> str:
    """Return in one line why a call of nbgrader's interface failed."""
    text = _ANSI.sub("", f"{result.get('error', '')}\n{result.get('log', '')}")
    errors = [e for e in _ERROR.findall(text) if "the above traceback" not in e]
    return errors[-1].strip()[:200] if errors else "nbgrader gave no reason"


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Silence warnings that nbgrader's libraries give on every run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
