"""The rules that every lesson keeps, and notebooks/ in step with solutions/."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest

from course_helpers.cells import predicted
from course_helpers.check.aids.predictions import predictions
from course_helpers.check.catalogue import exercises_of, lessons
from course_helpers.grading.course import find_course
from course_helpers.grading.release.make import generate

ROOT = Path(__file__).parents[1]
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
LESSONS = [path.stem for path in SOLUTIONS]
TAGS = {"skip-grading", "data-dependent"}
SLUG = re.compile(r"[a-zA-Z][\w-]+")
KIBIBYTE = 1024
EFFORT = re.compile(
    r"^About \d+ minutes, (easy \(●○○\)|medium \(●●○\)|hard \(●●●\))\.$", re.M
)
"""Below the heading of each task."""

each_lesson = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def cells_of_predictions(notebook):
    """Question, answer and check of the predictions."""
    code = [i for i, c in enumerate(notebook.cells) if c.cell_type == "code"]
    answers = [i for i in code if predicted(notebook.cells[i].source)]
    return [notebook.cells[i + step] for i in answers for step in (-1, 0, 1)]


def prose(source):
    """Markdown without figures, formulas, code and tables."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|```.*?```|\$\$.*?\$\$", "", source, flags=re.S)
    return re.sub(r"^\|.*$", "", text, flags=re.M)


def test_every_lesson_with_exercises_is_there():
    assert LESSONS == lessons()


