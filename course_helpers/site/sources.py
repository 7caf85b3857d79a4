"""What Sphinx reads: the course's lessons and documents, laid out as in the course."""

import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read
from course_helpers.grading.release.colab import colab_page, repository_of
from course_helpers.grading.release.make import refuse_answers
from course_helpers.site import pages
from course_helpers.site.lesson import lesson_page, terms

RELEASED = "released"
"""Where the notebooks lie that can be downloaded."""

_INSTALL = "[Install the course](../../docs/student.md) to write and check yours."
_COLAB = (
    "[Open in Colab]({page}), or {{download}}`download the notebook <{file}>`, to "
    "write and check yours."
)


def heading(course: Course) -> str:
    """Return the course's name: its README's heading, down to a comma."""
    first = _text(course, "README.md").partition("\n")[0]
    return first.removeprefix("# ").partition(",")[0]


def write_sources(
    course: Course, folder: Path, lessons: list[str], hinted: bool
) -> None:
    """Write what Sphinx reads, laid out as the course is: so links stay as they are.

    Args:
        course: the course folder, with released lessons.
        folder: where.
        lessons: the lessons that the site shows.
        hinted: whether it shows their hints.

    Raises:
        CourseError: a lesson is not released, or a document is missing.
    """
    files = [f"notebooks/{lesson}/{lesson}.ipynb" for lesson in lessons]
    shown = {*pages.DOCUMENTS, *files}

    def linked(text: str, name: str) -> str:
        path, repository = course.root / name, repository_of(course)
        return pages.with_links(text, path, course.root, shown, repository)

    titles = {}
    for lesson, name in zip(lessons, files, strict=True):
        page = _lesson(course, lesson, hinted)
        for cell in page.cells:
            if cell.cell_type == "markdown":
                cell.source = linked(cell.source, name)
        _write(folder / name, nbformat.writes(page))
        _copy_beside(course, lesson, folder)
        titles[lesson] = page.cells[0].source.partition("\n")[0].removeprefix("# ")
    for name, text in _texts(course, titles).items():
        _write(folder / name, linked(text, name))
    for pattern in ("docs/pictures/*", "benchmarks/*.svg"):
        for path in course.root.glob(pattern):
            _copy(path, folder / path.relative_to(course.root))


def _texts(course: Course, titles: dict[str, str]) -> dict[str, str]:
    """Return the pages that are no lessons, by file; `titles` has the lessons'."""
    readme = _text(course, "README.md")
    texts = {
        "index.md": pages.start_page(readme),
        "lessons.md": pages.lessons_page(readme, titles),
        "terms.md": pages.terms_page(_all_terms(course, titles)),
        "reference.md": pages.reference_page(),
    }
    for name, below in pages.DOCUMENTS.items():
        text = _text(course, name)
        texts[name] = pages.with_below(text, below) if below else text
    return texts


def _lesson(course: Course, lesson: str, hinted: bool) -> NotebookNode:
    """Return a lesson's page."""
    source, version = (course.notebook(x, lesson) for x in ("source", "release"))
    if not version.exists():
        raise CourseError(
            f"{lesson}: expected its student version, {version}; it is not there. "
            f"Run: course release {lesson}"
        )
    refuse_answers(version)
    how, repository = _INSTALL, repository_of(course)
    if repository:
        page, file = colab_page(repository, lesson), f"/{RELEASED}/{lesson}.ipynb"
        how = _COLAB.format(page=page, file=file)
    return lesson_page(read(source), read(version), lesson, hinted, how)


def _copy_beside(course: Course, lesson: str, folder: Path) -> None:
    """Copy a lesson's figures, and what can be downloaded."""
    for figure in (course.folder("source") / lesson).glob("*.svg"):
        _copy(figure, folder / "notebooks" / lesson / figure.name)
    if repository_of(course):
        version = course.notebook("release", lesson)
        _copy(version, folder / RELEASED / version.name)


def _all_terms(course: Course, titles: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return each term with the first lesson that has it, and that one's title."""
    first: dict[str, tuple[str, str, str]] = {}
    for lesson, title in titles.items():
        for term in terms(read(course.notebook("source", lesson))):
            first.setdefault(term.casefold(), (term, lesson, title))
    return {term: (lesson, title) for term, lesson, title in first.values()}


def _text(course: Course, name: str) -> str:
    path = course.root / name
    if not path.is_file():
        raise CourseError(
            f"{name}: expected it in the course's folder, {course.root}, for the site; "
            "it is not there."
        )
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
