"""HTML pages that need nothing but themselves."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


def page(template: str, **values: Any) -> str:
    """Return a page; what is put into it is escaped, plots of our own apart.

    Args:
        template: a file in this package's templates folder.
        values: what the template names.
    """
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        # Everywhere: templates named otherwise than .html are no exception.
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"points": points, "percent": percent, "shown": shown}
    return environment


def points(score: float | None) -> str:
    """Return points for a person; a dash for none."""
    return "–" if score is None else f"{score:.2f}".rstrip("0").rstrip(".")


def percent(share: float | None) -> str:
    """Return a share in [0, 1] as a percentage; a dash for none."""
    return "–" if share is None else f"{100 * share:.0f} %"


def shown(lesson: str) -> str:
    """Return a lesson's or exercise's name for a heading: "03 softmax"."""
    return lesson.replace("_", " ")
