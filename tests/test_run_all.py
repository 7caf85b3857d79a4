"""Run All: what learners write is used, and no answer, right or wrong, stops a lesson.

Trainings are cut to a few batches here; nbval runs the lessons in full.
"""

import os
import random
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from course_helpers.cells import answer_cells, is_check
from course_helpers.check.catalogue import exercises_of, lessons, typical_mistake
from course_helpers.lesson_run import failure
from tests.conftest import ROOT, shown_text
from tests.exercises.real_answers import SETUP, files

CUT = """
import course_helpers.data as data

whole = data.load_data

def load_data(*arguments, **options):
    loaders = whole(*arguments, **options)
    for loader in filter(None, loaders):
        loader._index = loader._index[:SIZE]
    return loaders

data.load_data = load_data

from matplotlib_inline.config import InlineBackend

# Drawn once: to cut off what is white around a figure, it is drawn twice.
backend = InlineBackend.instance(parent=get_ipython())
backend.print_figure_kwargs = {"bbox_inches": None}
"""
SIZE = 1_600
"""Images in each part of a data set, where a lesson does not need more."""
SIZES = {"06_training_loop": 300 * 64}
"""It compares optimizers over 300 batches."""
STEPS = {
    "07_validation": [
        ("epochs=40)", "epochs=3)"),
        ("sgd, 40, 40)", "sgd, 3, 3)"),
        ("in (1, 40)", "in (1, 3)"),
    ],
    "10_debugging": [("range(40)", "range(2)"), ("0.1, 400)", "0.1, 9)")],
    "11_own_data": [("range(steps)", "range(2)")],
}
"""Loops that would still take seconds, and how they are cut."""
USES = re.compile(r"check\.yours\(\s*\"(\w+)\"")
COSTLY = {"train_classifier"}
"""Each of its checks trains a network: here it stays a stub."""

each_lesson = pytest.mark.parametrize("lesson", lessons())


def lesson_notebook(folder: str, lesson: str) -> NotebookNode:
    return nbformat.read(ROOT / folder / lesson / f"{lesson}.ipynb", as_version=4)


def shorten(cells: list[NotebookNode], lesson: str) -> None:
    for long, short in STEPS.get(lesson, []):
        (cell,) = (cell for cell in cells if long in cell.source)
        cell.source = cell.source.replace(long, short)


@each_lesson
def test_every_answer_is_used_after_its_check(lesson):
    cells = lesson_notebook("solutions", lesson).cells
    place = {cell.id: number for number, cell in enumerate(cells)}
    used = {
        name: number
        for number, cell in enumerate(cells)
        for name in USES.findall(cell.source)
        if cell.cell_type == "code"
    }
    for exercise in exercises_of(lesson):
        own = set(exercise.answers) - ({"Classifier"} - {exercise.name})
        # Of a diagnosis the repair alone is code.
        own -= {name for name in own if name.startswith(("cause_", "evidence_"))}
        late = {n for n in own if used.get(n, 0) > place[f"check-{exercise.name}"]}
        assert late == own, f"{exercise.name}: {own - late} not used after its check"


@pytest.fixture
def run_all(tmp_path, quick_kernels):
    """Run a notebook to its end as JupyterLab's Run All does; return its cells."""
    startup = tmp_path / "ipython" / "profile_default" / "startup" / "cut.py"
    startup.parent.mkdir(parents=True)
    environment = {"IPYTHONDIR": str(tmp_path / "ipython"), "COURSE_OFFLINE": "1"}
    (tmp_path / "work").mkdir()

    def run(lesson: str, sources: dict[str, str]) -> list[NotebookNode]:
        startup.write_text(CUT.replace("SIZE", str(SIZES.get(lesson, SIZE))))
        notebook = lesson_notebook("notebooks", lesson)
        shorten(notebook.cells, lesson)
        answers = answer_cells(notebook)
        for exercise in exercises_of(lesson):
            if exercise.name in sources:
                answers[exercise.name].source = sources[exercise.name]
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=300,
            extra_arguments=["--IPKernelApp.log_level=40"],
            resources={"metadata": {"path": str(tmp_path / "work")}},
        )
        client.execute(env={**os.environ, **environment})
        return notebook.cells

    return run


def texts(paths: dict[str, Path]) -> dict[str, str]:
    """The answers, each after the imports that it may rely on."""
    imports = "\n".join(line for line in SETUP.splitlines() if "agg" not in line)
    return {
        name: f"{imports}\n{path.read_text(encoding='utf-8')}"
        for name, path in paths.items()
    }


def assert_only_checks_failed(cells: list[NotebookNode]) -> None:
    for cell in cells:
        if cell.cell_type == "code":
            assert cell.execution_count, f"{cell.id} did not run"
            assert is_check(cell) or not failure(cell), f"{cell.id}: {failure(cell)}"


def shown(cells: list[NotebookNode], kind: str) -> str:
    """All that the cells printed, or the errors that they showed."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    if kind == "errors":
        return "\n".join(map(failure, code))
    return "\n".join(map(shown_text, code))


@each_lesson
def test_stubs_run_to_the_end_with_stand_ins(run_all, lesson):
    cells = run_all(lesson, {})
    assert_only_checks_failed(cells)
    printed = shown(cells, "prints")
    for exercise in exercises_of(lesson):
        # What is for practice fails nothing: its check prints what it has to say.
        kind = "errors" if exercise.points else "prints"
        assert f"{exercise.name}: not written yet" in shown(cells, kind)
    assert "yours runs here" not in printed and "stand-in runs here" in printed
    assert "not written yet, or not saved" in printed or "read by a person" in printed


@each_lesson
def test_usual_mistakes_run_to_the_end_with_stand_ins(run_all, lesson):
    names = [e.name for e in exercises_of(lesson) if e.name not in COSTLY]
    cells = run_all(lesson, {name: typical_mistake(name) for name in names})
    assert_only_checks_failed(cells)
    assert "yours runs here" not in shown(cells, "prints")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["right", "wrong"])
@each_lesson
def test_real_answers_run_to_the_end(run_all, lesson, kind, seed):
    draw = random.Random(f"{lesson} {seed}")
    names = [e.name for e in exercises_of(lesson) if e.name not in COSTLY]
    paths = {name: draw.choice(files(name, kind)) for name in names}
    cells = run_all(lesson, texts(paths))
    assert_only_checks_failed(cells)
    if kind == "right":
        assert shown(cells, "prints").count("yours runs here") >= len(names), paths
