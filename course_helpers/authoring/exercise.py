"""A new exercise: a tiny one that works, for the author to fill in."""

from pathlib import Path

from course_helpers.authoring.cells import cells_of, insert, text_of
from course_helpers.authoring.changes import refuse_existing, write_all
from course_helpers.authoring.listing import read_list, row_before, with_row
from course_helpers.authoring.names import refuse_name
from course_helpers.authoring.observations import with_observations
from course_helpers.authoring.places import Places, places_of
from course_helpers.authoring.texts import TO_FILL_IN, rendered
from course_helpers.check.catalogue import Exercise
from course_helpers.grading.course import Course
from course_helpers.lesson_run import read_notebook


def new_exercise(
    course: Course, exercise: Exercise, after: str = "", is_class: bool = False
) -> list[Path]:
    """Write every part of a new exercise.

    Args:
        course: the course folder.
        exercise: the new one, with a single answer.
        after: the exercise of its lesson below which it stands; the last if not given.
        is_class: learners write a class in place of a function.

    Returns:
        The files that were written or changed.

    Raises:
        CourseError: it cannot be made; then nothing is written.
        NotebookError: the lesson's notebook cannot be read.
    """
    # Whatever can be refused is asked before the first file is written.
    course.chosen([exercise.lesson])
    places = places_of(course)
    refuse_name(exercise.name)
    texts, above = parts(places, exercise, after, is_class)
    path = course.notebook("source", exercise.lesson)
    notebook = read_notebook(path)
    cells = cells_of(exercise_cells(exercise, is_class))
    insert(notebook, cells, above, path)
    write_all(texts | {path: text_of(notebook, path)})
    return [*texts, path]


def parts(
    places: Places, exercise: Exercise, after: str = "", is_class: bool = False
) -> tuple[dict[Path, str], str]:
    """Return what all files of an exercise but its notebook hold.

    Args:
        places: where they lie.
        exercise: the new one.
        after: the exercise of its lesson below which it stands; the last if not given.
        is_class: learners write a class in place of a function.

    Returns:
        The texts by path, and the exercise of the same lesson above the new one; an
        empty text if it is the first.

    Raises:
        CourseError: a file is there already, or the list has no place for it.
    """
    listing, rows = read_list(places.listing)
    before = row_before(rows, exercise.lesson, after)
    answers = places.answers(exercise)
    new = {
        places.judge(exercise): "judge",
        places.typical(exercise): "typical",
        answers / "right_sum.py": "right",
        answers / "wrong_squares.py": "wrong",
    }
    refuse_existing(new)
    values = {"name": exercise.name, "is_class": is_class}
    observing = places.observations(exercise.topic)
    hints = rendered("hints.jinja", name=exercise.name)
    sentence = f'{exercise.name} = "{TO_FILL_IN}: what can they do now?"\n'
    texts = {
        places.hints(exercise.topic): _below(places.hints(exercise.topic), hints),
        places.gained: _below(places.gained, sentence),
        places.listing: with_row(listing, rows, before, exercise),
        observing: with_observations(observing, exercise, is_class),
        **{path: rendered(f"{kind}.py.jinja", **values) for path, kind in new.items()},
    }
    # The exercise above may be the last of the lesson before, in another notebook.
    same_lesson = before is not None and before.lesson == exercise.lesson
    return texts, before.name if same_lesson else ""


def _below(path: Path, text: str) -> str:
    """Return a file's text with more below it; that alone if there is no file."""
    above = path.read_text(encoding="utf-8") if path.is_file() else ""
    return f"{above}\n{text}" if above else text


def exercise_cells(exercise: Exercise, is_class: bool = False) -> str:
    """Return the text of an exercise's three cells, and of two that use its answer."""
    return rendered("exercise.jinja", exercise=exercise, is_class=is_class)


def steps(exercise: Exercise) -> list[str]:
    """Return what the author does next, a sentence a step."""
    lesson, name = exercise.lesson, exercise.name
    return [
        "It works as it is, and doubles its argument. Make it yours wherever "
        f"{TO_FILL_IN} stands in these files.",
        f"Run: course execute {lesson} and course release {lesson}",
        f"Write more answers in tests/answers/{lesson}/{name}. The tests ask for eight "
        "right and eight wrong ones (the typical one is one of these) and for no place "
        "left to fill in; until then these two fail, and no others.",
    ]
