import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from course_helpers.cells import answer_cells
from course_helpers.grading.course import find_course
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read, solution_regions
from course_helpers.grading.release.colab import FETCH, with_repository
from course_helpers.grading.release.student_repository import publish
from tests.conftest import ROOT

NAME = "my-school/neural-networks"
FIRST, SECOND = "01_tensors", "02_autograd"


@pytest.fixture(scope="module", autouse=True)
def identity():
    """Commits need an author, and no settings of the person who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for who in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{who}_NAME", "course")
            patch.setenv(f"GIT_{who}_EMAIL", "course@localhost")
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        yield


@pytest.fixture(scope="module")
def course(empty_gradebook, tmp_path_factory):
    """This very course, with a gradebook of its own."""
    gradebook = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    shutil.copy(empty_gradebook, gradebook)
    return find_course(ROOT).with_settings(db_url=f"sqlite:///{gradebook}")


@pytest.fixture(scope="module")
def made(course, tmp_path_factory):
    """A repository after two weeks."""
    folder = tmp_path_factory.mktemp("made") / "students"
    for lessons in ([FIRST], [SECOND]):
        publish(with_repository(course, NAME), folder, lessons, run=False)
    return folder


@pytest.fixture
def students(made, tmp_path):
    """A copy of it to change."""
    return Path(shutil.copytree(made, tmp_path / "students"))


def git(folder, *words):
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    # The package holds pictures, too.
    return done.stdout.decode(errors="replace")


def whole_history(folder):
    """Every file that git keeps, whether a branch leads to it or not."""
    form = "--batch-check=%(objecttype) %(objectname)"
    listed = git(folder, "cat-file", "--batch-all-objects", form).splitlines()
    blobs = [line.split()[1] for line in listed if line.startswith("blob")]
    return [git(folder, "cat-file", "blob", name) for name in blobs]


def squeezed(text):
    return "".join(text.replace("\\n", "").replace('\\"', '"').split()).replace(
        '",', ""
    )


def test_each_week_is_one_commit_on_main(made):
    log = git(made, "log", "--format=%s", "main").splitlines()
    assert log == [f"Release {SECOND}", f"Release {FIRST}"]
    assert git(made, "status", "--porcelain") == ""


def test_no_file_of_any_commit_is_for_instructors(made):
    paths = git(made, "log", "--all", "--name-only", "--format=").split()
    words = {word for path in paths for word in path.split("/")}
    forbidden = {"solutions", "tests", "grading", "answers", "sandboxed", "benchmarks"}
    forbidden |= {"authoring", "author.py", "instructor.py", "author.md"}
    assert len(words) > 50 and not words & forbidden
    assert not [path for path in paths if path.endswith((".db", ".csv", ".svg"))]
    assert {p for p in paths if p.endswith(".ipynb")} == {
        f"notebooks/{lesson}/{lesson}.ipynb" for lesson in (FIRST, SECOND)
    }


def test_no_solution_stands_anywhere_in_the_history(made, course):
    texts = [squeezed(text) for text in whole_history(made)]
    assert len(texts) > 90
    looked_for = 0
    for lesson in course.lessons():
        for cell in answer_cells(read(course.notebook("source", lesson))).values():
            is_code = cell.cell_type == "code"
            for region in solution_regions(cell) if is_code else [cell.source]:
                if len(region.split()) > 3:
                    looked_for += 1
                    assert not [t for t in texts if squeezed(region) in t], region
    assert looked_for > 30


def test_no_answer_file_of_the_tests_stands_in_the_history(made):
    texts = [squeezed(text) for text in whole_history(made)]
    answers = sorted((ROOT / "tests" / "answers").glob("*/*/*.py"))
    assert len(answers) > 400
    for path in answers:
        code = squeezed(path.read_text(encoding="utf-8"))
        assert not [text for text in texts if code in text], path


def test_judges_tests_and_markers_are_not_there(made):
    texts = whole_history(made)
    assert not [text for text in texts if "BEGIN SOLUTION" in text]
    assert not [text for text in texts if "def test_" in text]


def test_its_own_readme_opens_as_the_start_page(made):
    """With the settings that JupyterLab needs for that, by the command it names."""
    assert "jupyter lab --config jupyter_lab_config.py" in (
        made / "README.md"
    ).read_text("utf-8")
    for name in ("jupyter_lab_config.py", "lab_settings/overrides.json"):
        assert (made / name).read_bytes() == (ROOT / name).read_bytes()


def test_pages_that_learners_are_led_to_came_with_the_lessons(made):
    pages = [*made.glob("*.md"), *made.glob("docs/*.md"), *made.glob("notebooks/*/*")]
    links = {
        (page.parent / target).resolve()
        for page in pages
        for target in re.findall(r"\]\(((?:\.\./\.\./docs/)?\w+\.md)", page.read_text())
    }
    assert made.resolve() / "docs" / "errors.md" in links
    assert not [path for path in links if not path.is_file()]


def test_notebooks_lead_to_the_students_repository(made):
    notebook = read(made / "notebooks" / FIRST / f"{FIRST}.ipynb")
    fetch = next(cell for cell in notebook.cells if cell.id == FETCH)
    assert f"https://github.com/{NAME}" in fetch.source
    readme = (made / "README.md").read_text()
    for lesson in (FIRST, SECOND):
        page = f"{NAME}/blob/main/notebooks/{lesson}/{lesson}.ipynb"
        assert page in notebook.cells[0].source or lesson == SECOND
        assert page in readme and f"](notebooks/{lesson}/{lesson}.ipynb)" in readme
    assert "03_softmax" not in readme


def test_learners_commands_work_from_the_students_package_alone(made):
    """Without site, which would find the course's own package."""
    paths = [str(made), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    code = "from course_helpers.cli import app; app()"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, "--help"],
        cwd=made,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    listed = set(re.findall(r"^│ ([a-z]+) ", done.stdout, re.MULTILINE))
    assert listed == {"check", "data", "doctor"}


