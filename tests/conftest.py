"""What the tests share: no network, an offline course, a small course to grade."""

import gc
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, settings
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

# A busy machine makes no example wrong.
settings.register_profile(
    "course",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=20,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile(
    "long", settings.get_profile("course"), derandomize=False, max_examples=1000
)
settings.load_profile("course")

ROOT = Path(__file__).parents[1]

LESSON = "01_tensors"

FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'

# Where learners' own install is tested, there is no grader.
WITHOUT_NBGRADER = [
    *("check/aids/test_given.py", "check/exam"),
    *("exercises/test_claims.py", "exercises/test_exam.py"),
]
STARTING = {"quick_kernels", "sandbox"}
"""Fixtures of tests that start kernels or sandboxes."""

collect_ignore = [] if find_spec("nbgrader") else WITHOUT_NBGRADER

ANSWERS = {
    "neuron": (
        "def neuron(features, weights, bias):",
        "    return torch.sigmoid(features @ weights.T + bias)",
    ),
    "two_layer": (
        "def two_layer(features, W1, B1, W2, B2):",
        "    hidden = torch.sigmoid(features @ W1 + B1)\n"
        "    return torch.sigmoid(hidden @ W2 + B2)",
    ),
    "standardize": (
        "def standardize(x):",
        "    centred = x - x.mean(dim=0)\n"
        "    return centred / x.std(dim=0).clamp(min=1e-9)",
    ),
}


# Optional: learners' own install has no pytest-xdist.
@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One worker more than processors: sandboxes and browsers make tests wait."""
    return (yield) + 1


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Run long files first: at the end one would keep a worker alone.

    First those with slow tests, then those that start kernels or sandboxes.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    starting = {item.path for item in items if STARTING.intersection(item.fixturenames)}
    items.sort(key=lambda item: (item.path not in slow, item.path not in starting))


def pytest_collection_finish() -> None:
    """Leave all that is loaded alone when looking for garbage: each look takes long.

    The sandbox does the same; some observations look at all objects that there are.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def offline():
    """Notebooks and loaders under test never ask the network.

    From the first fixture on: what a fixture of a module grades with real data would
    not be found again by tests without.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_OFFLINE", "1")
        yield


@pytest.fixture(scope="session")
def sandbox():
    """Skip a test where hand-ins cannot run in a sandbox.

    With COURSE_NEEDS_SANDBOX=1 it fails instead: where a sandbox is meant to be, a
    whole test run without it should not look green.
    """
    from course_helpers import doctor

    need(doctor.sandbox())


@pytest.fixture(scope="session")
def idle():
    """Judges and sandboxes that have started and have nothing to do."""
    from tests.warm import judges, sandboxes

    kept, shops = judges.Kept(), sandboxes.Kept()
    yield kept, shops
    kept.end()
    shops.end()


@pytest.fixture(scope="module")
def warm(idle):
    """Let gradings of a file go on with judges and sandboxes of those before."""
    from course_helpers.grading.run.judge import Judge, _Process
    from course_helpers.grading.run.workshop import Workshop

    kept, shops = idle
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Process, "start", lambda process: kept.start(process))
        patch.setattr(Judge, "__exit__", lambda judge, *error: kept.exit(judge, *error))
        patch.setattr(Workshop, "__enter__", lambda shop: shops.enter(shop))
        patch.setattr(Workshop, "__exit__", lambda shop, *e: shops.exit(shop, *e))
        yield


def need(finding):
    """Go on where something was found good; else end the test, as was chosen."""
    if not finding.good and os.environ.get("COURSE_NEEDS_SANDBOX"):
        pytest.fail(finding.text)
    if not finding.good:
        pytest.skip(finding.text)


@pytest.fixture(scope="session")
def kernel_server(tmp_path_factory):
    """Where Jupyter finds kernels that start at once; see tests/warm."""
    warm, jupyter = ROOT / "tests" / "warm", tmp_path_factory.mktemp("jupyter")
    door = str(jupyter / "door")
    client = [sys.executable, "-IS", str(warm / "client.py"), door]
    spec = {
        "argv": [*client, "-f", "{connection_file}"],
        "display_name": "Python 3",
        "language": "python",
    }
    path = jupyter / "kernels" / "python3" / "kernel.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(spec), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, warm / "server.py", door],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as server:
        assert server.stdout.readline() == b"ready\n"
        yield str(jupyter)
        server.stdin.close()


@pytest.fixture
def quick_kernels(kernel_server, monkeypatch):
    """Let kernels start at once, with torch and the plots loaded."""
    monkeypatch.setenv("JUPYTER_PATH", kernel_server)


def grader(grade_id: str, **more: object) -> dict:
    """A cell's metadata for nbgrader."""
    data = {"grade_id": grade_id, "schema_version": 3, "task": False, **more}
    return {"nbgrader": data}


def lesson_points() -> dict[str, int]:
    """The exercises of lesson 01 with their points, the three known ones first."""
    from course_helpers.check.catalogue import exercises_of

    points = {exercise.name: exercise.points for exercise in exercises_of(LESSON)}
    return {name: points[name] for name in [*ANSWERS, *points]}


def points_of_checks() -> int:
    """What the exercises of lesson 01 are worth together."""
    return sum(lesson_points().values())


def _solution(name: str) -> str:
    """The answer in the real lesson: an exercise may have joined the three."""
    path = ROOT / "solutions" / LESSON / f"{LESSON}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return next(cell.source for cell in cells if cell.id == name)


def small_lesson() -> nbformat.NotebookNode:
    """Lesson 01 with nothing but a set-up cell, its exercises and a figure."""
    cells = [
        new_markdown_cell("# Small\n\n![A square](figure.svg)", id="title"),
        new_code_cell("from course_helpers import check\nimport torch", id="setup"),
    ]
    sources = {
        name: f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        for name, (head, body) in ANSWERS.items()
    }
    for name, points in lesson_points().items():
        source = sources.get(name) or _solution(name)
        answer = grader(name, grade=False, solution=True, locked=False)
        test = grader(
            f"check-{name}", grade=True, solution=False, locked=True, points=points
        )
        cells += [
            new_markdown_cell(f"Write `{name}`.", id=f"ex-{name}"),
            new_code_cell(source, id=name, metadata=answer),
            new_code_cell(f"check.{name}({name})", id=f"check-{name}", metadata=test),
        ]
    words = grader("reflection", grade=True, solution=True, locked=False, points=2)
    cells.append(new_markdown_cell("Because.", id="reflection", metadata=words))
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": spec})


def right_answers() -> dict[str, str]:
    """The sources of that lesson's answers, as a learner hands them in."""
    cells = {cell.id: cell.source for cell in small_lesson().cells}
    return {
        name: re.sub(r"\n *### (BEGIN|END) SOLUTION", "", cells[name])
        for name in lesson_points()
    }


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory):
    """A gradebook without lessons: making one takes nbgrader seconds."""
    from nbgrader.api import Gradebook

    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        Gradebook(f"sqlite:///{path}", "neural-networks").close()
    return path


@pytest.fixture
def course_folder(tmp_path, empty_gradebook):
    """A course folder with one small lesson, 01_tensors."""
    lesson = tmp_path / "solutions" / "01_tensors"
    lesson.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    (lesson / "figure.svg").write_text(FIGURE)
    nbformat.write(small_lesson(), lesson / "01_tensors.ipynb")
    (tmp_path / "grading").mkdir()
    shutil.copy(empty_gradebook, tmp_path / "grading" / "gradebook.db")
    return tmp_path


@pytest.fixture
def course(course_folder):
    """The course in that folder."""
    from course_helpers.grading.course import find_course

    return find_course(course_folder)


def shown_text(cell) -> str:
    """What a code cell shows as text: printed, or beside its HTML."""
    texts = (
        o.get("text") or o.get("data", {}).get("text/plain", "")
        for o in cell["outputs"]
    )
    return "".join("".join(text) for text in texts)


def assert_full(exercise, shown: str) -> None:
    """What a check showed gives all points; for practice, every criterion holds."""
    full = f"{exercise.name}: {exercise.points} of {exercise.points} point"
    assert (full if exercise.points else f"{exercise.name}: for practice") in shown
    assert "✗" not in shown and "not written yet" not in shown
