"""Commands for instructors."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from course_helpers.cli._app import (
    Force,
    Lessons,
    app,
    console,
    instructors,
)
from course_helpers.cli._tables import (
    print_again,
    print_counted,
    print_past,
    print_rows,
    with_progress,
)

# Commands import the grader when they run, inside `instructors`: where nbgrader is
# missing, `course --help` works and they say in a line what to install.
Section = Annotated[
    str | None, typer.Option("--only-section", help="Only these people.")
]
_NO_SANDBOX = (
    "Without a sandbox the code of hand-ins can do on this machine whatever you can. "
    "Do this only with hand-ins that you trust."
)


@app.command()
def roster(
    file: Annotated[Path, typer.Argument(help="CSV, own or from Moodle or Canvas.")],
) -> None:
    """Put the students of a class list into the gradebook."""
    with instructors():
        from course_helpers.grading.collect.enrolment import enrol
        from course_helpers.grading.course import find_course

        new, there = enrol(find_course(), file)
        console.print(f"{len(new)} students enrolled, {len(there)} updated.")


@app.command()
def collect(
    source: Annotated[
        Path | None, typer.Argument(help="Notebook, folder or zip file.")
    ] = None,
    lesson: Annotated[str | None, typer.Option(help="If no name tells it.")] = None,
    student: Annotated[str | None, typer.Option(help="Whose all of it is.")] = None,
    worksheet: Annotated[
        Path | None,
        typer.Option(help="The platform's table of this assignment: who, and when."),
    ] = None,
    time: Annotated[str | None, typer.Option(help="When it came, if known.")] = None,
    exchange: Annotated[
        str | None,
        typer.Option(metavar="LESSON", help="What nbgrader's exchange has of it."),
    ] = None,
) -> None:
    """Archive hand-ins in grading/handins; put those that count into submitted."""
    others = (source, lesson, student, worksheet, time)
    if (source is None) == (exchange is None) or (exchange and any(others)):
        raise typer.BadParameter("name what to collect, or --exchange LESSON alone.")
    with instructors():
        from course_helpers.grading.collect.collector import Collected, collect_exchange
        from course_helpers.grading.collect.collector import collect as collect_all
        from course_helpers.grading.course import find_course
        from course_helpers.grading.record.gradebook import register
        from course_helpers.grading.record.lateness import stated_time

        course, notes, lessons = find_course(), [], set()
        came = stated_time(course, time) if time else None
        told = {"student": student, "worksheet": worksheet, "came": came}
        items = (
            collect_exchange(course, exchange)
            if exchange
            else collect_all(course, source, lesson, **told)
        )
        for item in items:
            if isinstance(item, Collected):
                notes.append(item.note)
                lessons.add(item.lesson)
                text = f"{item.student}, {item.lesson}: {item.note or 'collected'}"
                text += f"; cannot be graded: {item.problem}" if item.problem else ""
            else:
                text = f"{item.what}: {item.reason}"
            console.print(text, markup=False, highlight=False)
        for name in sorted(lessons):  # so that nbgrader's own autograde knows it
            register(course, name)
        same = notes.count("unchanged")
        console.print(f"{len(notes)} hand-ins, {len(notes) - same} of them new.")


@app.command()
def history(
    student: Annotated[str, typer.Argument(help="The student's folder name.")],
    lesson: Annotated[str, typer.Argument(help="For example 03_softmax.")],
    use: Annotated[int | None, typer.Option(help="Let this one count.")] = None,
) -> None:
    """List all hand-ins of one student for one lesson; bring one back."""
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.record.past import bring_back, past

        course = find_course()
        course.chosen([lesson])
        if use is not None:
            kept = bring_back(course, lesson, student, use)
            console.print(f"The one of {kept.says()} counts. Now: course grade")
        print_past(past(course, lesson, student))


@app.command()
def due(
    lesson: Annotated[str, typer.Argument(help="For example 03_softmax.")],
    time: Annotated[str, typer.Argument(help="For example '2026-03-06 18:00'.")],
    student: Annotated[
        str | None, typer.Option(help="Only for this one: an extension.")
    ] = None,
) -> None:
    """Set until when a lesson may be handed in."""
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.record.gradebook import register
        from course_helpers.grading.record.lateness import set_due

        course = find_course()
        course.chosen([lesson])
        register(course, lesson)
        until = set_due(course, lesson, time, student)
        whose = f" for {student}" if student else ""
        console.print(f"{lesson}{whose}: due {until:%Y-%m-%d %H:%M} UTC", markup=False)


@app.command()
def merge(
    old: Annotated[str, typer.Argument(help="The entry that should be no more.")] = "",
    new: Annotated[str, typer.Argument(help="The one that gets all of it.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it.")] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take the last one back.")
    ] = False,
) -> None:
    """Make one of two entries that are the same person; says first what it would do."""
    if not undo and not (old and new):
        raise typer.BadParameter("name two students, the old entry first; or --undo.")
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.record import merge as merging

        course = find_course()
        if undo:
            old, new = merging.undo(course)
            console.print(f"{old} and {new} are two again. Now: course grade")
            return
        steps = (merging.merge if yes else merging.preview)(course, old, new)
        for step in steps:
            text = (
                f"{step.lesson}: hand-ins: {sum(step.hand_ins)}; that of {step.counts}"
            )
            lost = f"; {step.left} points or comments by hand not" if step.left else ""
            console.print(f"{text} counts{lost}", markup=False, highlight=False)
        done = f"{old} is {new} now. Back: course merge --undo. Now: course grade"
        console.print(done if yes else "Nothing was changed; do it with --yes.")


@app.command()
def grade(
    lessons: Lessons = None,
    student: Annotated[str | None, typer.Option(help="Only this one.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="At once.")] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Dask cluster to run on: tcp://HOST:8786.")
    ] = None,
    sandbox: Annotated[bool, typer.Option(help="Run in bubblewrap.")] = True,
    cell_seconds: Annotated[
        int | None, typer.Option(min=1, help="For one cell; these hand-ins keep it.")
    ] = None,
    memory: Annotated[
        int | None, typer.Option(min=512, help="For one hand-in, in MiB; kept, too.")
    ] = None,
    force: Force = False,
    section: Section = None,
    show: Annotated[bool, typer.Option("--show", help="Judge one again.")] = False,
) -> None:
    """Grade the hand-ins in grading/submitted, many at once; what is done stays."""
    if scheduler and not sandbox:
        raise typer.BadParameter("the workers of a scheduler always use a sandbox.")
    with instructors():
        from course_helpers.grading import grade as grading
        from course_helpers.grading.appeal import counted_result, judge_again
        from course_helpers.grading.course import find_course
        from course_helpers.grading.record import gradebook
        from course_helpers.grading.record.class_reader import read_class

        course = find_course()
        inside = read_class(course, [], section).people if section else None
        hand_ins = [
            (lesson, name)
            for lesson in course.chosen(lessons)
            for name in gradebook.handed_in(course, lesson)
            if student in (None, name)
            if inside is None or name in inside
        ]
        if not hand_ins:
            console.print("No hand-ins in grading/submitted/STUDENT/LESSON.")
            raise typer.Exit(1)
        if not sandbox:
            console.print(_NO_SANDBOX, style="red", markup=False)
        chosen = {
            "cell_seconds": cell_seconds,
            "memory": memory and memory * 2**20,
        }
        limits = replace(
            course.limits, **{name: value for name, value in chosen.items() if value}
        )
        settings = grading.Settings(
            force, jobs, sandbox, limits=limits, scheduler=scheduler
        )
        if show:
            for lesson, name in hand_ins:
                counted = counted_result(course, lesson, name)
                print_counted(lesson, name, counted)
                again = judge_again(course, lesson, name, counted, settings)
                print_again(counted, again)
            return
        rows = with_progress(grading.grade_all(course, hand_ins, settings), hand_ins)
    print_rows(rows)


@app.command()
def read(
    lesson: Annotated[str, typer.Argument(help="For example 03_softmax.")],
    names: Annotated[
        bool, typer.Option("--names", help="Show who wrote what.")
    ] = False,
    section: Annotated[
        str | None, typer.Option(help="Only this section of the class.")
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Of the page; 0 for a free one.")
    ] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page.")] = True,
) -> None:
    """Read a lesson's answers in words, alike ones together, and give points."""
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.reading.browser import opener
        from course_helpers.grading.reading.desk import Desk
        from course_helpers.grading.reading.server import serve

        course = find_course()
        desk = Desk(course, lesson, names, section)
        console.print("{} of {} answers are unread.".format(*desk.left()))
        with opener(course.folder("submitted").parent) as show:

            def ready(address: str) -> None:
                text = f"{address}\nKeep this address to yourself. Ctrl-C ends it."
                console.print(text, markup=False, highlight=False)
                if browser:
                    show(address)

            serve(desk, port, ready)
        console.print("{} of {} answers are unread.".format(*desk.left()))


