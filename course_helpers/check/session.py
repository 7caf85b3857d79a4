"""The checks in a learner's notebook: run the three parts, say it, remember it."""

from course_helpers.check.contract import CheckFailed, Verdict
from course_helpers.check.catalogue import (
    EXERCISES,
    REFLECTION_POINTS,
    Exercise,
    exercises_of,
)

NOTEBOOK_SEED = 0
"""In a notebook the inputs are always the same, so that saved outputs stay so."""

verdicts: dict[str, Verdict] = {}
"""The newest verdict on each exercise that was checked in this process."""


def check_answer(exercise: Exercise, answers: tuple[object, ...]) -> None:
    """Check an answer, print what holds and what does not, remember the verdict.

    Raises:
        CheckFailed: a criterion that carries points does not hold.
    """
    if len(answers) != len(exercise.answers):
        call = f"check.{exercise.name}({', '.join(exercise.answers)})"
        raise CheckFailed(
            f"{exercise.name}: the check takes {len(exercise.answers)} argument(s); "
            f"got {len(answers)}. Write {call}."
        )
    verdict = verdict_on(exercise.name, answers, NOTEBOOK_SEED)
    verdicts[exercise.name] = verdict
    earned, total = _progress(exercise.lesson)
    progress = f"Points so far in this notebook: {_points(earned)} of {total}"
    print("\n".join([*lines(verdict, exercise), progress]))
    if not verdict.passed:
        raise CheckFailed(verdict.message) from None


def verdict_on(exercise: str, answers: tuple[object, ...], seed: int) -> Verdict:
    """Return the verdict on an answer for the inputs that a seed makes."""
    from course_helpers.check.judges import judge
    from course_helpers.check.observations import make_inputs, observe

    inputs = make_inputs(exercise, seed)
    return judge(exercise, inputs, observe(exercise, answers, inputs))


def lines(verdict: Verdict, exercise: Exercise) -> list[str]:
    """Return what is printed about a verdict: points, criteria, remarks."""
    worth = f"{exercise.points} point{'s' if exercise.points > 1 else ''}"
    found = [f"{exercise.name}: {_points(verdict.score)} of {worth}"]
    if verdict.written:
        weighty = [c for c in verdict.criteria if c.weight > 0]
        found += [f"  {'✓' if c.passed else '✗'} {c.name}" for c in weighty]
        found += [f"  Worth knowing: {remark}" for remark in verdict.remarks]
    return found


def _progress(lesson: str) -> tuple[float, int]:
    known = exercises_of(lesson)
    earned = sum(verdicts[e.name].score for e in known if e.name in verdicts)
    return earned, sum(e.points for e in known)


def table(lesson: str) -> None:
    """Print a lesson's exercises with the points so far, and what to hand in.

    Args:
        lesson: its folder's name, for example "03_softmax".

    Raises:
        ValueError: there is no such lesson.
    """
    known = exercises_of(lesson)
    if not known:
        lessons = ", ".join(sorted({e.lesson for e in EXERCISES.values()}))
        raise ValueError(f"table: expected one of {lessons}; got {lesson!r}.")
    for exercise in known:
        verdict = verdicts.get(exercise.name)
        score = _points(verdict.score) if verdict else "-"
        print(f"{exercise.name:<20}{score:>5} of {exercise.points}   {_state(verdict)}")
    print(f"{'reflection':<20}{'-':>5} of {REFLECTION_POINTS}   read by a person")
    earned, total = _progress(lesson)
    print(f"{'so far':<20}{_points(earned):>5} of {total + REFLECTION_POINTS}")
    print(f"\nTo hand in: save this notebook, then submit {lesson}.ipynb.")


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
