"""What grading found out about a hand-in, kept under a hash of all it depends on."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from course_helpers.cells import cell_of, exercise_of, is_answer, is_stub
from course_helpers.check.catalogue import exercises
from course_helpers.check.contract import Verdict
from course_helpers.files import write_whole
from course_helpers.grading.basis import basis_of
from course_helpers.grading.limits import Limits
from course_helpers.grading.run.rebuild import EXTRA

FORM = 2
"""Raised whenever stored results of older versions must not be used any more."""


@dataclass
class Result:
    """What came of running one rebuilt notebook.

    Attributes:
        seed: made the inputs of its checks; never used again.
        outputs: of each cell that ran, by the cell's id.
        verdicts: by exercise.
        trouble: why it was ended before its time; empty if it was not.
        repeat: whether it should run again alone before it counts.
        answers: hash of the code in it that the learner wrote.
        predictions: what the learner expected, by the prediction's name.
    """

    seed: int
    outputs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    trouble: str = ""
    repeat: bool = False
    answers: str = ""
    predictions: dict[str, Any] = field(default_factory=dict)


class Store:
    """A folder of results, each in two files: what was judged, and what was shown.

    What a hand-in showed holds pictures. Reports read the verdicts of a whole class,
    and that takes a tenth of the time without them.
    """

    def __init__(self, folder: Path) -> None:
        """Use a folder; it need not exist."""
        self.folder = folder

    def path(self, key: str) -> Path:
        """Return where the verdicts of a key lie."""
        return self.folder / key[:2] / f"{key}.json"

    def outputs_path(self, key: str) -> Path:
        """Return where the outputs of a key lie."""
        return self.path(key).with_suffix(".outputs.json")

    def load(self, key: str) -> Result | None:
        """Return a stored result; None if there is none that can be read."""
        result = self.judged(key)
        if result is None:
            return None
        try:
            result.outputs = json.loads(self.outputs_path(key).read_bytes())
        except (OSError, ValueError):
            return None
        return result

    def judged(self, key: str) -> Result | None:
        """Return a stored result without its outputs; None if it cannot be read."""
        try:
            data = json.loads(self.path(key).read_text(encoding="utf-8"))
            pairs = data.pop("verdicts")
            verdicts = {name: Verdict.from_data(verdict) for name, verdict in pairs}
            return Result(**data, verdicts=verdicts)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def save(self, key: str, result: Result) -> None:
        """Keep a result: whole, or not at all."""
        data = asdict(result)
        data["verdicts"] = list(data["verdicts"].items())
        # The verdicts last: where they are, the outputs are, too.
        outputs = data.pop("outputs")
        write_whole(self.outputs_path(key), json.dumps(outputs).encode())
        write_whole(self.path(key), json.dumps(data).encode())


def key(notebook: NotebookNode, limits: Limits) -> str:
    """Return a hash of all that the result of a rebuilt notebook depends on.

    Text is no part of it: a lesson whose words are put right is not run again.
    """
    names = filter(None, map(exercise_of, notebook.cells))
    lessons = sorted({exercises()[name].lesson for name in names})
    parts = [FORM, _parts(_code_cells(notebook)), asdict(limits)]
    return _hash([*parts, *map(basis_of, lessons)])


def notebook_hash(notebook: NotebookNode) -> str:
    """Return a hash of a whole rebuilt notebook, its text included."""
    return _hash(_parts(notebook.cells))


def written_hash(notebook: NotebookNode) -> str:
    """Return a hash of the code that the learner wrote into a rebuilt notebook."""
    cells = _code_cells(notebook)
    answers = [c for c in cells if is_answer(c) and not is_stub(cell_of(c))]
    extra = [cell for cell in cells if cell.id.startswith(EXTRA)]
    return _hash([cell.source for cell in (*answers, *extra)])


def _code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _parts(cells: list[NotebookNode]) -> list[Any]:
    return [[c.id, c.cell_type, c.source, c.metadata] for c in cells]


def _hash(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