@app.command()
def report(
    lessons: Lessons = None,
    anonymous: Annotated[bool, typer.Option(help="Leave names out.")] = False,
    similar: Annotated[bool, typer.Option(help="List equal answers, too.")] = False,
    to: Annotated[Path | None, typer.Option(help="The HTML file.")] = None,
    section: Section = None,
) -> None:
    """Write one page about the class: points, exercises, what went wrong."""
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.report.class_report import write_report

        path = write_report(find_course(), lessons, anonymous, similar, to, section)
        console.print(f"{path}", markup=False)


@app.command()
def feedback(
    lessons: Lessons = None,
    zip_for: Annotated[
        str | None, typer.Option("--zip", help="moodle or canvas: make zip files.")
    ] = None,
    section: Section = None,
    to_exchange: Annotated[
        bool, typer.Option("--release", help="Through nbgrader's exchange.")
    ] = False,
) -> None:
    """Write a page for each student, or zip files of them for an LMS."""
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.report import feedback as pages
        from course_helpers.grading.report.pages import release_pages

        course = find_course()
        if to_exchange:
            for lesson in release_pages(course, lessons):
                console.print(f"{lesson}: released", markup=False, highlight=False)
        elif zip_for:
            for path, left in pages.write_zips(course, zip_for, lessons):
                without = f"; not from {zip_for}: {', '.join(left)}" if left else ""
                console.print(f"{path}{without}", markup=False, highlight=False)
        else:
            paths = list(pages.write_pages(course, lessons, section))
            folder = pages.pages_folder(course)
            console.print(f"{len(paths)} pages in {folder}", markup=False)