@each_lesson
def test_solution_is_executed_from_top_to_bottom_without_stderr(path):
    cells = code_cells(read(path))
    assert [c.execution_count for c in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error", cell.id
            assert output.get("name") != "stderr", cell.id
    assert path.stat().st_size <= 400 * KIBIBYTE


@each_lesson
def test_format_ids_and_metadata_are_as_agreed(path):
    notebook = read(path)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert set(notebook.metadata) == {"kernelspec"}
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    for cell in notebook.cells:
        assert SLUG.fullmatch(cell.id), cell.id
        assert set(cell.metadata) <= {"nbgrader", "tags"}, cell.id
        assert set(cell.metadata.get("tags", [])) <= TAGS, cell.id
        if "nbgrader" in cell.metadata:
            assert cell.metadata.nbgrader.grade_id == cell.id


@each_lesson
def test_cells_are_short(path):
    notebook = read(path)
    assert 20 <= len(notebook.cells) <= 75
    posed = 3 * len(exercises_of(path.stem)) + len(cells_of_predictions(notebook))
    assert len(notebook.cells) - posed <= 45
    for cell in code_cells(notebook):
        code = re.sub(r'""".*?"""', "", cell.source, flags=re.S)
        lines = [line for line in code.splitlines() if line.strip()]
        solution = cell.metadata.get("nbgrader", {}).get("solution")
        block = re.search(r"^\s*(class|def|for|while|with) ", cell.source, re.M)
        assert len(lines) <= (25 if block or solution else 12), cell.id
        assert max(map(len, lines)) <= 88, cell.id
    for cell in markdown_cells(notebook):
        assert len(prose(cell.source).split()) <= 120, cell.id


@each_lesson
def test_lesson_has_its_shape(path):
    notebook = read(path)
    text = "\n".join(cell.source for cell in markdown_cells(notebook))
    assert len(re.findall(r"^# ", text, re.M)) == 1
    assert notebook.cells[0].source.startswith("# ")
    setup = code_cells(notebook)[0].source
    imports = [x for x in setup.splitlines() if x.startswith(("import ", "from "))]
    assert "course_helpers" in imports[0]
    closing = code_cells(notebook)[-1]
    assert (closing.id, closing.source) == ("table", f'check.table("{path.stem}")')
    last = notebook.cells[-1].source
    assert "What you learned" in last
    assert len(re.findall(r"^[-*] ", last, re.M)) == 3


@each_lesson
def test_exercises_are_three_cells_in_a_row(path):
    notebook = read(path)
    ids = [cell.id for cell in notebook.cells]
    known = exercises_of(path.stem)
    positions = [ids.index(exercise.name) for exercise in known]
    assert positions == sorted(positions)
    for exercise, position in zip(known, positions, strict=True):
        task, answer, test = notebook.cells[position - 1 : position + 2]
        assert task.id == f"ex-{exercise.name}" and task.cell_type == "markdown"
        asked = prose(task.source.partition("### ")[2])
        assert 0 < len(asked.split()) <= 80, task.id
        assert EFFORT.search(task.source), task.id
        grading = answer.metadata.nbgrader
        assert grading.solution and not grading.grade and not grading.locked
        assert test.id == f"check-{exercise.name}"
        call = f"check.{exercise.name}({', '.join(exercise.answers)})"
        assert test.source == call
        grading = test.metadata.nbgrader
        assert grading.grade and grading.locked and grading.points == exercise.points
    words = notebook.cells[ids.index("reflection")]
    assert words.cell_type == "markdown" and words.metadata.nbgrader.points == 2


@each_lesson
def test_stubs_say_what_comes_in_and_goes_out_with_the_tasks_example(path):
    notebook = read(path)
    cells = {cell.id: cell.source for cell in notebook.cells}
    for exercise in exercises_of(path.stem):
        stub, task = cells[exercise.name], cells[f"ex-{exercise.name}"]
        assert "Returns:" in stub or "class " in stub, exercise.name
        assert "Args:" in stub or "()" in stub or "class " in stub, exercise.name
        shown = re.search(r"^Example: .*?`([^`]+)`", task, re.M)
        assert shown, f"{exercise.name}: an example in its task"
        squeezed = ["".join(text.split()) for text in (shown[1], stub)]
        assert squeezed[0] in squeezed[1], exercise.name


@each_lesson
def test_something_is_to_be_changed_and_the_question_in_words_has_its_points(path):
    text = "\n".join(cell.source for cell in markdown_cells(read(path)))
    assert len(re.findall(r"^Change this: ", text, re.M)) >= 2
    assert re.search(r"^Points: ", text.partition("### Reflection")[2], re.M)
    assert "(../../docs/errors.md)" in text
    assert re.search(r"^You need: .* About \d+ minutes\.$", text, re.M)


@each_lesson
def test_predictions_are_asked_answered_and_checked_in_a_row(path):
    notebook = read(path)
    cells = cells_of_predictions(notebook)
    names = []
    for question, answer, check in zip(*[iter(cells)] * 3, strict=True):
        values = predicted(answer.source)
        assert question.cell_type == "markdown", answer.id
        assert re.search(r"^### (Predict|From lesson)", question.source, re.M), (
            answer.id
        )
        assert not answer.metadata, answer.id
        assert check.source.splitlines() == [f"check.{n}({n})" for n in values]
        mark = check.metadata.nbgrader
        assert (mark.locked, mark.grade, mark.solution) == (True, False, False)
        for name, value in values.items():
            prediction = predictions()[name]
            assert prediction.holds(value), name
            for letter, text in prediction.options:
                assert text in question.source, f"{name}, {letter}"
        names += values
    assert names == [p.name for p in predictions().values() if p.lesson == path.stem]
    rest = [c.source for c in code_cells(notebook) if c not in cells]
    for name in names:
        # Grading may give it its value later than a reader does.
        assert not any(re.search(rf"\b{name}\b", source) for source in rest), name


@each_lesson
def test_figures_exist_and_have_alt_text(path):
    links = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", path.read_text(encoding="utf-8"))
    for alt, target in links:
        assert len(alt.split()) >= 4, f"{target}: say in its alt text what it shows"
        assert (path.parent / target).is_file(), target
    drawn = {p.name for p in path.parent.glob("*.svg")}
    assert drawn == {target for _, target in links}


@each_lesson
def test_links_to_other_lessons_lead_somewhere(path):
    for target in re.findall(r"\]\((\.\./[^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).resolve().is_file(), target


@each_lesson
def test_only_the_lessons_code_is_executed_quietly(path):
    for cell in code_cells(read(path)):
        assert not cell.source.lstrip().startswith(("!", "%%")), cell.id


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The student versions as `course release` makes them, with a gradebook aside."""
    folder = tmp_path_factory.mktemp("made")
    database = f"sqlite:///{folder / 'gradebook.db'}"
    course = find_course(ROOT).with_settings(db_url=database)
    return {lesson: generate(course, lesson, folder / "out") for lesson in LESSONS}


@each_lesson
def test_student_version_is_what_the_solution_makes(path, made):
    committed = ROOT / "notebooks" / path.stem / path.name
    assert committed.read_bytes() == made[path.stem].read_bytes(), "make notebooks"


def test_student_versions_are_all_there_and_nothing_else():
    found = [p for p in (ROOT / "notebooks").rglob("*") if p.is_file()]
    kept = [p for p in found if ".ipynb_checkpoints" not in p.parts]
    assert sorted(p.stem for p in kept) == LESSONS
    assert all(p.suffix == ".ipynb" for p in kept)


@each_lesson
@pytest.mark.usefixtures("quick_kernels")
def test_solution_passes_all_checks_on_the_embedded_data(path, tmp_path):
    from course_helpers.lesson_run import run_checks

    copy = tmp_path / path.name
    shutil.copy(path, copy)
    # Beside other tests a kernel's first cell, which imports torch, may take long.
    result = run_checks(copy, seconds=300)
    assert result.errors == []
    assert all(verdict.passed for verdict in result.verdicts.values())
    assert result.verdicts.keys() == {e.name for e in exercises_of(path.stem)}
