"""nbgrader's own autograde, made safe: rebuilt hand-ins in, stored verdicts out.

Set in nbgrader_config.py, so that the command line and the formgrader page use it too.
"""

import io
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Configurable

from course_helpers.cells import TABLE, answer_cells, cell_of, exercise_of, is_stub
from course_helpers.check import session
from course_helpers.check.catalogue import REFLECTION, exercises
from course_helpers.check.contract import wrapped
from course_helpers.grading.course import Course
from course_helpers.grading.files import read_regular
from course_helpers.grading.hand_in import cells_in, cells_of
from course_helpers.grading.notebook import read
from course_helpers.grading.record.receipts import own_limits, recorded
from course_helpers.grading.run.execution import run
from course_helpers.grading.run.judge import Judge
from course_helpers.grading.run.outputs import printed
from course_helpers.grading.run.rebuild import rebuild
from course_helpers.grading.run.results import Result, Store, key
from course_helpers.grading.run.workshop import Workshop

# nbgrader makes the preprocessors itself, so nothing can be handed to them directly.
ready: dict[tuple[str, str], Result] = {}
"""Results that this process has at hand, by lesson and student."""


class HandIns(NotebookExporter):
    """Read hand-ins as `course grade` does: no link, pipe or heap of brackets.

    nbgrader's own would wait for a pipe for ever, and needs gigabytes for 20 MB of {}.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **more: Any
    ) -> tuple[Any, Any]:
        """Return a file's notebook, as its preprocessors leave it.

        Raises:
            UnreadableError: it is none, no regular file, or too large; nbgrader then
                goes on with the next one.
        """
        limits = _course(self).source_limits
        data = read_regular(Path(filename), limits.notebook)
        cells_in(data, limits)
        resources = resources or {}
        resources["metadata"] = {"name": Path(filename).stem, "path": ""}
        text = io.StringIO(data.decode("utf-8-sig"))
        return self.from_file(text, resources=resources, **more)


class Rebuild(NbGraderPreprocessor):
    """Replace a raw hand-in by the released notebook with its answers.

    Stands in for all of nbgrader's own sanitizers: doubled ids and strange schemas,
    at which those stop the class, are gone when nbgrader looks.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Rebuild one hand-in."""
        course = _course(self)
        lesson = resources["nbgrader"]["assignment"]
        release = read(course.notebook("release", lesson))
        return rebuild(release, cells_of(nb, course.source_limits)), resources


class Replay(NbGraderPreprocessor):
    """Put stored outputs and verdicts into a rebuilt notebook instead of executing it.

    Where none are stored, the notebook runs in the sandbox now.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Fill in the outputs of one notebook."""
        names = resources["nbgrader"]
        result = ready.get((names["assignment"], names["student"]))
        fill(nb, result or self._result(nb, names["assignment"], names["student"]))
        return nb, resources

    def _result(self, notebook: NotebookNode, lesson: str, student: str) -> Result:
        # The limits of `course grade`, which its stored results depend on.
        course = _course(self)
        store, limits = Store(store_folder(course)), course.limits
        given = own_limits(recorded(course, lesson, student), limits)
        name = key(notebook, limits)
        result = store.load(key(notebook, given)) or store.load(name)
        if result is None:
            place = Workshop(limits, secrets=course.secrets)
            with Judge() as judge, place as workshop:
                result = run(notebook, workshop.run, judge, limits)
            store.save(name, result)
        return result


def store_folder(course: Course) -> Path:
    """Return the folder of stored results of a course."""
    return course.folder("submitted").parent / "verdicts"


def _course(part: Configurable) -> Course:
    return Course(Path(part.config.CourseDirectory.root), part.config)


def fill(notebook: NotebookNode, result: Result) -> None:
    """Put a result's outputs and verdicts into the notebook that it came from."""
    number = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        exercise = exercise_of(cell)
        # What a check and the table say comes from verdicts, never from the sandbox.
        if exercise:
            outputs = _verdict_outputs(exercise, result)
        elif cell.id == TABLE:
            outputs = [printed(_table(notebook, result))]
        else:
            outputs = result.outputs.get(cell.id, [])
        ran = bool(outputs) or cell.id in result.outputs
        number += ran
        cell.execution_count = number if ran else None
        for output in outputs:
            if output["output_type"] == "execute_result":
                output["execution_count"] = number
        cell.outputs = [from_dict(output) for output in outputs]


def _verdict_outputs(exercise: str, result: Result) -> list[dict[str, Any]]:
    """Return what a check prints, and the score in the form that nbgrader reads."""
    verdict = result.verdicts[exercise]
    lines = session.lines(verdict, exercises()[exercise], worths=True)
    if verdict.message:
        lines += ["", *wrapped(verdict.message)]
    # nbgrader takes points that are not all or nothing from an execute_result alone.
    score = {"text/plain": f"{verdict.score:g}"}
    return [
        printed("\n".join(lines) + "\n"),
        {"output_type": "execute_result", "data": score, "metadata": {}},
    ]


def _table(notebook: NotebookNode, result: Result) -> str:
    first = next(filter(None, map(exercise_of, notebook.cells)))
    lesson = exercises()[first].lesson
    words = answer_cells(notebook).get(REFLECTION)
    reflected = words is None or not is_stub(cell_of(words))
    return session.table_text(lesson, result.verdicts, reflected) + "\n"