@app.command()
def export(
    target: Annotated[Path | None, typer.Argument(help="The CSV file.")] = None,
    form: Annotated[
        str, typer.Option("--format", help="plain, canvas or moodle.")
    ] = "plain",
    roster: Annotated[
        Path | None, typer.Option(help="Class list that the same system exports.")
    ] = None,
    lesson: Annotated[
        list[str] | None, typer.Option(help="Only this one; again for more.")
    ] = None,
    section: Section = None,
) -> None:
    """Write the scores of the gradebook as CSV, into grading/ if no file is named."""
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.report.export import export as export_grades

        path, left = export_grades(find_course(), target, form, roster, lesson, section)
        console.print(f"{path}", markup=False)
        if left:
            console.print(f"Not in {roster}: {', '.join(left)}", markup=False)


@app.command()
def demo() -> None:
    """Run the whole round on a sample class, inside grading/demo."""
    with instructors():
        from course_helpers.grading.course import find_course
        from course_helpers.grading.demo.round import run_demo

        *_, result = map(_shown, run_demo(find_course()))
        print_rows(result.rows)
        console.print(f"feedback    {result.feedback}", markup=False)
        console.print(f"grades      {result.grades}", markup=False)
        console.print(f"report      {result.report}", markup=False)
        console.print(f"everything  {result.folder}", markup=False)


def _shown(step: object) -> object:
    if isinstance(step, str):
        console.print(step, markup=False)
    return step
