import os
import shutil
import subprocess
import sys
from datetime import datetime

import nbformat
import pytest
import typer
from typer.testing import CliRunner

from course_helpers.cli import app, learner
from course_helpers.cli._app import instructors
from tests.conftest import ROOT, points_of_checks, small_lesson

TOTAL = points_of_checks()


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run the course command in an empty folder: (exit code, what it printed)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def invoke(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, list(arguments))
        return result.exit_code, result.output

    return invoke


def test_help_lists_the_commands(run):
    code, out = run("--help")
    assert code == 0
    for command in ("doctor", "data", "check", "release", "grade", "demo"):
        assert command in out


def test_unknown_command_is_wrong_usage(run):
    assert run("grad")[0] == 2


def test_doctor_ends_well_here(run):
    code, out = run("doctor")
    assert code == 0 and "✓ torch" in out


@pytest.mark.parametrize(
    "arguments", [(), ("x.zip", "--exchange", "03_softmax"), ("--student", "ada")]
)
def test_collect_says_what_it_wants(run, arguments):
    code, out = run("collect", *arguments)
    assert code == 2 and "--exchange LESSON alone" in out


@pytest.mark.usefixtures("quick_kernels")
def test_check_prints_the_table_and_fails_on_a_wrong_answer(run, tmp_path):
    path = tmp_path / "01_tensors.ipynb"
    notebook = small_lesson()
    notebook.cells[3].source = "def neuron(f, w, b):\n    return f @ w.T + b"
    nbformat.write(notebook, path)
    code, out = run("check", str(path))
    assert code == 1
    assert "0.2 of 2" in out and "activation is missing" in out
    assert f"{TOTAL - 1.8:g} of {TOTAL}" in out


@pytest.mark.usefixtures("quick_kernels")
def test_check_of_right_answers_ends_well(run, tmp_path):
    path = tmp_path / "notebooks" / "01_tensors" / "01_tensors.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(small_lesson(), path)
    code, out = run("check")
    assert code == 0 and f"{TOTAL} of {TOTAL}" in out


@pytest.mark.usefixtures("quick_kernels")
def test_check_finds_a_broken_form_and_repairs_it_when_asked(run, tmp_path):
    path = tmp_path / "Copy of 01_tensors (1).ipynb"
    notebook = small_lesson()
    notebook.cells[3].metadata = {}
    notebook.cells.pop(7)
    nbformat.write(notebook, path)
    before = path.read_bytes()
    found = "neuron: its answer cell has lost its mark"
    code, out = run("check", str(path))
    assert code == 1 and found in out and "two_layer: its check cell is missing" in out
    assert "course check --repair" in out and "did not run" in out
    assert path.read_bytes() == before
    code, out = run("check", "--repair", str(path))
    assert code == 0 and found in out and f"{TOTAL} of {TOTAL}" in out
    assert path.with_name(f"{path.name}.before-repair").read_bytes() == before


@pytest.fixture
def untouched(tmp_path):
    """A lesson as it is handed out, saved at half past nine this evening."""
    path = tmp_path / "01_tensors.ipynb"
    shutil.copy(ROOT / "notebooks" / path.stem / path.name, path)
    saved = datetime.now().replace(hour=21, minute=30, second=0, microsecond=0)
    os.utime(path, (saved.timestamp(),) * 2)
    return path


@pytest.mark.usefixtures("quick_kernels")
def test_check_says_when_the_file_was_saved_and_that_no_answer_is_in_it(run, untouched):
    code, out = run("check", str(untouched))
    said = " ".join(out.split())
    assert code == 1 and "01_tensors.ipynb, saved 21:30" in said
    assert "01_tensors.ipynb: no answer is written in this file, saved 21:30." in said
    assert "save the notebook first (Ctrl+S)" in said


@pytest.mark.usefixtures("quick_kernels")
def test_check_of_a_notebook_with_an_answer_says_when_it_was_saved(run, untouched):
    notebook = nbformat.read(untouched, 4)
    answer = next(cell for cell in notebook.cells if cell.id == "neuron")
    answer.source = "def neuron(features, weights, bias):\n    return bias"
    answer.metadata = {}
    nbformat.write(notebook, untouched)
    long_ago = datetime(2024, 2, 3, 4, 5).timestamp()
    os.utime(untouched, (long_ago, long_ago))
    # The repair writes the file anew; what counts is when the learner saved it.
    code, out = run("check", "--repair", str(untouched))
    assert code == 1 and "01_tensors.ipynb, saved 2024-02-03 04:05" in out
    assert "no answer is written" not in out


def test_check_of_a_notebook_of_no_lesson_says_so(run, tmp_path):
    path = tmp_path / "shopping.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    code, out = run("check", str(path))
    assert code == 1 and "one of the lessons" in out


def test_check_without_notebooks_says_what_to_do(run):
    code, out = run("check")
    assert code == 1 and "course check my_folder" in out


@pytest.mark.parametrize(
    "command", ["release", "site", "grade", "feedback", "export", "demo"]
)
def test_instructors_commands_outside_a_course_say_so(run, command):
    code, out = run(command)
    assert code == 1
    assert "nbgrader_config.py" in out and "Traceback" not in out


def test_new_lesson_and_exercise_outside_a_course_say_so(run):
    for words in (("exercise", "01_tensors", "made_for_tests"), ("lesson", "95_nets")):
        code, out = run("new", *words)
        assert code == 1
        assert "nbgrader_config.py" in out and "Traceback" not in out


