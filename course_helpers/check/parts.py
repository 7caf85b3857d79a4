"""The three parts of a check, found in the course's package by the exercise's name.

For an exercise `name` of a lesson NN_topic:

    observe/topic.py      `name_inputs(seed)` makes the inputs; `name_observed(*answers,
                          inputs)` calls the learner's code and returns plain data
    judge/topic/name.py   `judge(inputs, observed)` returns the list of criteria; an
                          empty one where an answer is but the code that was given

Observations know no right answer. Judges never see the learner's code and are not
present where it is graded.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from course_helpers.check.catalogue import catalogue, exercises
from course_helpers.check.contract import Criterion, Verdict
from course_helpers.check.names.foreign import foreign_names, foreign_problem
from course_helpers.check.plain import (
    MAX_DEPTH,
    Plain,
    error_data,
    one_observation,
    plain,
)
from course_helpers.check.seeds import seed_for
from course_helpers.check.state import clean_state

_DEPTH = 9
"""How deep the results of an observation lie in it, at most."""
_OBSERVED, _NAMES = "observed", "names from other cells"


def make_inputs(exercise: str, seed: int) -> Plain:
    """Return an exercise's inputs, plain data, the same for the same seed.

    Args:
        exercise: its name.
        seed: of the hand-in; each exercise makes its own of it.
    """
    with clean_state():
        return _observing(exercise, "inputs")(seed_for(exercise, seed))


def observe(
    exercise: str,
    answers: tuple[object, ...],
    inputs: Plain,
    printed: list[str] | None = None,
) -> Plain:
    """Return what the learner's code does with the inputs, as plain data.

    Whatever the code does, short of ending the process, this returns: an error that
    escapes one observation stands for all of them. Where an answer reads a variable of
    another cell, what was observed comes with that name.

    Args:
        exercise: its name.
        answers: what the learner wrote.
        inputs: what `make_inputs` returned.
        printed: gets what the code prints.
    """
    names = plain(foreign_names(answers))
    try:
        with one_observation(), clean_state() as stdout:
            try:
                observed = _observing(exercise, "observed")(*answers, inputs)
            finally:
                if printed is not None:
                    printed.append(stdout.getvalue())
    # SystemExit and KeyboardInterrupt too: a check must come to its message.
    except BaseException as error:
        observed = error_data(error)
    return {_OBSERVED: observed, _NAMES: names} if names else observed


def load_observations() -> None:
    """Load all that observes, so that no hand-in waits for it."""
    for topic in {exercise.topic for exercise in exercises().values()}:
        import_module(f"{catalogue().package}.observe.{topic}")


def judge(exercise: str, inputs: Plain, observed: Plain) -> Verdict:
    """Return the verdict on what was observed of an answer to an exercise.

    Args:
        exercise: its name.
        inputs: what `make_inputs` returned.
        observed: what `observe` returned, or anything else.
    """
    entry = exercises()[exercise]
    judging = import_module(f"{catalogue().package}.judge.{entry.topic}.{exercise}")
    # In a notebook it came without the wire, which lets nothing but plain data through.
    observed, names = apart(plain(observed, MAX_DEPTH + _DEPTH))
    with clean_state():  # a learner may have another default dtype, or no gradients
        criteria: list[Criterion] = judging.judge(inputs, observed)
    written = bool(criteria) and not unwritten(observed)
    failed = _any_error(observed, lambda error: True)
    criteria = _with_names(exercise, criteria, names, failed)
    return Verdict(exercise, entry.points, tuple(criteria), written)


def _observing(exercise: str, part: str) -> Callable[..., Plain]:
    topic = exercises()[exercise].topic
    module = import_module(f"{catalogue().package}.observe.{topic}")
    return getattr(module, f"{exercise}_{part}")


def apart(observed: Plain) -> tuple[Plain, Plain]:
    """Return what was observed, and the name from another cell that came with it.

    Args:
        observed: what `observe` returned, or anything else.
    """
    if isinstance(observed, dict) and set(observed) == {_OBSERVED, _NAMES}:
        return observed[_OBSERVED], observed[_NAMES]
    return observed, {}


def _with_names(
    exercise: str, criteria: list[Criterion], names: Plain, failed: bool
) -> list[Criterion]:
    """Let the first criterion that fails name a variable of another cell as cause.

    An answer that fulfils all criteria may read what it likes.
    """
    problems = [i for i, c in enumerate(criteria) if c.weight > 0 and not c.passed]
    if not problems:
        return criteria
    first = criteria[problems[0]]
    message = foreign_problem(exercise, names, first.message, failed)
    told = list(criteria)
    told[problems[0]] = replace(first, message=message)
    return told


def unwritten(observed: Plain) -> bool:
    """Whether any observed call met the stub's NotImplementedError.

    torch raises such errors too, always with a text: for a module whose forward is
    misspelled, or where a function does not take a dtype.
    """
    stub = "NotImplementedError", ""
    return _any_error(observed, lambda e: (e["error"], e.get("text")) == stub)


def _any_error(observed: Plain, fits: Callable[[dict[str, Plain]], bool]) -> bool:
    """Whether any observed call ended in an error that fits."""
    if isinstance(observed, dict):
        if isinstance(observed.get("error"), str):
            return fits(observed)
        return any(_any_error(value, fits) for value in observed.values())
    return isinstance(observed, list) and any(_any_error(v, fits) for v in observed)
