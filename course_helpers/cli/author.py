"""Commands for authors of lessons."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from course_helpers.cli._app import (
    Force,
    Lessons,
    app,
    console,
    for_lessons,
    instructors,
)

new = typer.Typer(
    no_args_is_help=True,
    help="For authors: make every file, cell and mark of a new exercise or lesson.",
)
app.add_typer(new, name="new")

Points = Annotated[int, typer.Option(min=1, help="What the exercise is worth.")]


@new.command()
def exercise(
    lesson: Annotated[str, typer.Argument(help="For example 01_tensors.")],
    name: Annotated[str, typer.Argument(help="The learner's function or class.")],
    points: Points = 1,
    after: Annotated[
        str, typer.Option(help="The exercise above it.  [default: the lesson's last]")
    ] = "",
    is_class: Annotated[
        bool, typer.Option("--class", help="Learners write a class.")
    ] = False,
) -> None:
    """Make a tiny exercise that works, for you to fill in."""
    with instructors():
        from course_helpers.authoring.exercise import new_exercise, steps
        from course_helpers.check.catalogue import Exercise
        from course_helpers.grading.course import find_course

        made = Exercise(lesson, name, points)
        course = find_course()
        paths = new_exercise(course, made, after, is_class)
        _print_new(f"{lesson}: {name} is new.", course.root, paths, steps(made))


@new.command()
def lesson(
    name: Annotated[str, typer.Argument(help="NN_topic, for example 10_recurrent.")],
    exercise: Annotated[str, typer.Option(help="Its first exercise.")] = "double",
    points: Points = 1,
) -> None:
    """Make a tiny lesson with one exercise that works, for you to fill in."""
    with instructors():
        from course_helpers.authoring.lesson import lesson_steps, new_lesson
        from course_helpers.check.catalogue import Exercise
        from course_helpers.grading.course import find_course

        made = Exercise(name, exercise, points)
        course = find_course()
        paths = new_lesson(course, made)
        _print_new(f"{name} is new.", course.root, paths, lesson_steps(made))


def _print_new(
    title: str, root: Path, paths: Iterable[Path], steps: Iterable[str]
) -> None:
    lines = [title, *(f"  {path.relative_to(root)}" for path in paths), "Next:"]
    lines += [f"  {number}. {step}" for number, step in enumerate(steps, start=1)]
    console.print("\n".join(lines), markup=False, highlight=False)


@app.command()
def execute(lessons: Lessons = None) -> None:
    """For authors: execute lessons in solutions/ in place, from top to bottom."""
    for_lessons(lessons, _execute)


def _execute(course: object, lesson: str) -> None:
    from course_helpers.lesson_run import execute_lesson

    execute_lesson(course.notebook("source", lesson))
    console.print(f"{lesson}: executed", markup=False)


@app.command()
def release(
    lessons: Lessons = None,
    force: Force = False,
    run: Annotated[bool, typer.Option(help="Execute each untouched copy.")] = True,
    repository: Annotated[
        str | None, typer.Option(help="OWNER/NAME: open in Colab from there.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="A repository for students.")] = None,
    hints: Annotated[
        bool | None, typer.Option(help="With check.hint, in that repository.")
    ] = None,
    solutions: Annotated[
        bool, typer.Option("--solutions", help="Write these to that folder instead.")
    ] = False,
    exam: Annotated[
        bool, typer.Option("--exam", help="That repository without judges and hints.")
    ] = False,
    with_site: Annotated[
        bool, typer.Option("--site", help="And a website beside it, FOLDER-site.")
    ] = False,
) -> None:
    """Make the student versions in notebooks/ and verify them."""
    if (solutions or exam or with_site or hints is not None) and not to:
        raise typer.BadParameter(
            "--solutions, --exam, --site, --no-hints need --to FOLDER."
        )
    if solutions + exam + with_site > 1:
        raise typer.BadParameter("--solutions, --exam, --site exclude each other.")

    def make(course: object, lesson: str) -> None:
        from course_helpers.grading.release.make import release as release_one

        path = release_one(_shared(course, repository), lesson, force=force, run=run)
        console.print(f"{lesson}: released as {path}", markup=False)

    if solutions:
        _write_solutions(to, lessons)
    elif to:
        if with_site:
            _refuse_exam(to)
        _publish(to, lessons, repository, run, hints, exam)
        if with_site:
            _build_class_site(to, repository)
    else:
        for_lessons(lessons, make)


@app.command()
def site(
    lessons: Lessons = None,
    to: Annotated[Path, typer.Option(help="The folder of the site.")] = Path("_site"),
    repository: Annotated[
        str | None, typer.Option(help="OWNER/NAME: open in Colab from there.")
    ] = None,
    hints: Annotated[bool, typer.Option(help="With hints, folded.")] = True,
) -> None:
    """Make a website of the released lessons, to read before anything is installed."""
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.site.build import build_site

        course = _shared(find_course(), repository)
        page = build_site(course, to, lessons, hints)
        console.print(f"{page}: no solution in the site", markup=False)


def _refuse_exam(to: Path) -> None:
    with instructors():
        from course_helpers.grading.errors import CourseError
        from course_helpers.grading.release.exam.package import is_exam

        if is_exam(to):
            raise CourseError(
                f"{to}: expected a students' repository for --site; got an exam's, "
                "which has no website. Leave --site out."
            )


def _build_class_site(to: Path, repository: str | None) -> None:
    """Make a website of all that a students' repository has, beside it."""
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.release.student_repository import has_hints
        from course_helpers.site.build import build_site

        released = (to / "notebooks").resolve()
        course = _shared(find_course(), repository)
        course = course.with_settings(release_directory=str(released))
        lessons = [name for name in course.lessons() if (released / name).is_dir()]
        folder = to.with_name(f"{to.name}-site")
        page = build_site(course, folder, lessons, has_hints(to))
        console.print(f"{page}: no solution in the site", markup=False)


def _write_solutions(to: Path, lessons: list[str] | None) -> None:
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.release.solutions import write_solutions

        course = find_course()
        for path in write_solutions(course, to, course.chosen(lessons)):
            console.print(path, markup=False, highlight=False)


def _publish(
    to: Path,
    lessons: list[str] | None,
    name: str | None,
    run: bool,
    hints: bool | None,
    exam: bool,
) -> None:
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.release.colab import without_repository
        from course_helpers.grading.release.exam.package import is_exam
        from course_helpers.grading.release.exam.stand_ins import telling
        from course_helpers.grading.release.student_repository import (
            has_hints,
            publish,
        )

        course = _shared(find_course(), name)
        if not name and (exam or is_exam(to)):
            # The course's own is the learners': helpers from there have the judges.
            course = without_repository(course)
        changed = publish(course, to, course.chosen(lessons), run, hints, exam)
        said = f"{len(changed)} files committed" if changed else "nothing new"
        none = "no solution" if has_hints(to) else "no solution and no hint"
        none = "no solution, no judge and no hint" if is_exam(to) else none
        console.print(f"{to}: {said}; {none} in it", markup=False)
        for note in telling(course, course.chosen(lessons)) if is_exam(to) else ():
            console.print(note, markup=False, highlight=False)


def _shared(course: object, repository: str | None) -> object:
    from course_helpers.grading.release.colab import with_repository

    return with_repository(course, repository) if repository else course
