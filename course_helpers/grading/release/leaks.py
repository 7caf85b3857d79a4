"""Find solutions where learners could read them."""

import json

from nbformat import NotebookNode

from course_helpers.cells import answer_cells
from course_helpers.check.exam.content import INPUTS
from course_helpers.grading.notebook import solution_regions

MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN", "BEGIN MARK SCHEME")

_INSTRUCTORS = {"solutions", "tests", "grading", "handins", "submitted", "autograded"}


def leaks(source: NotebookNode, texts: list[str]) -> list[str]:
    """Return what texts give away of a lesson, a sentence for each solution.

    Args:
        source: the lesson's source, with its solutions.
        texts: what learners can read.
    """
    squeezed = [_squeezed(text) for text in texts]
    problems = []
    for name, regions in solutions(source).items():
        if not regions:
            problems.append(f"{name}: no solution is marked in its answer cell.")
        if any(_squeezed(r) in text for r in regions for text in squeezed):
            problems.append(f"{name}: its solution stands in the student version.")
    return problems


def solutions(source: NotebookNode) -> dict[str, list[str]]:
    """Return the texts that solve a lesson, by exercise; [] where none is marked.

    A single call that a lesson may well show itself gives nothing away.
    """
    texts = {}
    for name, cell in answer_cells(source).items():
        # An answer in words has no markers: the whole cell is the solution.
        is_code = cell.cell_type == "code"
        regions = solution_regions(cell) if is_code else [cell.source]
        telling = [region for region in regions if _gives_away(region)]
        # Without a region nbgrader clears the whole cell, signature and all.
        if telling or not regions:
            texts[name] = telling
    return texts


def marked(texts: list[str]) -> list[str]:
    """Return the authors' markers that stand in texts."""
    return [marker for marker in MARKERS if any(marker in text for text in texts)]


def instructors_file(path: str) -> bool:
    """Whether a path inside a repository is one that only instructors may have."""
    return bool(_INSTRUCTORS & set(path.split("/"))) or path.endswith(".db")


def readable(path: str, data: bytes) -> str:
    """Return a file's text as a person reads it: of a notebook, its cells."""
    if path.endswith(INPUTS):
        # Numbers of tensors follow, megabytes of them.
        data = data[8 : 8 + int.from_bytes(data[:8], "little")]
    text = data.decode("utf-8", "replace")
    # In a notebook's JSON line ends and quotes are escaped: no solution would be seen.
    if not path.endswith(".ipynb"):
        return text
    try:
        cells = json.loads(text)["cells"]
        return "\n".join("".join(cell["source"]) for cell in cells)
    except (ValueError, KeyError, TypeError):
        # What is no notebook for all its name is searched as it stands.
        return text


def _gives_away(region: str) -> bool:
    text = region.strip()
    return "\n" in text or text.startswith("return ") or " " in text.split("(")[0]


def _squeezed(text: str) -> str:
    # Indented or wrapped in another way, a solution is still one.
    return "".join(text.split())
