"""Texts made from templates.

In them TO_FILL_IN marks each place where an author puts something of their own.
"""

from jinja2 import Environment, PackageLoader, StrictUndefined

TO_FILL_IN = "TO FILL IN"


def rendered(template: str, **values: object) -> str:
    """Return the text that a template and some values make."""
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        undefined=StrictUndefined,  # a misspelled name would leave a gap in silence
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(values, gap=TO_FILL_IN)
