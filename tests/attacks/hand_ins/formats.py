"""What can be wrong, or turned against the grader, in a notebook's file."""

import json
import os
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.attacks.classroom import (
    FULL,
    LESSON,
    MARK,
    NOTHING,
    RIGHT,
    WRONG,
    Attack,
)

CHECKS = [f"check-{name}" for name in RIGHT]


def _cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == name)


def _tagged(*tags: str):
    def change(notebook: NotebookNode) -> NotebookNode:
        for cell in notebook.cells:
            cell.metadata.tags = list(tags)
        return notebook

    return change


def _points_of_500(notebook: NotebookNode) -> NotebookNode:
    for name in [*CHECKS, "reflection"]:
        _cell(notebook, name).metadata.nbgrader.points = 500
    return notebook


def _flags_flipped(notebook: NotebookNode) -> NotebookNode:
    for cell in notebook.cells:
        for flag in ("grade", "solution", "task", "locked"):
            if "nbgrader" in cell.metadata:
                known = cell.metadata.nbgrader.get(flag, False)
                cell.metadata.nbgrader[flag] = not known
    return notebook


def _words_as_code(notebook: NotebookNode) -> NotebookNode:
    """Make the question in words a cell of code that gives itself points."""
    cell = _cell(notebook, "reflection")
    cell.cell_type, cell.source = "code", "500"
    cell.outputs, cell.execution_count = [], None
    cell.metadata.nbgrader |= {"solution": False, "points": 500, "cell_type": "code"}
    return notebook


def _without_checks(notebook: NotebookNode) -> NotebookNode:
    notebook.cells = [cell for cell in notebook.cells if cell.id not in CHECKS]
    return notebook


def _checks_twice(notebook: NotebookNode) -> NotebookNode:
    notebook.cells += [_cell(notebook, name).copy() for name in CHECKS]
    return notebook


def _checks_first(notebook: NotebookNode) -> NotebookNode:
    notebook.cells.sort(key=lambda cell: cell.id not in CHECKS)
    return notebook


def _checks_saying(source: str):
    def change(notebook: NotebookNode) -> NotebookNode:
        for name in CHECKS:
            _cell(notebook, name).source = source
        return notebook

    return change


def _checks_as_words(notebook: NotebookNode) -> NotebookNode:
    for cell in notebook.cells:
        if cell.id in CHECKS:
            cell.cell_type = "markdown"
            del cell["outputs"], cell["execution_count"]
    return notebook


def _without_metadata(notebook: NotebookNode) -> NotebookNode:
    notebook.metadata = nbformat.from_dict({})
    for number, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = nbformat.from_dict({}), f"new-{number}"
    return notebook


def _same_ids(notebook: NotebookNode) -> bytes:
    for cell in notebook.cells:
        cell.id = "same"
        cell.metadata.nbgrader = {"grade_id": "neuron"}
    return json.dumps(notebook).encode()


def _split(notebook: NotebookNode) -> NotebookNode:
    """Cut an answer in two, as Jupyter's Split Cell does: the metadata stay above."""
    cell = _cell(notebook, "two_layer")
    cell.source = f"helper = torch.sigmoid\n\n\n{cell.source}"
    head, _, rest = cell.source.partition("\n\n\n")
    cell.source = head
    place = notebook.cells.index(cell)
    notebook.cells.insert(place + 1, new_code_cell(rest, id="rest"))
    return notebook


def _in_own_cells(after: str, below: int = 1):
    """Write answers in cells of one's own; the answer cells stay untouched."""

    def change(notebook: NotebookNode) -> NotebookNode:
        for name, source in RIGHT.items():
            place = notebook.cells.index(_cell(notebook, f"{after}{name}"))
            cell = new_code_cell(source, id=f"my-{name}")
            notebook.cells.insert(place + below, cell)
        return notebook

    return change


def _with_schema(version: int):
    def change(notebook: NotebookNode) -> NotebookNode:
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader.schema_version = version
        return notebook

    return change


def _with_minor_99(notebook: NotebookNode) -> bytes:
    return json.dumps(notebook | {"nbformat_minor": 99}).encode()


def _in_format_3(notebook: NotebookNode) -> bytes:
    return nbformat.v3.writes_json(nbformat.convert(notebook, 3)).encode()


def _handing_in(data: bytes):
    return lambda notebook: data


def _of_200_megabytes(path: Path) -> None:
    os.truncate(path, 200 * 10**6)


def _of_another_language(notebook: NotebookNode) -> NotebookNode:
    spec = {"name": "ir", "display_name": "R", "language": "R"}
    notebook.metadata.kernelspec = spec
    notebook.metadata.language_info = {"name": "R", "file_extension": ".r"}
    return notebook


def _from_colab(notebook: NotebookNode) -> NotebookNode:
    state = {"state": {"a": {"model_name": "X"}}, "version_major": 2}
    notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": state}
    notebook.metadata.colab = {"provenance": [], "gpuType": "T4"}
    notebook.metadata.accelerator = "GPU"
    for cell in notebook.cells:
        cell.metadata.id = f"a_{cell.id}"
        cell.metadata.outputId = "0"
    return notebook


