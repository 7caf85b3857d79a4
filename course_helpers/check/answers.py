"""The answers of a notebook: which have passed their check, and which are not run."""

import ast
import contextlib
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, TypeVar

from course_helpers import kernel
from course_helpers.check.catalogue import REFLECTION, Exercise, exercises
from course_helpers.check.contract import Verdict

_T = TypeVar("_T")

_passed: dict[str, tuple[object, ...]] = {}
"""The very objects that passed the newest check of an exercise; none if it failed."""
_earned: dict[str, tuple[object, ...]] = {}
"""Those that earned at least some of its points."""


def remember(exercise: Exercise, answers: tuple[object, ...], verdict: Verdict) -> None:
    """Take note of what a check said.

    Args:
        exercise: the exercise.
        answers: what was checked.
        verdict: on them.
    """
    _passed[exercise.name] = answers if verdict.passed else ()
    # In an exam nothing is earned, but what passes there is used.
    usable = verdict.passed or verdict.score > 0
    _earned[exercise.name] = answers if usable else ()


def yours(name: str, otherwise: _T, partly: bool = False) -> Any | _T:
    """Return the learner's answer if it has passed its check, else a stand-in.

    Says in one line which of the two it is, and why.

    Args:
        name: of the function or class, such as "softmax". By its name, so that an
            answer that was never run is no error.
        otherwise: the stand-in.
        partly: whether an answer is enough that earned some of its points.

    Raises:
        ValueError: no exercise asks for it.
    """
    exercise = _asking_for(name)
    passed, earned = (at.get(exercise.name, ()) for at in (_passed, _earned))
    usable = earned if partly else passed
    checked = dict(zip(exercise.answers, usable, strict=False))
    # A name that was never given is no object, not even None.
    current = _names().get(name, checked)
    if name not in checked:
        missing = "earned points" if partly else "passed its check"
        print(f"{name} has not {missing} yet: a stand-in runs here.")
        return otherwise
    if current is not checked[name]:
        print(
            f"{name} was changed after its check: run the check again. "
            "Until then a stand-in runs here."
        )
        return otherwise
    but = "" if passed else ", though not all of its check holds yet"
    print(f"{name}: yours runs here{but}.")
    return current


def _names() -> dict[str, Any]:
    """Return the names of the notebook, which IPython keeps where scripts have them."""
    return vars(sys.modules["__main__"])


def _asking_for(name: str) -> Exercise:
    asking = [e for e in exercises().values() if name in e.answers]
    if not asking:
        raise ValueError(
            f"yours: expected the name of an answer, such as "
            f"{next(iter(exercises()))!r}; got {name!r}."
        )
    # save_and_load takes a Classifier too, but that is another exercise's answer.
    return next((e for e in asking if e.name == name), asking[0])


def reflected(lesson: str) -> bool:
    """Return whether something is written below a lesson's question in words.

    The kernel knows of the notebook only what is saved. True where it cannot be read.
    """
    # Where JupyterLab and VS Code say it; else where the course puts it.
    paths = os.environ.get("JPY_SESSION_NAME"), _names().get("__vsc_ipynb_file__")
    for path in (*filter(None, paths), f"{lesson}.ipynb"):
        # Whatever is no notebook fails somewhere.
        with contextlib.suppress(Exception):
            cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
            words = ["".join(c["source"]).strip() for c in cells if _in_words(c)]
            # A file that Jupyter names may be another one's: kernels start kernels.
            if any(f'"{lesson}"' in "".join(c["source"]) for c in cells) and words:
                return any(text not in ("", "YOUR ANSWER HERE") for text in words)
    return True


def _in_words(cell: dict[str, Any]) -> bool:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id", cell.get("id"))
    return cell["cell_type"] == "markdown" and name == REFLECTION


def explain_names() -> None:
    """From now on, say what to do where an answer's name is not defined."""
    kernel.explain(NameError, _not_run)


def _not_run(error: BaseException) -> str:
    name = getattr(error, "name", None)
    if not any(name in exercise.answers for exercise in exercises().values()):
        return ""
    if mistake := syntax_error(name):
        return (
            f"{name}: not defined, because its cell has a syntax error ({mistake}). "
            "Mend it, run that cell, then this one."
        )
    return (
        f"{name}: not defined yet. Run the cell above that defines it, then this one; "
        "or choose Run, Run All Above Selected Cell first."
    )


def syntax_error(name: str) -> str:
    """Return what is wrong in the newest cell that defines a name, if Python says so.

    Returns:
        Such as "line 3: '(' was never closed"; empty if the cell was understood, and
        where no notebook runs.
    """
    running = kernel.shell()
    if running is None:
        return ""
    definition = re.compile(rf"^\s*(def|class)\s+{name}\b|^{name}\s*=", re.MULTILINE)
    cells = reversed(running.history_manager.input_hist_raw)
    newest = next(filter(definition.search, cells), "")
    try:
        source = running.transform_cell(newest)
        compile(source, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError) as error:
        return f"line {getattr(error, 'lineno', '?')}: {getattr(error, 'msg', error)}"
    return ""
