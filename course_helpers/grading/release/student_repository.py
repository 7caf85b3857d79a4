"""A repository for students: lessons, helpers and checks, and no solution anywhere."""

import re
import shutil
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from course_helpers.check.catalogue import catalogue
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read
from course_helpers.grading.release import git
from course_helpers.grading.release.colab import badge_of, repository_of
from course_helpers.grading.release.exam.giveaways import helping
from course_helpers.grading.release.exam.package import (
    TELLING,
    course_package,
    is_exam,
    make_exam,
)
from course_helpers.grading.release.leaks import (
    instructors_file,
    leaks,
    marked,
    readable,
)
from course_helpers.grading.release.make import release

# What only instructors run, and typical wrong answers. Judges stay: learners' checks
# run them.
_INSTRUCTORS = (
    *("authoring", "grading", "hub", "sandboxed", "site", "typical"),
    *("administrator.py", "author.py", "instructor.py", "_tables.py", "__pycache__"),
)
_HINTS = "hints"
_COPIED = (
    *("LICENSE", "environment.yml", "requirements.txt", "jupyter_lab_config.py"),
    "lab_settings/overrides.json",
)
_PAGES = ("docs/student.md", "docs/errors.md")
# The lessons lead to it, and mended errors are half an answer.
_NO_PAGE = ("docs/errors.md", "# When it does not work\n\nIn an exam: ask.\n")
_SECTION = re.compile(r"^(?=\[)", re.MULTILINE)
# To install, no more: extras and settings of tools name what is not there.
_SECTIONS = (
    *("[build-system]", "[project]", "[project.scripts]", "[project.entry-points"),
    *("[tool.setuptools.dynamic]", "[tool.setuptools.packages.find]"),
    "[tool.setuptools.package-data]",
)
_IGNORED = "__pycache__/\n*.egg-info/\n.venv/\n.ipynb_checkpoints/\n/data/\n*.pt\n"


def publish(
    course: Course,
    folder: Path,
    lessons: list[str],
    run: bool = True,
    hints: bool | None = None,
    exam: bool = False,
) -> list[str]:
    """Write lessons and helpers into a students' repository, as one commit on top.

    Args:
        course: the course folder.
        folder: a new or an empty folder, or a repository that this function made.
        lessons: the lessons to hand out; those that are there already stay.
        run: also execute each untouched student version (seconds each).
        hints: whether `check.hint` has any to give; as before if not given, and in a
            new repository it has.
        exam: write a repository for an exam, without judges and hints; one that is for
            an exam stays so.

    Returns:
        The files that changed; if none did, there is no new commit.

    Raises:
        CourseError: a lesson is not fit to hand out; the folder is no students'
            repository, or has changes of its own; or a solution stands anywhere in
            it, its history included. Then nothing is committed.
    """
    folder = folder.resolve()
    _refuse_strangers(folder)
    exam = _exam_or_not(folder, exam, hints)
    if hints is None:
        hints = has_hints(folder) and not exam
    # Lessons of earlier weeks stay.
    earlier = {path.parent.name for path in folder.glob("notebooks/*/*.ipynb")}
    listed = [x for x in sorted(earlier.union(lessons)) if x in course.lessons()]
    with tempfile.TemporaryDirectory() as empty:
        # All is written and searched here first, so a refusal leaves nothing behind.
        new = Path(empty)
        _write_lessons(course, new, lessons, run)
        _write_package(course, new, hints, exam)
        if exam:
            make_exam(course, new, listed)
        _write(new / "README.md", _readme(course, listed, exam))
        files = [p.relative_to(new).as_posix() for p in _files(new)]
        written = ((name, (new / name).read_bytes()) for name in files)
        _refuse_leaks(course, written, exam)
        git.start(folder)
        # Once pushed, an old commit is as public as the newest.
        _refuse_leaks(course, git.blobs(folder), exam)
        if not hints:
            _refuse_old_hints(folder)
        # Else modules that the package has no longer would stay.
        package = _package().name
        shutil.rmtree(folder / package, ignore_errors=True)
        shutil.copytree(new, folder, dirs_exist_ok=True)
    message = f"Release {', '.join(lessons)}"
    return git.commit(folder, [package, *files], message)


