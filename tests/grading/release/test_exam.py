"""A students' repository for an exam: what is in it, and what can be done with it."""

import ast
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import nbformat
import pytest

import course_helpers.exercises
from course_helpers.cells import SKIPPED, answer_cells, check_cells
from course_helpers.check.catalogue import exercises_of, lessons
from course_helpers.grading.course import find_course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.grade import Settings, grade_all
from course_helpers.grading.notebook import read
from course_helpers.grading.release.colab import FETCH, with_repository
from course_helpers.grading.release.exam import giveaways
from course_helpers.grading.release.student_repository import publish
from tests.conftest import ROOT, shown_text
from tests.grading.release.test_student_repository import (
    course,
    git,
    identity,
    squeezed,
    whole_history,
)

__all__ = ["course", "identity"]

FIRST, SECOND = "01_tensors", "02_autograd"
TRAINING = "09_fashion_mnist"
OWN = Path(course_helpers.exercises.__file__).parent
LONG = 40
"""Characters of a text that stands nowhere else by chance."""

RUN = """
import sys
from pathlib import Path
import nbformat
from course_helpers.lesson_run import execute
path = Path(sys.argv[1])
notebook = nbformat.read(path, as_version=4)
execute(notebook, path.parent, skip=sys.argv[2], allow_errors=True, seconds=120)
nbformat.write(notebook, path)
"""
WHERE = """import course_helpers, importlib.util, socket
print(importlib.util.find_spec("course_helpers.exercises.judge"))
print(course_helpers.__file__)
try:
    socket.create_connection(("192.0.2.1", 80), timeout=5)
except OSError as error:
    print(error)"""


@pytest.fixture(scope="module")
def made(course, tmp_path_factory):
    """An exam of one lesson, to which a second one came without a word on exams."""
    folder = tmp_path_factory.mktemp("made") / "exam"
    publish(course, folder, [FIRST], run=False, exam=True)
    publish(course, folder, [SECOND], run=False)
    return folder


@pytest.fixture(scope="module")
def whole(course, tmp_path_factory):
    """An exam of all lessons but the one whose solution trains for minutes."""
    posed = [name for name in course.lessons() if name != TRAINING]
    folder = tmp_path_factory.mktemp("whole") / "exam"
    publish(course, folder, posed, run=False, exam=True)
    return folder


