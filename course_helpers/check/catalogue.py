"""The exercises that the checks are about, as a course lists them.

The engine knows none by itself. A course is a package with a `Catalogue`, made known
by an entry point:

    [project.entry-points."course_helpers.exercises"]
    my-course = "my_course:CATALOGUE"

Beside its catalogue such a package holds `observe/`, a module a lesson, and `judge/`,
a folder a lesson with a module an exercise, see `parts`; `typical/`, laid out as
`judge/`, with an answer to each exercise as it is often handed in, for the demo; and,
if it likes, `predictions/` and `hints/`, a text a lesson, `gained.toml`, and `given/`,
laid out as `judge/`, with code to be mended: `aids`.
"""

import os
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from importlib.metadata import entry_points

GROUP = "course_helpers.exercises"
OWN = "course_helpers.exercises:CATALOGUE"
CHOSEN = "COURSE_EXERCISES"
"""The environment variable that says which course counts, where several are installed:
the entry point's value, "my_course:CATALOGUE"."""

REFLECTION = "reflection"
"""The question answered in words that ends every lesson, among its exercises."""


class SeveralCoursesError(ValueError):
    """Two courses are installed, and nobody said which one counts; str() names them."""


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes:
        lesson: the lesson's folder, for example "03_softmax".
        name: the learner's function or class, and the name of the check.
        points: what the exercise is worth; 0 for practice, which no check fails.
        answers: the names that its check takes, in this order; `name` alone if empty.
        seconds: how long its check may take; None for as long as any other cell.
    """

    lesson: str
    name: str
    points: int
    answers: tuple[str, ...] = ()
    seconds: int | None = None

    def __post_init__(self) -> None:
        """Let the exercise's own name be its answer."""
        object.__setattr__(self, "answers", self.answers or (self.name,))

    @property
    def topic(self) -> str:
        """The lesson's name without its number: the module with its parts."""
        return self.lesson.partition("_")[2]

    @property
    def call(self) -> str:
        """What stands in its check cell."""
        return f"check.{self.name}({', '.join(self.answers)})"


@dataclass(frozen=True)
class Catalogue:
    """What a course tells the checks and the grader about itself.

    Attributes:
        package: the package with its parts, dotted.
        exercises: all exercises, in the order in which lessons pose them.
        reflection_points: what a lesson's question in words is worth.
        data_sets: folders of the real data sets, as torchvision names them.
        imports: modules that lessons load, so that no hand-in waits for them.
    """

    package: str
    exercises: tuple[Exercise, ...]
    reflection_points: int
    data_sets: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


@cache
def catalogue() -> Catalogue:
    """Return the catalogue of the course that is installed here.

    Raises:
        SeveralCoursesError: several other courses are installed beside this one.
    """
    module, _, name = chosen().partition(":")
    return getattr(import_module(module), name)


def chosen() -> str:
    """Return where the catalogue of the course is that is installed here.

    Returns:
        As an entry point's value: "my_course:CATALOGUE".

    Raises:
        SeveralCoursesError: several other courses are installed beside this one.
    """
    if os.environ.get(CHOSEN):
        return os.environ[CHOSEN]
    # An installed course of somebody else's comes before the one in this package,
    # which needs no entry point: in the sandbox it may be a mere folder on the path.
    others = {e.value for e in entry_points(group=GROUP)} - {OWN}
    if len(others) > 1:
        raise SeveralCoursesError(
            f"{GROUP}: expected one course; got {', '.join(sorted(others))}. "
            f"Uninstall all but one, or set {CHOSEN} to the one that counts."
        )
    return others.pop() if others else OWN


@cache
def exercises() -> dict[str, Exercise]:
    """Return the course's exercises by name, in the order of the lessons."""
    return {exercise.name: exercise for exercise in catalogue().exercises}


def exercises_of(lesson: str) -> list[Exercise]:
    """Return a lesson's exercises in the order in which it poses them."""
    return [e for e in exercises().values() if e.lesson == lesson]


def lessons() -> list[str]:
    """Return the names of all lessons with exercises, in order."""
    return sorted({exercise.lesson for exercise in exercises().values()})


def typical_mistake(exercise: str) -> str:
    """Return a wrong answer to an exercise as it is often handed in, in source form.

    Its first line is a comment with words that the message about it contains.
    """
    topic = exercises()[exercise].topic
    place = resources.files(catalogue().package) / "typical" / topic / f"{exercise}.py"
    return place.read_text(encoding="utf-8")