def _with_scripts(notebook: NotebookNode) -> NotebookNode:
    _cell(notebook, "reflection").source = HOSTILE_WORDS
    notebook.cells.insert(1, new_markdown_cell(HOSTILE_WORDS, id="shown"))
    answer = _cell(notebook, "neuron")
    answer.source += "\n    # </pre></div><script>alert(10)</script>"
    return notebook


def _as_link(target: str):
    def place(path: Path) -> None:
        path.unlink()
        path.symlink_to(path.parents[2] / target)

    return place


def _as_fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _with_files(path: Path) -> None:
    """Put modules beside the notebook that would leave a mark when imported."""
    code = f"open('/tmp/{MARK}-imported', 'w')\nraise SystemExit\n"
    names = ("torch", "conftest", "nbgrader_config", "ipykernel_launcher", "sitecustom")
    for name in [*names, "course_helpers", "sitecustomize", "json"]:
        path.with_name(f"{name}.py").write_text(code)


def _handed_in_at(time: str):
    return lambda path: path.with_name("timestamp.txt").write_text(time)


def _time_from_elsewhere(path: Path) -> None:
    path.with_name("timestamp.txt").symlink_to("/etc/passwd")


HOSTILE_WORDS = """
<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>
<iframe src='//x' srcdoc='<script>alert(4)</script>'></iframe><base href='//x'>
[a](javascript:alert(5)) ![b](x" onerror="alert(6)) [c](data:text/html,<script>)
<a href="JaVaScRiPt:alert(7)" onclick=alert(8)>d</a> <javascript:alert(9)>
<math><mi xlink:href="data:x,<script>alert(10)</script>"></math>
<form action=javascript:alert(11)><button formaction=javascript:alert(12)>e</button>
<meta http-equiv=refresh content='0;url=//x'><style>@import '//x';</style>
<details open ontoggle=alert(13)></details><object data=//x></object><embed src=//x>

[f]: javascript:alert(14) "g"
[f] \\<script\\>alert(15)\\</script\\> `<script>alert(16)</script>`

```html
</code></pre><script>alert(17)</script>
```
$<script>alert(18)</script>$ &lt;script&gt;alert(19)&lt;/script&gt;
"""

SCRIPTS = """
from IPython.display import HTML, SVG, Javascript, display, publish_display_data
display(HTML("<script>alert(1)</script><iframe src='//x'></iframe>"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(3)'/>"))
display(Javascript("alert(4)"))
publish_display_data({"text/markdown": "<img src=x onerror=alert(5)>",
                      "image/png": "'><script>alert(6)</script>",
                      "text/latex": "<script>alert(7)</script>",
                      "application/vnd.jupyter.widget-view+json": {"model_id": "a"}})
print("<script>alert(8)</script>")
"""

