"""A lesson's page: executed, with every answer left empty."""

import re
from copy import deepcopy

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from course_helpers.cells import is_answer, predicted
from course_helpers.check.aids.hints import hints
from course_helpers.check.catalogue import exercises
from course_helpers.grading.errors import CourseError
from course_helpers.grading.release.make import verify

# Bold, and no power in a formula or in code.
_TERM = re.compile(r"(?<![\w*])\*\*(\w[^*\n]*)\*\*(?![\w*])")
_TIERS = ("the idea", "the tool", "the first line")
_ALT = "Figure drawn by the code above; the text below says how to read it."
_NOTE = """\
:::{{admonition}} This page is for reading
:class: note reading
Its figures and numbers come from a run in which every answer was right; the answers
themselves are yours to write. {how}
:::"""
_BOX = """\
::::{{admonition}} {title}
:class: answer
{body}
::::"""
_HINT = "<details><summary>Hint {number}: {what}</summary>\n\n{text}\n\n</details>"


def lesson_page(
    source: NotebookNode,
    version: NotebookNode,
    lesson: str,
    hinted: bool = True,
    how: str = "",
) -> NotebookNode:
    """Return a lesson as the site shows it.

    Args:
        source: the lesson with its solutions and outputs.
        version: what learners get of it, as the release made it.
        lesson: the lesson's name.
        hinted: whether its hints are on the page, folded.
        how: a sentence that says how to work on it, in Markdown.

    Returns:
        A notebook for myst-nb: text and outputs of the source, answers and predictions
        of the version.

    Raises:
        CourseError: the version gives something away, or is one of another source.
    """
    verify(source, version, lesson)
    released = {cell.id: cell for cell in version.cells}
    _refuse_strange(source, released, lesson)
    page = deepcopy(source)
    page.cells = [
        new_markdown_cell(_box(released[cell.id], hinted), id=cell.id)
        if is_answer(cell)
        else _shown(cell, released[cell.id], lesson)
        for cell in source.cells
    ]
    page.cells[1:1] = [new_markdown_cell(_NOTE.format(how=how))]
    # Nobody runs the page: its cells need no marks but those that myst-nb reads.
    page.metadata = {"kernelspec": source.metadata.kernelspec}
    return page


def terms(notebook: NotebookNode) -> list[str]:
    """Return the terms that a lesson defines, in its order: what is bold in it."""
    texts = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "markdown" and not is_answer(cell)
    ]
    return [term for text in texts for term in _TERM.findall(text)]


def anchor(lesson: str, term: str) -> str:
    """Return where a term stands in the page of a lesson."""
    return re.sub(r"[\W_]+", "-", f"term-{lesson}-{term}".casefold())


def _refuse_strange(
    source: NotebookNode, released: dict[str, NotebookNode], lesson: str
) -> None:
    """Raise CourseError if the released cells were not made from this source."""
    for cell in source.cells:
        same = cell.id in released and (
            cell.cell_type == "markdown"  # figures are embedded, links are completed
            or is_answer(cell)
            or predicted(cell.source)
            or cell.source == released[cell.id].source
        )
        if not same:
            raise CourseError(
                f"{lesson}: expected the student version of its present source; its "
                f"cell {cell.id} differs. Run: course release {lesson}"
            )


def _shown(cell: NotebookNode, released: NotebookNode, lesson: str) -> NotebookNode:
    """Return a cell in which learners write no answer."""
    shown = deepcopy(cell)
    shown.metadata = {}
    if cell.cell_type == "markdown":
        shown.source = _anchored(cell.source, lesson)
        return shown
    shown.source = released.source
    # A passed check says what the answer gives, a prediction's why it holds.
    if cell.metadata.get("nbgrader", {}).get("locked"):
        shown.outputs = []
    if any("image/png" in output.get("data", {}) for output in shown.outputs):
        shown.metadata = {"mystnb": {"image": {"alt": _alt(shown)}}}
    return shown


def _anchored(text: str, lesson: str) -> str:
    """Return Markdown in which every term can be linked to."""
    return _TERM.sub(lambda m: f"[{m[0]}]{{#{anchor(lesson, m[1])}}}", text)


def _alt(cell: NotebookNode) -> str:
    """Return the text for a cell's figures: their own where they bring one."""
    texts = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    own = [text for text in texts if text and not text.startswith("<Figure")]
    return own[0] if own else _ALT


def _box(released: NotebookNode, hinted: bool) -> str:
    """Return an empty answer with its hints as MyST's Markdown."""
    if released.cell_type == "markdown":
        return _BOX.format(title="Your answer in words", body="&nbsp;")
    name = released.metadata.nbgrader.grade_id
    body = [f"```python\n{released.source}\n```"]
    if hinted:
        tiers = hints(exercises()[name].topic).get(name, [])
        pairs = enumerate(zip(_TIERS, tiers, strict=False), start=1)
        body += [
            _HINT.format(number=number, what=what, text=text.strip())
            for number, (what, text) in pairs
        ]
    return _BOX.format(title="Your answer", body="\n\n".join(body))
