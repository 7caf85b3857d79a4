import ast
import re
import shutil
import subprocess
import sys
from string import ascii_lowercase

import nbformat
import pytest

from course_helpers.authoring import places
from course_helpers.authoring.exercise import new_exercise
from course_helpers.authoring.texts import TO_FILL_IN
from course_helpers.check.catalogue import Exercise, exercises_of, lessons
from course_helpers.grading.errors import CourseError
from course_helpers.grading.notebook import read, solution_regions
from course_helpers.grading.release.leaks import leaks
from course_helpers.grading.release.make import generate, verify
from tests.conftest import ROOT

LESSON, NAME, CLASS = "01_tensors", "made_for_tests", "MadeForTests"


def made(name=NAME, lesson=LESSON, points=1):
    return Exercise(lesson, name, points)


def listed(course):
    text = (course.root / "course_helpers/exercises/__init__.py").read_text("utf-8")
    return re.findall(r'^        Exercise\("(\w+)", "(\w+)", (\d)', text, re.MULTILINE)


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def test_it_is_the_lessons_last_in_list_and_notebook(author):
    new_exercise(author, made(points=3))
    last = exercises_of(LESSON)[-1].name
    rows = listed(author)
    assert rows[rows.index((LESSON, NAME, "3")) - 1][:2] == (LESSON, last)
    ids = [cell.id for cell in read(author.notebook("source", LESSON)).cells]
    place = ids.index(f"check-{last}")
    wanted = [f"ex-{NAME}", NAME, f"check-{NAME}"]
    assert ids[place + 1 : place + 4] == wanted


def test_it_stands_below_the_exercise_that_after_names(author):
    first, second, *_ = (exercise.name for exercise in exercises_of(LESSON))
    new_exercise(author, made(), after=first)
    names = [name for _, name, _ in listed(author)]
    assert names[:3] == [first, NAME, second]
    ids = [cell.id for cell in read(author.notebook("source", LESSON)).cells]
    assert ids[ids.index(f"check-{first}") + 1] == f"ex-{NAME}"


def test_cells_are_marked_as_those_of_the_exercises_that_are_there(author):
    other = exercises_of(LESSON)[0]
    new_exercise(author, made(points=other.points))
    notebook = read(author.notebook("source", LESSON))
    for form in ("ex-{}", "{}", "check-{}"):
        old, new = (cell_of(notebook, form.format(n)) for n in (other.name, NAME))
        assert new.cell_type == old.cell_type
        mark = dict(new.metadata.get("nbgrader", {}), grade_id=old.id)
        assert mark == dict(old.metadata.get("nbgrader", {}), grade_id=old.id)


def test_class_has_a_region_in_each_method_and_no_more_is_released(
    author, tmp_path, empty_gradebook
):
    new_exercise(author, made(CLASS), is_class=True)
    cell = cell_of(read(author.notebook("source", LESSON)), CLASS)
    assert len(solution_regions(cell)) == 2
    database = f"sqlite:///{shutil.copy(empty_gradebook, tmp_path)}"
    student = read(generate(author.with_settings(db_url=database), LESSON, tmp_path))
    stub = cell_of(student, CLASS).source
    methods = ast.parse(stub).body[0].body[1:]
    assert [method.name for method in methods] == ["__init__", "forward"]
    assert all(isinstance(method.body[-1], ast.Raise) for method in methods)
    source = read(author.notebook("source", LESSON))
    verify(source, student, LESSON)


def test_its_solution_stands_in_no_lesson_and_not_in_what_students_install(author):
    new_exercise(author, made())
    new_exercise(author, made(CLASS), is_class=True)
    source = read(author.notebook("source", LESSON))
    source.cells = [cell for cell in source.cells if cell.id in (NAME, CLASS)]
    paths = [*ROOT.glob("notebooks/*/*.ipynb")]
    texts = ["\n".join(cell.source for cell in read(path).cells) for path in paths]
    for path in (author.root / "course_helpers").rglob("*.py"):
        texts.append(path.read_text(encoding="utf-8"))
    assert len(texts) > 100
    assert leaks(source, texts) == []
    assert len(leaks(source, [*texts, cell_of(source, NAME).source])) == 1


def test_whatever_lesson_it_joins_the_code_stays_formatted(author):
    for letter, lesson in zip(ascii_lowercase, lessons(), strict=False):
        longest = f"a_function_so_long_{letter}"
        assert len(longest) == 20
        new_exercise(author, made(longest, lesson))
        new_exercise(author, made(longest.title(), lesson), is_class=True)
    for command in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--no-cache", "course_helpers"]
        done = subprocess.run(ruff, cwd=author.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
        assert "No Python files" not in done.stdout + done.stderr


def test_lesson_all_of_whose_exercises_were_dropped_takes_a_new_one(author, tree):
    path = author.root / "course_helpers/exercises/__init__.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf'^ +Exercise\("{LESSON}".*\n', "", text, flags=re.M))
    new_exercise(author, made())
    assert listed(author)[0] == (LESSON, NAME, "1")
    ids = [cell.id for cell in read(author.notebook("source", LESSON)).cells]
    assert ids[ids.index(f"{NAME}-used") + 1] == "ex-reflection"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *((name, "the name of a Python") for name in ("2x", "class", "a b", "", "x")),
        *((name, "the name of a Python") for name in ("ä" * 3, "_own", "a" * 21)),
        ("neuron", "neuron of lesson 01_tensors has it"),
        ("lenet", "LeNet of lesson 08_convnets has it"),
        ("load", "save_and_load of lesson"),
        ("reflection", "the question in words"),
        ("table", r"a part of check, check\.table, has it"),
        ("session", r"a part of check, check\.session, has it"),
        ("sum", "Python's own sum has it"),
        ("setup", "expected each cell's id once; setup"),
    ],
)
def test_name_that_is_none_or_taken_is_refused(author, tree, name, reason):
    before = tree()
    with pytest.raises(CourseError, match=reason) as refused:
        new_exercise(author, made(name))
    assert "\n" not in str(refused.value)
    assert tree() == before


