"""What grading found out about a hand-in, kept under a hash of all it depends on."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

import course_helpers
from course_helpers.check.contract import Verdict
from course_helpers.files import write_whole
from course_helpers.grading.run.sandbox import Limits
from course_helpers.grading.run.walls import real_data

FORM = 1
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
    """

    seed: int
    outputs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    trouble: str = ""
    repeat: bool = False


class Store:
    """A folder of results."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it need not exist."""
        self.folder = folder

    def path(self, key: str) -> Path:
        """Return where the result of a key lies."""
        return self.folder / key[:2] / f"{key}.json"

    def load(self, key: str) -> Result | None:
        """Return a stored result; None if there is none that can be read."""
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
        write_whole(self.path(key), json.dumps(data).encode())


def key(notebook: NotebookNode, limits: Limits) -> str:
    """Return a hash of all that the result of a rebuilt notebook depends on."""
    cells = [(c.id, c.cell_type, c.source, c.metadata) for c in notebook.cells]
    parts = [FORM, cells, asdict(limits), basis()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def basis() -> dict[str, str]:
    """Return what of this machine a result depends on: versions, files, data sets."""
    files = f"{course_helpers.__version__} (files {_sources()[:16]})"
    versions = {name: version(name) for name in ("torch", "torchvision", "numpy")}
    # Images among a check's inputs are drawn from the data sets that are here.
    data_sets = "real" if real_data() else "embedded"
    return {"course-helpers": files, **versions, "data sets": data_sets}


@cache
def _sources() -> str:
    """Return a hash of the package's files that a result depends on."""
    package = Path(course_helpers.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        part = path.relative_to(package)
        # A change of the grader itself runs no class again; where it must, raise FORM.
        if part.parts[0] not in ("grading", "cli", "doctor.py"):
            digest.update(f"{part} {path.stat().st_size} ".encode() + path.read_bytes())
    return digest.hexdigest()