def test_pins_are_the_learners(made):
    theirs = (made / "requirements.txt").read_text()
    assert theirs == (ROOT / "requirements.txt").read_text()
    names = set(re.findall(r"(?m)^[\w-]+", theirs))
    assert {"torch", "ipykernel", "jupyterlab"} <= names
    assert not {"nbgrader", "pytest"} & names


@pytest.mark.slow
def test_same_release_again_makes_no_commit(students, course):
    before = git(students, "rev-parse", "HEAD")
    assert publish(with_repository(course, NAME), students, [SECOND], run=False) == []
    assert git(students, "rev-parse", "HEAD") == before


@pytest.mark.slow
def test_own_files_stay_and_stale_ones_of_the_package_go(students, course):
    (students / "schedule.md").write_text("Mondays at ten.")
    stale = students / "course_helpers" / "stale.py"
    stale.write_text("")
    git(students, "add", "--all")
    git(students, "commit", "--message", "A schedule")
    changed = publish(with_repository(course, NAME), students, [FIRST], run=False)
    assert changed == ["course_helpers/stale.py"]
    assert not stale.exists() and (students / "schedule.md").exists()


@pytest.mark.slow
def test_solution_in_an_older_commit_stops_the_next_one(students, course):
    source = course.notebook("source", FIRST)
    aside = students / "old.ipynb"
    shutil.copy(source, aside)
    git(students, "add", "--all")
    git(students, "commit", "--message", "By mistake")
    aside.unlink()
    git(students, "commit", "--all", "--message", "Undone, but not forgotten")
    before = git(students, "rev-parse", "HEAD")
    with pytest.raises(CourseError, match=r"old\.ipynb: expected nothing"):
        publish(course, students, [FIRST], run=False)
    assert git(students, "rev-parse", "HEAD") == before


def test_course_itself_is_no_folder_for_students(course, tmp_path):
    (tmp_path / "some.txt").write_text("mine")
    with pytest.raises(CourseError, match="expected a new folder"):
        publish(course, tmp_path, [FIRST], run=False)
    assert [p.name for p in tmp_path.iterdir()] == ["some.txt"]


def test_uncommitted_changes_stop_the_release(students, course):
    (students / "README.md").write_text("Half a sentence")
    with pytest.raises(
        CourseError, match=r"to be committed; got changes in README\.md"
    ):
        publish(course, students, [FIRST], run=False)
    assert (students / "README.md").read_text() == "Half a sentence"


@pytest.mark.slow
def test_git_that_fails_says_why(students, course, monkeypatch):
    git(students, "checkout", "--quiet", "--detach")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.useConfigOnly")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{who}_NAME")
        monkeypatch.delenv(f"GIT_{who}_EMAIL")
    with pytest.raises(CourseError, match="git commit: .*user.email"):
        publish(with_repository(course, "b/c"), students, [FIRST], run=False)


def hints_in(folder):
    return list(folder.rglob("hints/*.toml"))


def test_repository_without_hints_stays_so_until_they_are_asked_for(course, tmp_path):
    folder = tmp_path / "students"
    publish(course, folder, [FIRST], run=False, hints=False)
    assert not hints_in(folder) and list(folder.rglob("predictions/*.toml"))
    publish(course, folder, [SECOND], run=False)
    assert not hints_in(folder)
    publish(course, folder, [SECOND], run=False, hints=True)
    assert len(hints_in(folder)) == len(course.lessons())


def test_hints_in_the_history_are_refused_where_none_are_wanted(students, course):
    assert hints_in(students)
    with pytest.raises(CourseError, match="its history has them"):
        publish(course, students, [SECOND], run=False, hints=False)
    assert hints_in(students)
    assert git(students, "status", "--porcelain") == ""


def test_unwritten_answer_names_no_hint_where_there_is_none(course, tmp_path):
    folder = tmp_path / "students"
    publish(course, folder, [FIRST], run=False, hints=False)
    code = (
        "from course_helpers import check\n"
        "def neuron(*a):\n    raise NotImplementedError\n"
        "check.hint('neuron')\n"
        "try:\n    check.neuron(neuron)\n"
        "except check.CheckFailed as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "neuron: no hints came with this notebook's course." in done.stdout
    assert "not written yet" in done.stdout and "check.hint" not in done.stdout
