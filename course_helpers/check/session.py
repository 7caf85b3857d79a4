"""The checks in a learner's notebook: run the three parts, say it, remember it."""

from collections.abc import Callable, Mapping
from typing import Any

from course_helpers import kernel
from course_helpers.check import answers as own
from course_helpers.check.aids import card, hints
from course_helpers.check.aids.gained import sentences
from course_helpers.check.aids.given import given_code, given_names
from course_helpers.check.aids.predictions import Prediction
from course_helpers.check.catalogue import (
    REFLECTION,
    Exercise,
    catalogue,
    exercises,
    exercises_of,
    lessons,
)
from course_helpers.check.contract import CheckFailed, Criterion, Verdict, wrapped
from course_helpers.check.exam import told
from course_helpers.check.exam.content import is_exam

NOTEBOOK_SEED = 0
"""In a notebook the inputs are always the same, so that saved outputs stay so."""

verdicts: dict[str, Verdict] = {}
"""The newest verdict on each exercise that was checked in this process."""

_PRINTED_LINES, _PRINTED_WIDTH = 20, 200
"""How much is shown of what an answer prints while it is checked."""

_say_instead: Callable[[Exercise], None] | None = None


def judge_elsewhere(say: Callable[[Exercise], None]) -> None:
    """Leave judging to others from now on: a check does nothing but say so.

    Args:
        say: called with the exercise in place of every check.
    """
    global _say_instead
    _say_instead = say


def explain_names() -> None:
    """From now on, say what to do where an answer's name is not defined."""
    if not _say_instead:
        own.explain_names()


def yours(name: str, otherwise: Any, partly: bool = False) -> Any:
    """Return your answer if it has passed its check here, else a stand-in.

    Says in one line which of the two it is, and why.

    Args:
        name: of your function or class, such as "softmax".
        otherwise: the stand-in.
        partly: whether an answer is enough that earned some of its points.

    Raises:
        ValueError: no exercise asks for it.
    """
    # Where hand-ins are graded nothing has been judged yet.
    return otherwise if _say_instead else own.yours(name, otherwise, partly)


def check_answer(exercise: Exercise, answers: tuple[object, ...]) -> None:
    """Check an answer, print what holds and what does not, remember the verdict.

    In a notebook an answer that does not pass shows the error of a cell that failed,
    and Run All goes on.

    Raises:
        CheckFailed: a criterion that carries points does not hold, outside notebooks.
    """
    if _say_instead:
        _say_instead(exercise)
        return
    # A wrong call says nothing of the answer, so the verdict so far stays.
    if len(answers) != len(exercise.answers):
        raise CheckFailed(
            f"{exercise.name}: the check takes {len(exercise.answers)} argument(s); "
            f"got {len(answers)}. Write {exercise.call}."
        )
    printed: list[str] = []
    verdict = verdict_on(exercise.name, answers, NOTEBOOK_SEED, printed)
    verdicts[exercise.name] = verdict
    own.remember(exercise, answers, verdict)
    older = list(filter(None, map(_older_version, exercise.answers)))
    shown = _shortened("".join(printed))
    if is_exam():
        told.show(verdict, [*older, *shown])
        return
    earned, total = _progress(exercise.lesson, verdicts)
    progress = f"Points so far in this notebook: {_points(earned)} of {total}"
    rows = [*lines(verdict, exercise), *older, progress]
    _show(verdict, "\n".join([*rows, *shown]))
    if verdict.passed:
        return
    message = verdict.message
    if not verdict.written and hints.command(exercise):
        message += f" Stuck? Run {hints.command(exercise)} in a cell of your own."
    # What earns nothing costs nothing: nbgrader would count the cell as failed.
    if not exercise.points:
        print(message)
        return
    if not kernel.show_error(CheckFailed.__name__, message, wrapped(message)):
        raise CheckFailed(message) from None


def _show(verdict: Verdict, text: str) -> None:
    word, colour = "Not written yet.", card.PLAIN
    if verdict.written:
        word, colour = "Not right yet.", card.WRONG
    if verdict.passed:
        word, colour = "Right.", card.RIGHT
    share = verdict.score / verdict.points if verdict.points else float(verdict.passed)
    kernel.show(text, card.card(text, colour, word, share))


def check_prediction(prediction: Prediction, value: object) -> None:
    """Say whether what a learner expects will turn out; a wrong guess is no failure."""
    if is_exam():
        told.prediction(prediction.name, value)
        return
    text, colour = prediction.answer(value), card.PLAIN
    if value is not None:
        colour = card.RIGHT if prediction.holds(value) else card.OTHER
    kernel.show(text, card.card(text, colour))


def hint(name: str | Callable[..., Any]) -> None:
    """Give a hint on an exercise; the next one at the next call, three in all.

    Args:
        name: of the exercise, such as "softmax".

    Raises:
        CheckFailed: there is no such exercise.
    """
    if _say_instead:
        return
    if is_exam():
        kernel.show(told.NO_HINTS, card.card(told.NO_HINTS))
        return
    name = str(getattr(name, "__name__", name))
    if name not in exercises():
        raise CheckFailed(
            f"hint: expected the name of an exercise, such as "
            f'"{next(iter(exercises()))}"; got {name!r}. It stands above its task.'
        )
    text = hints.next_hint(exercises()[name])
    kernel.show(card.plain_text(text), card.card(text))


