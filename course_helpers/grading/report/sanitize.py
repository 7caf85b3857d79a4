"""What people wrote, made harmless before it stands on nbgrader's pages.

Set in nbgrader_config.py, for feedback and for the formgrader page: their templates
show answers in words and comments as they are, HTMLExporter.sanitize_html or not.
"""

import re

import bleach
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_TAGS = """
    a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img
    kbd li mark ol p pre s small span strong sub summary sup table tbody td th thead tr
    u ul
""".split()
_ATTRIBUTES = {"class", "id", "title", "alt", "width", "height", "align", "start"}
# data: is allowed for pictures; a link with it would open a page of a learner's own.
_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,")
_PROTOCOLS = ("http", "https", "mailto", "data")


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """Return Markdown as HTML that runs nothing and loads nothing from elsewhere.

    Args:
        context: of the template; its cell may have attachments.
        source: the Markdown.
    """
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    html = MarkdownWithMath(renderer=renderer).render(source)
    # After rendering, since Markdown makes tags and links of its own.
    return bleach.clean(html, _TAGS, _is_allowed, _PROTOCOLS)


def _is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether a tag may have an attribute of this value."""
    if (tag, name) == ("a", "href"):
        return bool(_LINK.match(value))
    if (tag, name) == ("img", "src"):
        return bool(_PICTURE.match(value))
    return name in _ATTRIBUTES
