"""Commands for administrators of a hub."""

from pathlib import Path
from typing import Annotated

import typer

from course_helpers.cli._app import app, console, instructors

hub = typer.Typer(no_args_is_help=True, help="For administrators: a JupyterHub.")
app.add_typer(hub, name="hub")


@hub.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where the hub's files go.")],
    instructor: Annotated[
        str | None, typer.Option(help="The instructor's account.  [default: the owner]")
    ] = None,
) -> None:
    """Write a JupyterHub for this course, with nbgrader's exchange, ready to start."""
    with instructors():
        from course_helpers.grading.course import find_folder
        from course_helpers.hub.init import init as write_hub

        course = find_folder()
        name, password = write_hub(course, folder, instructor)
        text = f"{folder}: a hub for {course}, with {name} as instructor\n"
        text += f"Closed to others now: answers and grades in {course}\n"
        if password:
            text += f"Password of {name} on the hub, shown this once: {password}\n"
        text += f"Next: read {folder}/README.md, one page"
        console.print(text, markup=False, highlight=False)