ATTACKS = [
    # Stock nbgrader gives full marks for a check cell with the tag skip-execution.
    Attack(
        1,
        "tags-to-gain",
        answers=WRONG,
        points=NOTHING,
        change=_tagged("skip-execution", "raises-exception", "skip-grading"),
        quick=True,
    ),
    Attack(1, "tags-by-accident", change=_tagged("skip-grading"), quick=True),
    Attack(
        1,
        "tags-raising",
        change=_tagged("raises-exception"),
        answers={},
        points=NOTHING,
    ),
    # Stock nbgrader takes a task's or solution's flags from the release, too; points
    # changed in a hand-in are put right by its OverwriteCells.
    Attack(9, "points-500", change=_points_of_500, quick=True),
    Attack(9, "flags-flipped", answers=WRONG, points=NOTHING, change=_flags_flipped),
    Attack(9, "flags-flipped-right", change=_flags_flipped),
    Attack(9, "words-as-code", change=_words_as_code, quick=True),
    Attack(
        12,
        "link-to-another",
        place=_as_link(f"ada/{LESSON}/{LESSON}.ipynb"),
        points=None,
        reason="symbolic link",
        quick=True,
    ),
    Attack(
        12,
        "link-to-gradebook",
        place=_as_link("../gradebook.db"),
        points=None,
        reason="symbolic link",
    ),
    # Stock nbgrader waits for ever for somebody to write into the pipe.
    Attack(12, "pipe", place=_as_fifo, points=None, reason="regular file", quick=True),
    # Stock nbgrader copies the files and starts the kernel among them: torch.py is
    # imported instead of torch, with the instructor's rights.
    Attack(13, "modules-beside", place=_with_files, quick=True),
    # Stock nbgrader: a deleted check cell stays 'needs manual grading' for ever.
    Attack(20, "checks-deleted", change=_without_checks, quick=True),
    # Stock nbgrader: a copied check cell stops the whole class.
    Attack(20, "checks-copied", change=_checks_twice, quick=True),
    Attack(20, "checks-moved", change=_checks_first),
    Attack(
        20,
        "checks-edited",
        answers=WRONG,
        points=NOTHING,
        change=_checks_saying("2"),
        quick=True,
    ),
    Attack(20, "checks-emptied", change=_checks_saying("")),
    Attack(20, "checks-as-markdown", change=_checks_as_words, quick=True),
    # Stock nbgrader: answers without their metadata are not found.
    Attack(21, "metadata-lost", change=_without_metadata, quick=True),
    # Stock nbgrader stops at the second cell with the same grade_id.
    Attack(21, "ids-doubled", change=_same_ids, quick=True),
    Attack(21, "answer-split", change=_split, quick=True),
    Attack(21, "in-own-cells", answers={}, change=_in_own_cells(""), quick=True),
    Attack(21, "after-the-checks", answers={}, change=_in_own_cells("check-")),
    # In a kernel the stubs below would replace them.
    Attack(21, "above-the-stubs", answers={}, change=_in_own_cells("", 0), quick=True),
    Attack(22, "format-3", change=_in_format_3, quick=True),
    Attack(22, "minor-99", change=_with_minor_99),
    # Stock nbgrader: a strange schema_version stops the whole class.
    Attack(22, "schema-1", change=_with_schema(1)),
    Attack(22, "schema-99", change=_with_schema(99), quick=True),
    Attack(
        22,
        "not-json",
        change=_handing_in(b'{"cells": ['),
        points=None,
        reason="not JSON",
        quick=True,
    ),
    Attack(22, "empty", change=_handing_in(b""), points=None, reason="empty file"),
    Attack(
        22,
        "no-notebook",
        change=_handing_in(b"[1, 2]"),
        points=None,
        reason="no cells",
    ),
    Attack(
        22,
        "nested-deep",
        change=_handing_in(b"[" * 10**5 + b"]" * 10**5),
        points=None,
        reason="not JSON",
        quick=True,
    ),
    Attack(
        22,
        "200-megabytes",
        place=_of_200_megabytes,
        points=None,
        reason="20,971,520 bytes",
        quick=True,
    ),
    Attack(
        22,
        "much-code",
        change=lambda n: json.dumps(
            {
                "cells": [
                    {"cell_type": "code", "source": f"a{i} = 1"} for i in range(10**5)
                ]
            }
            | {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
        ).encode(),
        points=None,
        reason="more than 10,000 cells",
    ),
    # Parsed, these were 2 GB and minutes in the grader itself.
    Attack(
        22,
        "millions-of-cells",
        change=_handing_in(b'{"cells": [' + b"{}," * (6 * 10**6) + b"{}]}"),
        points=None,
        reason="500,000 lists",
        quick=True,
    ),
    Attack(
        22,
        "many-cells",
        change=lambda n: json.dumps(
            n
            | {
                "cells": n.cells
                + [{"cell_type": "markdown", "source": "", "metadata": {}}] * 9_000
            }
        ).encode(),
    ),
    Attack(
        22,
        "too-much-code",
        change=lambda n: json.dumps(
            {"cells": [{"cell_type": "code", "source": "x\n" * 10**5}] * 20}
        ).encode(),
        points=None,
        reason="1,000,000 characters",
    ),
    # Reading IPython's magics in the grader took 12 s and then stopped the class.
    Attack(22, "501-magics", code="%pwd\n" * 501 + "def neuron(): 0", quick=True),
    Attack(22, "many-f-strings", code="neuron = f'" + "{a}" * 60_000 + "'"),
    Attack(
        22,
        "half-characters",
        change=lambda n: (
            nbformat.writes(n)
            .replace("# Small", "# \\\\ud800 \\\\udfff")
            .replace("Because.", "\\\\ud83d")
            .encode()
        ),
    ),
    # Stock nbgrader asks for a kernel of that name and fails.
    Attack(23, "another-language", change=_of_another_language, quick=True),
    Attack(23, "from-colab", change=_from_colab),
    # Stock nbgrader: a time that it cannot read fails the hand-in.
    Attack(26, "time-of-nonsense", place=_handed_in_at("n\0ever"), quick=True),
    Attack(26, "time-elsewhere", place=_time_from_elsewhere),
    Attack(26, "time-of-the-past", place=_handed_in_at("1066-10-14 09:00 UTC")),
    # Stock nbgrader shows them as they are in its feedback.
    Attack(27, "scripts", code=SCRIPTS, change=_with_scripts, quick=True),
    Attack(
        27,
        "scripts-in-messages",
        answers={
            name: source.replace(
                "return 0", "raise ValueError('<script>alert(9)</script>')"
            )
            for name, source in WRONG.items()
        },
        points=NOTHING,
        shows=("expected a result",),
        quick=True,
    ),
    Attack(27, "<img src=x onerror=alert(20)>", answers={}, points=NOTHING),
]
assert FULL  # every hand-in without `points` is a right one