def test_new_exercise_for_an_unknown_lesson_lists_the_known(run, course_folder):
    code, out = run("new", "exercise", "99_gans", "made_for_tests")
    assert code == 1 and "expected one of 01_tensors; got 99_gans" in out


def test_new_writes_only_into_the_course_whose_package_runs(run, course_folder):
    for words in (("exercise", "01_tensors", "made_for_tests"), ("lesson", "95_nets")):
        code, out = run("new", *words)
        assert code == 1 and len(out.splitlines()) == 1
        assert f"expected its exercises below {course_folder}" in out
    there = {path.name for path in course_folder.iterdir()}
    assert there == {"nbgrader_config.py", "solutions", "grading"}
    assert [p.name for p in course_folder.glob("solutions/*")] == ["01_tensors"]


def test_new_says_which_files_it_wrote_and_what_is_next(
    run, course_folder, monkeypatch
):
    from course_helpers.authoring import places

    package = course_folder / "course_helpers" / "exercises"
    shutil.copytree(ROOT / "course_helpers" / "exercises", package)
    monkeypatch.setattr(places, "imported_package", lambda: package)
    code, out = run(
        "new", "exercise", "01_tensors", "made_for_tests", "--after", "neuron"
    )
    assert code == 0 and "\n  solutions/01_tensors/01_tensors.ipynb\n" in out
    assert "Run: course execute 01_tensors and course release 01_tensors" in out
    code, out = run("new", "lesson", "95_nets", "--exercise", "also_for_tests")
    assert code == 0 and "\n  solutions/95_nets/95_nets.ipynb\n" in out
    assert "20 to 75 cells" in out


@pytest.mark.parametrize(
    "words",
    [
        ("new",),
        ("new", "exercise", "01_tensors"),
        ("new", "exercise", "01_tensors", "made_for_tests", "--points", "0"),
        ("new", "lesson"),
    ],
)
def test_new_with_too_little_is_wrong_usage(run, words):
    assert run(*words)[0] == 2


def test_grade_without_hand_ins_says_where_they_belong(run, course_folder):
    code, out = run("grade")
    assert code == 1 and "grading/submitted/STUDENT" in out


def test_release_and_grade_work_from_inside_the_course(run, course_folder):
    assert run("release", "--no-run")[0] == 0
    code, out = run("release", "02_nothing")
    assert code == 1 and "expected one of 01_tensors" in out


def test_release_for_colab_refuses_what_is_no_repository(run, course_folder):
    code, out = run("release", "--repository", "https://github.com/a/b", "--no-run")
    assert code == 1 and "expected OWNER/NAME" in out
    assert not (course_folder / "notebooks").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--exam"],
        ["--exam", "--solutions", "--to", "x"],
        ["--site"],
        ["--site", "--exam", "--to", "x"],
    ],
)
def test_exam_or_site_without_a_folder_or_with_others_is_wrong_usage(run, words):
    code, _ = run("release", *words)
    assert code == 2


def test_site_beside_an_exams_repository_is_refused_first(run, monkeypatch):
    module = "course_helpers.grading.release.exam.package"
    monkeypatch.setattr(f"{module}.is_exam", lambda folder: True)
    code, out = run("release", "--to", "exam", "--site")
    assert code == 1 and "Leave --site out" in out


def test_release_to_a_folder_says_what_is_missing_for_it(run, course_folder):
    code, out = run("release", "--to", "students", "--no-run")
    assert code == 1 and "LICENSE: expected it in the course's folder" in out
    assert not (course_folder / "students").exists()


def test_data_with_an_unknown_name_lists_the_known(run):
    code, out = run("data", "imagenet")
    assert code == 1 and "fashion-mnist" in out


@pytest.mark.parametrize(
    ("command", "library", "extra"),
    [
        ("grade", "nbgrader", "grading"),
        ("site", "sphinx", "site"),
    ],
)
def test_missing_library_is_named_with_the_way_to_get_it(
    command, library, extra, tmp_path
):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    code = f"import sys\nsys.modules[{library!r}] = None\n"
    code += f"from course_helpers.cli import app\napp([{command!r}])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (1, "")
    said = " ".join(done.stdout.split())
    assert said.startswith(f"course: this command needs {library}")
    assert said.endswith(f"Run: pip install 'course-helpers[{extra}]'")


@pytest.mark.parametrize("library", ["docutils.nodes", "latex2mathml.converter"])
def test_what_the_site_needs_comes_with_its_extra(library, capsys):
    with pytest.raises(typer.Exit), instructors():
        raise ModuleNotFoundError(name=library)
    assert "course-helpers[site]" in capsys.readouterr().out


def test_check_needs_no_nbgrader_where_the_course_has_settings(monkeypatch, tmp_path):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "course_helpers.grading.course", None)
    assert learner._cell_seconds() == 30


def test_error_that_nobody_foresaw_keeps_its_traceback(run, monkeypatch):
    def bug(name: str) -> str:
        return int("no number")

    monkeypatch.setattr("course_helpers.doctor.examine", bug)
    result = CliRunner().invoke(app, ["doctor"])
    assert isinstance(result.exception, TypeError)
    monkeypatch.setattr("course_helpers.data.fetch", bug)
    result = CliRunner().invoke(app, ["data"])
    assert isinstance(result.exception, ValueError)
    monkeypatch.setattr("course_helpers.grading.course.find_course", lambda: int("x"))
    result = CliRunner().invoke(app, ["grade"])
    assert isinstance(result.exception, ValueError)