def has_hints(folder: Path) -> bool:
    """Whether a students' repository has hints; a new one is to have them."""
    package = course_package(folder)
    return not package.exists() or (package / _HINTS).exists()


def _exam_or_not(folder: Path, exam: bool, hints: bool | None) -> bool:
    """Return whether a repository is to be one for an exam: a choice for good."""
    before = is_exam(folder)
    if exam and not before and course_package(folder).exists():
        raise CourseError(
            f"{folder}: expected a new folder or an exam's repository; its history has "
            "the judges, and is as public as the rest. Name a new folder."
        )
    if (exam or before) and hints:
        raise CourseError(
            f"{folder}: expected no hints in an exam's repository; they were asked "
            "for. Leave --hints out, or name a new folder."
        )
    return exam or before


def _refuse_old_hints(folder: Path) -> None:
    if any(f"/{_HINTS}/" in path for path, _ in git.blobs(folder)):
        raise CourseError(
            f"{folder}: expected a repository without hints; its history has them, "
            "and is as public as the rest. Name a new folder."
        )


def _refuse_strangers(folder: Path) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / ".git").exists():
        raise CourseError(
            f"{folder}: expected a new folder or a students' repository; got something "
            "else. Name a folder that does not exist yet."
        )
    changed = git.changes(folder)
    if changed:
        raise CourseError(
            f"{folder}: expected everything in it to be committed; got changes in "
            f"{', '.join(changed[:3])}. Commit or undo them first."
        )


def _refuse_leaks(
    course: Course, files: Iterable[tuple[str, bytes]], exam: bool
) -> None:
    """Raise CourseError if one of the files would help instead of learning."""
    sources = [read(course.notebook("source", name)) for name in course.lessons()]
    for path, data in files:
        text = [readable(path, data)]
        problems = [f"{marker} stands in it." for marker in marked(text)]
        # In every lesson's solutions: one lesson may show what another asks for.
        problems += [p for source in sources for p in leaks(source, text)]
        if instructors_file(path):
            problems.append("only instructors may have such a file.")
        if exam:
            problems += helping(path, text[0])
        if problems:
            whose = "an exam's" if exam else "a students'"
            raise CourseError(
                f"{path}: expected nothing in {whose} repository, its history "
                f"included, that gives solutions away; got this: {problems[0]} "
                "Nothing was committed."
            )


def _write_lessons(course: Course, folder: Path, lessons: list[str], run: bool) -> None:
    elsewhere = course.with_settings(release_directory=str(folder / "notebooks"))
    for lesson in lessons:
        release(elsewhere, lesson, run=run)


def _write_package(course: Course, folder: Path, hints: bool, exam: bool) -> None:
    """Write what students install: the package without the instructors' parts."""
    without = (*([] if hints else [_HINTS]), *(TELLING if exam else ()))
    leave_out = shutil.ignore_patterns(*_INSTRUCTORS, *without)
    shutil.copytree(_package(), folder / _package().name, ignore=leave_out)
    for name in (*_COPIED, *([] if exam else _PAGES)):
        _write(folder / name, _text(course, name))
    if exam:
        _write(folder / _NO_PAGE[0], _NO_PAGE[1])
    sections = _SECTION.split(_text(course, "pyproject.toml"))
    kept = [s.rstrip() for s in sections if s.startswith(_SECTIONS)]
    _write(folder / "pyproject.toml", "\n\n".join(kept) + "\n")
    _write(folder / ".gitignore", _IGNORED)


def _package() -> Path:
    """Return the folder of the package that has the course's exercises."""
    name = catalogue().package.partition(".")[0]
    return Path(find_spec(name).origin).parent


def _readme(course: Course, lessons: list[str], exam: bool) -> str:
    repository = repository_of(course)
    rows = [
        {
            "title": read(course.notebook("source", name)).cells[0].source,
            "path": f"notebooks/{name}/{name}.ipynb",
            "badge": badge_of(repository, name) if repository else "",
        }
        for name in lessons
    ]
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    name = "exam_readme.md" if exam else "student_readme.md"
    template = environment.get_template(name)
    return template.render(lessons=rows, repository=repository)


def _text(course: Course, name: str) -> str:
    path = course.root / name
    if not path.is_file():
        raise CourseError(
            f"{name}: expected it in the course's folder, {course.root}; it is not "
            "there. Take it from the repository that this course came from."
        )
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
