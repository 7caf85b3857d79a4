"""Where the parts of an exercise lie: in the course's folder, and in its package."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from course_helpers.check.catalogue import Exercise, catalogue
from course_helpers.grading.course import Course
from course_helpers.grading.errors import CourseError


@dataclass(frozen=True)
class Places:
    """The files of exercises.

    Attributes:
        root: the course's folder.
        package: the folder of the package with the list of its exercises.
    """

    root: Path
    package: Path

    @property
    def listing(self) -> Path:
        """The list of all exercises."""
        return self.package / "__init__.py"

    def observations(self, topic: str) -> Path:
        """The module with a lesson's inputs and observations."""
        return self.package / "observe" / f"{topic}.py"

    def judges(self, topic: str) -> Path:
        """The folder with a lesson's judges."""
        return self.package / "judge" / topic

    def judge(self, exercise: Exercise) -> Path:
        """The module with an exercise's judge."""
        return self.judges(exercise.topic) / f"{exercise.name}.py"

    def typical(self, exercise: Exercise) -> Path:
        """The wrong answer that the demo's class hands in."""
        return self.package / "typical" / exercise.topic / f"{exercise.name}.py"

    def hints(self, topic: str) -> Path:
        """The hints on a lesson's exercises."""
        return self.package / "hints" / f"{topic}.toml"

    @property
    def gained(self) -> Path:
        """What is said to whoever has passed, of all exercises."""
        return self.package / "gained.toml"

    def answers(self, exercise: Exercise) -> Path:
        """The folder with the answers that an exercise is tested with."""
        return self.root / "tests" / "answers" / exercise.lesson / exercise.name


def places_of(course: Course) -> Places:
    """Return where a course keeps its exercises.

    Raises:
        CourseError: the list cannot be imported, or it is another course's.
    """
    package = imported_package()
    # Else the notebook would change in this course and the list in another one.
    if not package.is_relative_to(course.root):
        raise CourseError(
            f"course: expected its exercises below {course.root}; Python imports those "
            f"in {package}. Use this course's own environment, or set PYTHONPATH."
        )
    return Places(course.root, package)


def imported_package() -> Path:
    """Return the folder of the package whose list of exercises Python imports.

    Raises:
        CourseError: that list cannot be imported.
    """
    try:
        return Path(find_spec(catalogue().package).origin).resolve().parent
    except (SyntaxError, ImportError, NameError, TypeError, AttributeError) as error:
        raise CourseError(
            f"exercises: expected a list that Python can import; got "
            f"{type(error).__name__}: {error}. Mend the course's list first."
        ) from None
