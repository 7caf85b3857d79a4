"""No solution, judge or answer in any file of the site."""

import ast
import html
import re
import zlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from course_helpers.check.aids.predictions import predictions
from course_helpers.check.catalogue import catalogue
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read
from course_helpers.grading.release.leaks import marked, readable, solutions
from course_helpers.site.pages import DOCUMENTS

_DOCUMENTS = {str(Path(name).with_suffix(".html")) for name in DOCUMENTS}
_TAG = re.compile(r"<[^>]+>")


def refuse_leaks(course: Course, folder: Path) -> None:
    """Raise CourseError if a file of the site gives something away.

    Args:
        course: the course folder.
        folder: the site.
    """
    secrets = {_squeezed(text): what for what, text in _secrets(course)}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        texts = _texts(name, path.read_bytes())
        # The page for authors says how a solution is marked.
        markers = [] if name in _DOCUMENTS else marked(texts)
        problems = [f"{marker} stands in it" for marker in markers]
        for text in map(_squeezed, texts):
            problems += [what for secret, what in secrets.items() if secret in text]
        if problems:
            raise CourseError(
                f"{name}: expected nothing on the site that gives answers away; got "
                f"this: {problems[0]}. Nothing was written."
            )


def _secrets(course: Course) -> Iterator[tuple[str, str]]:
    """Yield what nobody may read, each with a name: answers, judges, predictions."""
    for lesson in course.lessons():
        source = read(course.notebook("source", lesson))
        for name, regions in solutions(source).items():
            for region in regions:
                yield f"the solution of {name} in {lesson}", region
    for name, prediction in predictions().items():
        if prediction.because:
            yield f"the answer to the prediction {name}", prediction.because
    package = Path(str(resources.files(catalogue().package)))
    for path in sorted(package.glob("judge/*/*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            # One line alone may well stand in a lesson.
            if isinstance(node, ast.FunctionDef) and len(node.body) > 2:
                lines = text.splitlines()[node.body[1].lineno - 1 : node.end_lineno]
                yield f"the judge's {node.name} in {path.parent.name}", "\n".join(lines)


def _texts(name: str, data: bytes) -> list[str]:
    """Return a file as it stands, and as a person reads it."""
    if name == "objects.inv":
        head, _, packed = data.partition(b"zlib.\n")
        return [head.decode(), zlib.decompress(packed).decode()]
    text = readable(name, data)
    if name.endswith((".html", ".svg", ".xml")):
        return [text, html.unescape(_TAG.sub("", text))]
    return [text]


def _squeezed(text: str) -> str:
    return "".join(text.split())