def broken_syntax(root):
    (root / "course_helpers/exercises/__init__.py").write_text("CATALOGUE = (")


def another_form(root):
    (root / "course_helpers/exercises/__init__.py").write_text("CATALOGUE = all_of()")


def no_comma(root):
    path = root / "course_helpers/exercises/__init__.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"neuron", 2),\n', '"neuron", 2) ,\n'))


def changed_list(root):
    for words in (["init"], ["add", "."], ["commit", "-m", "as it was"]):
        identity = ["-c", "user.name=course", "-c", "user.email=course@localhost"]
        subprocess.run(
            ["git", *identity, *words], cwd=root, check=True, capture_output=True
        )
    with (root / "course_helpers/exercises/__init__.py").open("a") as file:
        file.write("# half a thought\n")


def judge_there(root):
    (root / f"course_helpers/exercises/judge/tensors/{NAME}.py").write_text("")


def no_generator(root):
    path = root / "course_helpers/exercises/observe/tensors.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("import generator", "import generator as g"))


def no_plain(root):
    path = root / "course_helpers/exercises/observe/tensors.py"
    path.write_text("import torch\nfrom course_helpers.check.seeds import generator\n")


def broken_observations(root):
    (root / "course_helpers/exercises/observe/tensors.py").write_text("def (")


def no_check_cell(root):
    path = root / "solutions" / LESSON / f"{LESSON}.ipynb"
    notebook = read(path)
    last = f"check-{exercises_of(LESSON)[-1].name}"
    notebook.cells = [cell for cell in notebook.cells if cell.id != last]
    nbformat.write(notebook, path)


def file_for_a_folder(root):
    (root / "tests").mkdir()
    (root / "tests" / "answers").write_text("no folder")


BROKEN = {
    broken_syntax: "expected a Catalogue with a line for each exercise",
    another_form: "no exercises=",
    no_comma: "neuron shares its line, or no comma follows it",
    changed_list: "as it was committed last; it has changes",
    judge_there: "expected no such file",
    no_generator: "to import generator",
    no_plain: r"to import Plain, call from course_helpers\.check\.plain",
    broken_observations: "expected a Python file; got invalid syntax in line 1",
    no_check_cell: "expected a cell check-",
    file_for_a_folder: "expected to write it; got .*Nothing was written",
}


@pytest.mark.parametrize("breaks", BROKEN, ids=lambda breaks: breaks.__name__)
def test_where_anything_is_in_the_way_nothing_is_written(author, tree, breaks):
    breaks(author.root)
    before = tree()
    folders = sorted(author.root.rglob("*/"))
    with pytest.raises(CourseError, match=BROKEN[breaks]) as refused:
        new_exercise(author, made())
    assert "\n" not in str(refused.value)
    assert tree() == before
    assert sorted(author.root.rglob("*/")) == folders


def test_after_names_an_exercise_of_the_same_lesson(author, tree):
    before = tree()
    with pytest.raises(CourseError, match=r"one of .*neuron.*; got softmax\."):
        new_exercise(author, made(), after="softmax")
    assert tree() == before


def test_list_that_python_cannot_import_is_said_to_be(monkeypatch):
    def broken():
        raise SyntaxError("invalid syntax")

    monkeypatch.setattr(places, "catalogue", broken)
    with pytest.raises(CourseError, match="got SyntaxError: invalid syntax"):
        places.imported_package()


def left_to_fill_in(root):
    """The files of a course in which a place is left to fill in."""
    package = "course_helpers/exercises/**/*"
    kinds = (f"{package}.py", f"{package}.toml")
    patterns = (*kinds, "solutions/*/*.ipynb", "tests/answers/**/*.py", "README.md")
    paths = [path for pattern in patterns for path in root.glob(pattern)]
    assert len(paths) > 100
    return [p for p in paths if TO_FILL_IN in p.read_text(encoding="utf-8")]


def test_no_place_in_this_course_is_left_to_fill_in():
    assert left_to_fill_in(ROOT) == []


def test_every_file_of_a_new_exercise_asks_to_be_filled_in(author):
    before = set(left_to_fill_in(author.root))
    paths = new_exercise(author, made())
    listing = author.root / "course_helpers/exercises/__init__.py"
    assert len(paths) == 9
    assert set(left_to_fill_in(author.root)) - before == {*paths} - {listing} - before