def judges_texts():
    """What judges, hints, gains and predictions say, without spaces."""
    for path in OWN.glob("judge/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in [*OWN.glob("hints/*.toml"), OWN / "gained.toml"]:
        yield from leaves(tomllib.loads(path.read_text(encoding="utf-8")))
    for path in OWN.glob("predictions/*.toml"):
        for table in tomllib.loads(path.read_text(encoding="utf-8")).values():
            yield table["because"]
            yield from (wrong["message"] for wrong in table.get("wrong", ()))


def leaves(table):
    for value in table.values():
        yield from leaves(value) if isinstance(value, dict) else [value]


def assert_tells_nothing(folder):
    paths = set(git(folder, "log", "--all", "--name-only", "--format=").split())
    words = {word for path in paths for word in path.split("/")}
    forbidden = {"judge", "hints", "typical", "gained.toml", "explain", "compare.py"}
    forbidden |= {"solutions", "grading", "authoring", "measure.py", "reading.py"}
    assert len(words) > 40 and not words & forbidden
    said = {squeezed(text) for text in judges_texts()}
    said = {text for text in said if len(text) >= LONG}
    assert len(said) > 1000
    history = [squeezed(text) for text in whole_history(folder)]
    assert not [text for text in said for blob in history if text in blob]
    return paths


def test_nothing_of_any_commit_helps_to_answer(made):
    paths = assert_tells_nothing(made)
    observed = [path for path in paths if "/observe/" in path]
    assert {Path(p).stem for p in observed} == {"__init__", "tensors", "autograd"}
    assert git(made, "log", "--format=%s").splitlines() == [
        f"Release {SECOND}",
        f"Release {FIRST}",
    ]


@pytest.mark.slow
def test_nothing_of_an_exam_on_all_lessons_helps_to_answer(whole):
    assert_tells_nothing(whole)


def test_observations_have_no_inputs_and_no_words(made):
    for path in (made / "course_helpers/exercises/observe").glob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert "#" not in code and '"""' not in code and "_inputs(" not in code
        compile(code, path.name, "exec")


def test_predictions_are_names_with_their_questions(made):
    folder = made / "course_helpers" / "exercises" / "predictions"
    assert {path.stem for path in folder.iterdir()} == {"tensors", "autograd"}
    for path in folder.iterdir():
        for table in tomllib.loads(path.read_text(encoding="utf-8")).values():
            assert table.keys() == {"question"}


def test_forms_hold_types_and_shapes_alone(made):
    path = made / "course_helpers" / "exercises" / "exam" / "forms.json"
    forms = json.loads(path.read_text(encoding="utf-8"))
    posed = [e.name for lesson in (FIRST, SECOND) for e in exercises_of(lesson)]
    assert list(forms) == posed

    def numbers(form, key=""):
        if isinstance(form, dict):
            return [n for k, part in form.items() for n in numbers(part, k)]
        if isinstance(form, list):
            return [n for part in form for n in numbers(part, key)]
        return [] if form is None or isinstance(form, str) else [(key, form)]

    assert {key for key, _ in numbers(forms)} == {"tensor"}
    assert all(type(n) is int and 0 < n < 100 for _, n in numbers(forms))


def test_notebooks_are_those_of_every_other_release(made):
    for lesson in (FIRST, SECOND):
        ours = read(made / "notebooks" / lesson / f"{lesson}.ipynb").cells
        usual = read(ROOT / "notebooks" / lesson / f"{lesson}.ipynb").cells
        assert [(c.id, c.source) for c in ours] == [(c.id, c.source) for c in usual]


def test_readme_is_an_exams_and_its_links_lead_somewhere(made):
    text = (made / "README.md").read_text(encoding="utf-8")
    assert "another form" in text and "no hints" in text and "COURSE_OFFLINE=1" in text
    for lesson in (FIRST, SECOND):
        assert f"](notebooks/{lesson}/{lesson}.ipynb)" in text
    assert not (made / "docs" / "student.md").exists()
    assert "ask" in (made / "docs" / "errors.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_badge_and_fetching_cell_name_the_exams_own_repository(course, tmp_path):
    folder = tmp_path / "exam"
    named = with_repository(course, "my-school/exam")
    publish(named, folder, [FIRST], run=False, exam=True)
    cells = read(folder / "notebooks" / FIRST / f"{FIRST}.ipynb").cells
    fetch = next(cell for cell in cells if cell.id == FETCH)
    assert "if find_spec(" in fetch.source and "my-school/exam" in fetch.source


def students(folder):
    """A folder that looks like learners' repository, as far as it is looked at."""
    (folder / "course_helpers" / "exercises" / "judge").mkdir(parents=True)
    (folder / "README.md").write_text("Learn.")
    git(folder, "init", "--quiet")
    git(folder, "add", "README.md")
    git(folder, "commit", "--quiet", "--message", "Release")
    return folder


def test_repository_with_judges_does_not_become_an_exam(course, tmp_path):
    folder = students(tmp_path / "students")
    with pytest.raises(CourseError, match="its history has the judges") as raised:
        publish(course, folder, [FIRST], run=False, exam=True)
    assert "\n" not in str(raised.value)
    assert git(folder, "status", "--porcelain") == ""


def test_exam_takes_no_hints(course, made):
    with pytest.raises(CourseError, match="expected no hints in an exam"):
        publish(course, made, [FIRST], run=False, hints=True)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("course_helpers/exercises/judge/softmax/softmax.py", ""),
        ("course_helpers/exercises/predictions/tensors.toml", "[a]\nright = 1"),
        ("notes.md", next(t for t in judges_texts() if len(squeezed(t)) > LONG)),
    ],
)
def test_search_finds_what_helps(path, text):
    assert list(giveaways.helping(path, text))
    assert not list(giveaways.helping("notes.md", "Bring a pen."))


def test_solution_that_fails_its_check_stops_the_exam(course, tmp_path):
    root = tmp_path / "course"
    for name in ("nbgrader_config.py", "pyproject.toml", "requirements.txt"):
        root.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "solutions" / FIRST, root / "solutions" / FIRST)
    for name in ("LICENSE", "environment.yml", "jupyter_lab_config.py"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "lab_settings", root / "lab_settings")
    own = find_course(root).with_settings(db_url=course.config.CourseDirectory.db_url)
    source = own.notebook("source", FIRST)
    notebook = read(source)
    cell = answer_cells(notebook)["neuron"]
    cell.source = cell.source.replace("torch.sigmoid(", "torch.tanh(")
    cell.source = cell.source.replace("return ", "return 2 + ")
    nbformat.write(notebook, source)
    with pytest.raises(CourseError, match="neuron: expected a solution that passes"):
        publish(own, tmp_path / "exam", [FIRST], run=False, exam=True)
    assert not (tmp_path / "exam").exists()


def run_in(folder, lesson, work, answers):
    """Execute an exam's notebook with its package alone, where no network is."""
    notebook = read(folder / "notebooks" / lesson / f"{lesson}.ipynb")
    for name, cell in answer_cells(notebook).items():
        cell.source = answers[name].source if name in answers else cell.source
    notebook.cells.append(nbformat.v4.new_code_cell(WHERE, id="where"))
    path = work / f"{lesson}.ipynb"
    nbformat.write(notebook, path)
    command = ["bwrap", "--dev-bind", "/", "/", "--unshare-net", "--die-with-parent"]
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("COURSE_", "XDG_"))
    }
    done = subprocess.run(
        [*command, sys.executable, "-c", RUN, str(path), SKIPPED],
        cwd=work,
        env=kept | {"HOME": str(work), "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    executed = read(path)
    where = shown_text(executed.cells.pop())
    # None: this machine's own course is not what runs.
    assert where.startswith(f"None\n{folder}") and "unreachable" in where
    return executed


def problems_in(notebook):
    return [
        (cell.id, output)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


def told(notebook):
    """What the check cells say in their first line, by exercise."""
    cells = check_cells(notebook).items()
    first = [shown_text(cell).splitlines()[0] for _, cell in cells if cell.outputs]
    return dict(line.split(": ", 1) for line in first)


def assert_runs_with_and_without_answers(folder, lesson, tmp_path):
    solved = answer_cells(read(ROOT / "solutions" / lesson / f"{lesson}.ipynb"))
    names = [exercise.name for exercise in exercises_of(lesson)]
    results = {}
    for answers, state in (({}, "not written yet"), (solved, "runs")):
        work = tmp_path / lesson / state.split()[0]
        work.mkdir(parents=True)
        results[state] = executed = run_in(folder, lesson, work, answers)
        assert problems_in(executed) == []
        assert told(executed) == dict.fromkeys(names, state)
    return results["runs"]


@pytest.mark.usefixtures("sandbox")
def test_notebook_runs_offline_and_its_hand_in_earns_all_points(
    made, course, tmp_path, empty_gradebook
):
    executed = assert_runs_with_and_without_answers(made, FIRST, tmp_path)
    root = tmp_path / "course"
    for kind in ("solutions", "notebooks"):
        shutil.copytree(ROOT / kind / FIRST, root / kind / FIRST)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "grading").mkdir()
    shutil.copy(empty_gradebook, root / "grading" / "gradebook.db")
    own = find_course(root)
    path = own.notebook("submitted", FIRST, "ada")
    path.parent.mkdir(parents=True)
    nbformat.write(executed, path)
    assert len(list(grade_all(own, [(FIRST, "ada")], Settings()))) == 1
    with own.api().gradebook as gradebook:
        score = gradebook.find_submission(FIRST, "ada").score
    assert score == sum(exercise.points for exercise in exercises_of(FIRST))


@pytest.mark.slow
def test_course_check_says_what_runs_and_gives_no_points(made, tmp_path):
    notebook = read(made / "notebooks" / FIRST / f"{FIRST}.ipynb")
    answer_cells(notebook)["neuron"].source = "def neuron(*a):\n    return a[0]"
    path = tmp_path / f"{FIRST}.ipynb"
    nbformat.write(notebook, path)
    code = "from course_helpers.cli import app; app()"
    # Without site, which would find the course's own package.
    paths = [str(made), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, "check", str(path)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
    )
    rows = [row.split("│")[1:3] for row in done.stdout.splitlines() if "│" in row]
    said = {name.strip(): state.strip() for name, state in rows}
    assert said["neuron"] == "another form" and said["two_layer"] == "not written yet"
    assert done.returncode == 1 and " of " not in "".join(said.values())


@pytest.mark.slow
@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("lesson", [x for x in lessons() if x != TRAINING])
def test_every_notebook_runs_in_an_exam(whole, lesson, tmp_path):
    assert_runs_with_and_without_answers(whole, lesson, tmp_path)