def given(name: str) -> dict[str, Any]:
    """Return what an exercise's code, as it was handed out, defines: by its name.

    To see once more what it did before you mended it; your own stays as it is. Where
    hand-ins are graded it is the same: what an answer measures there is what counts.

    Args:
        name: of the exercise, such as "clinic_a".

    Raises:
        ValueError: no exercise of this name gives code.
    """
    if not given_code(name):
        giving = ", ".join(filter(given_code, exercises()))
        raise ValueError(f"given: expected one of {giving}; got {name!r}.")
    return given_names(name)


def is_elsewhere() -> bool:
    """Whether hand-ins are graded here: then checks do nothing, whatever their name."""
    return _say_instead is not None


def _older_version(name: str) -> str:
    mistake = own.syntax_error(name)
    return mistake and (
        f"  Judged was an older {name}: the newest has a syntax error ({mistake})."
    )


def _shortened(text: str) -> list[str]:
    """Return what to show of a text that an answer printed."""
    rows = text.rstrip().splitlines()
    more = len(rows) - _PRINTED_LINES
    rest = [f"  ... and {more} lines more"] if more > 0 else []
    shown = [f"  {row[:_PRINTED_WIDTH]}" for row in rows[:_PRINTED_LINES]]
    return ["Your code printed:", *shown, *rest] if rows else []


def verdict_on(
    exercise: str,
    answers: tuple[object, ...],
    seed: int,
    printed: list[str] | None = None,
) -> Verdict:
    """Return the verdict on an answer for the inputs that a seed makes.

    Args:
        exercise: its name.
        answers: what the learner wrote.
        seed: of the inputs.
        printed: gets what the answer prints.
    """
    if is_exam():
        from course_helpers.check.exam.verdicts import verdict_on as runs

        return runs(exercises()[exercise], answers, printed)
    # They load torch, which graders that import this module do not need.
    from course_helpers.check.parts import judge, make_inputs, observe

    inputs = make_inputs(exercise, seed)
    return judge(exercise, inputs, observe(exercise, answers, inputs, printed))


def lines(verdict: Verdict, exercise: Exercise, worths: bool = False) -> list[str]:
    """Return what is printed about a verdict: points, criteria, remarks.

    Args:
        verdict: what a check said.
        exercise: its exercise.
        worths: say what each criterion is worth, too.
    """
    worth = f"{exercise.points} point{'s' if exercise.points > 1 else ''}"
    head = f"{_points(verdict.score)} of {worth}" if exercise.points else "for practice"
    rows = [f"{exercise.name}: {head}"]
    # Of a stub every criterion would fail, which tells nobody anything.
    if verdict.written:
        weighty = [c for c in verdict.criteria if c.weight > 0]
        of = verdict.points if worths else 0
        rows += [f"  {'✓' if c.passed else '✗'} {_named(c, of)}" for c in weighty]
        rows += [f"  Worth knowing: {remark}" for remark in verdict.remarks]
        if verdict.passed and (gained := sentences().get(exercise.name)):
            rows.append(f"  {gained}")
    return rows


def _named(criterion: Criterion, points: float) -> str:
    """Return a criterion's name, with its part of so many points."""
    worth = points * criterion.weight
    if not worth:
        return criterion.name
    earned = _points(worth if criterion.passed else 0.0)
    return f"{criterion.name}: {earned} of {_points(worth)}"


def _progress(lesson: str, so_far: Mapping[str, Verdict]) -> tuple[float, int]:
    exercises = exercises_of(lesson)
    earned = sum(so_far[e.name].score for e in exercises if e.name in so_far)
    return earned, sum(e.points for e in exercises)


def table(lesson: str) -> None:
    """Print a lesson's exercises with the points so far, and what to hand in.

    Args:
        lesson: its folder's name, for example "03_softmax".

    Raises:
        ValueError: there is no such lesson.
    """
    if _say_instead:
        return
    print(table_text(lesson, verdicts, own.reflected(lesson)))


def table_text(
    lesson: str, so_far: Mapping[str, Verdict], reflected: bool = True
) -> str:
    """Return what `table` prints.

    Args:
        lesson: its folder's name.
        so_far: the verdicts, by exercise.
        reflected: whether something is written below the question in words.

    Raises:
        ValueError: there is no such lesson.
    """
    exercises = exercises_of(lesson)
    if not exercises:
        raise ValueError(
            f"table: expected one of {', '.join(lessons())}; got {lesson!r}."
        )
    if is_exam():
        return told.table_text(lesson, so_far, reflected)
    rows = []
    for exercise in exercises:
        verdict = so_far.get(exercise.name)
        score = _points(verdict.score) if verdict else "-"
        worth = f"{score:>5} of {exercise.points}" if exercise.points else "  practice"
        rows.append(f"{exercise.name:<20}{worth}   {_state(verdict)}")
    words = catalogue().reflection_points
    state = "read by a person" if reflected else "not written yet, or not saved"
    rows.append(f"{REFLECTION:<20}{'-':>5} of {words}   {state}")
    earned, total = _progress(lesson, so_far)
    rows.append(f"{'so far':<20}{_points(earned):>5} of {total + words}")
    rows.append(f"\nTo hand in: save this notebook, then submit {lesson}.ipynb.")
    return "\n".join(rows)


def _state(verdict: Verdict | None) -> str:
    if verdict is None:
        return "not checked yet: run its check cell"
    if not verdict.written:
        return "not written yet"
    if verdict.passed:
        return "right"
    return "does not hold yet: " + ", ".join(c.name for c in verdict.failed)


def _points(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
