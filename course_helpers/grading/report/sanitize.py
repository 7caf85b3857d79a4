"""What people wrote, made harmless before it stands on nbgrader's pages.

Set in nbgrader_config.py, for feedback and for the formgrader page: their templates
show answers in words and comments as they are, HTMLExporter.sanitize_html or not.
"""

import re
from html import escape

import bleach
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments.token import STANDARD_TYPES

from course_helpers.cells import is_answer

MAX_SHOWN = 20_000
"""Characters of one text that a page shows. Ten times as many can be made to take
minutes: what renders them looks for the end of each formula and each word again."""

MAX_PICTURES = 1_000_000
"""Characters of one text with the pictures pasted into it."""

_MAX_COLOURED = 4_000
"""Characters of code that are coloured: blank lines alone, 20,000 characters of them,
take the one who tells words apart 40 seconds."""

_CUT = "... cut here: {size:,} characters. The whole is in grading/handins."
_TAGS = """
    a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img
    kbd li mark ol p pre s small span strong sub summary sup table tbody td th thead tr
    u ul
""".split()
_ATTRIBUTES = {"title", "alt", "width", "height", "align", "start"}
# Of a learner they would be those of the page: "modal-backdrop fade" lies invisibly
# over all of formgrader's buttons. Highlighted code has some of its own.
_OURS = {"class", "id"}
_HIGHLIGHTED = {"span": set(STANDARD_TYPES.values()) - {""}, "div": {"highlight"}}
# data: is allowed for pictures; a link with it would open a page of a learner's own.
_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,")
_PASTED = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+")
_PLACE = "data:image/png;base64,picture{}="
_PLACES = re.compile(_PLACE.format(r"(\d{1,6})"))
_PROTOCOLS = ("http", "https", "mailto", "data")


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """Return Markdown as HTML that runs nothing and loads nothing from elsewhere.

    What is not the course's own text is cut at a limit, and has no say in how the page
    looks.

    Args:
        context: of the template; its cell may have attachments.
        source: the Markdown.
    """
    cell = context.get("cell", {})
    attachments = cell.get("attachments", {})
    if _is_ours(cell, source):
        renderer = IPythonRenderer(escape=False, attachments=attachments)
        return _cleaned(renderer, source, _is_allowed_to_us)
    # Pictures wait aside: they are long, and nothing in them is Markdown.
    pictures: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        pictures.append(match[0])
        return _PLACE.format(len(pictures) - 1)

    def put_back(match: re.Match[str]) -> str:
        number = int(match[1])
        return pictures[number] if number < len(pictures) else ""

    text, note = _cut(_PASTED.sub(put_aside, source[:MAX_PICTURES]), len(source))
    renderer = IPythonRenderer(
        escape=False, attachments=attachments, exclude_anchor_links=True
    )
    try:
        html = _PLACES.sub(put_back, _cleaned(renderer, text, _is_allowed))
    # No text that somebody wrote may end a page: nested too deep, a picture missing.
    except Exception:
        html = f"<pre>{escape(text)}</pre>"
    return html + note


def highlight_code(source: str, **more: object) -> str:
    """Return code as HTML, cut at a limit; more goes to nbconvert's own filter."""
    text, note = _cut(source, len(source))
    if len(text) > _MAX_COLOURED:
        return f'<div class="highlight"><pre>{escape(text)}</pre></div>{note}'
    return Highlight2HTML(pygments_lexer="ipython3")(text, **more) + note


def _is_ours(cell: dict, source: str) -> bool:
    """Whether a text is the course's own: of a cell in which nobody writes."""
    same = cell.get("source") == source and cell.get("cell_type") == "markdown"
    return same and not is_answer(cell)


def _cut(text: str, size: int) -> tuple[str, str]:
    """Return the part of a text that is shown, and HTML that says so if it is cut."""
    if len(text) <= MAX_SHOWN and size <= MAX_PICTURES:
        return text, ""
    return text[:MAX_SHOWN], f"<p><em>{_CUT.format(size=size)}</em></p>"


def _cleaned(renderer: IPythonRenderer, source: str, allowed: object) -> str:
    html = MarkdownWithMath(renderer=renderer).render(source)
    # After rendering, since Markdown makes tags and links of its own.
    return bleach.clean(html, _TAGS, allowed, _PROTOCOLS)


def _is_allowed_to_us(tag: str, name: str, value: str) -> bool:
    return name in _OURS or _is_allowed(tag, name, value)


def _is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether a tag may have an attribute of this value."""
    if (tag, name) == ("a", "href"):
        return bool(_LINK.match(value))
    if (tag, name) == ("img", "src"):
        return bool(_PICTURE.match(value))
    if name == "class":
        return value in _HIGHLIGHTED.get(tag, ())
    return name in _ATTRIBUTES
