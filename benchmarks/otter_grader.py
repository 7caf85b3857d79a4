"""Grade hand-ins with otter-grader, without Docker, for `benchmarks/grading.py`.

    python benchmarks/otter_grader.py FOLDER

Otter executes each notebook in a kernel and then calls its test files there. Ours call
the course's checks, so the same code runs on the same answers. What it does not do: no
sandbox, no gradebook, no judge apart from the hand-in. One process grades all hand-ins,
one after the other, which is faster than one `otter run` for each.
"""

import json
import sys
import zipfile
from pathlib import Path

import nbformat

from course_helpers.cells import exercise_of
from course_helpers.check.catalogue import Exercise, exercises, exercises_of
from course_helpers.grading.notebook import read
from course_helpers.grading.run.execution import is_run

TEST = """
from otter.test_files import test_case

OK_FORMAT = False
name = "{name}"
points = {points}


@test_case()
def test_answer({answers}):
    from course_helpers import check

    check.{name}({answers})
"""


def prepare(course: Path, lesson: str) -> Path:
    """Write a class's hand-ins and the tests as otter wants them; return the folder.

    Cells that grading skips are left out, and so are check cells: the tests call them.
    """
    folder = course / "otter"
    folder.mkdir()
    for path in sorted((course / "grading" / "submitted").glob("*/*/*.ipynb")):
        notebook = read(path)
        cells = [c for c in notebook.cells if is_run(c) and not exercise_of(c)]
        notebook.cells = cells
        nbformat.write(notebook, folder / f"{path.parent.parent.name}.ipynb")
    with zipfile.ZipFile(folder / "autograder.zip", "w") as made:
        made.writestr("otter_config.json", json.dumps({"lang": "python"}))
        for exercise in exercises_of(lesson):
            made.writestr(f"tests/{exercise.name}.py", _test(exercise))
    return folder


def _test(exercise: Exercise) -> str:
    answers = ", ".join(exercise.answers)
    return TEST.format(name=exercise.name, points=exercise.points, answers=answers)


def main() -> None:
    """Grade all notebooks of a folder; exit with an error if one loses a point."""
    from otter.api import grade_submission

    folder = Path(sys.argv[1])
    with zipfile.ZipFile(folder / "autograder.zip") as tests:
        names = {Path(name).stem for name in tests.namelist()} & exercises().keys()
    worth = sum(exercises()[name].points for name in names)
    for path in sorted(folder.glob("*.ipynb")):
        done = grade_submission(str(path), str(folder / "autograder.zip"), quiet=True)
        if done.total != worth:
            raise SystemExit(f"{path}: expected {worth} points; got {done.total}.")


if __name__ == "__main__":
    main()
