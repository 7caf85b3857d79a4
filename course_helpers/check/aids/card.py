"""What a check prints, as a card where a notebook shows HTML.

Words say all that colours say, for whoever does not see them or reads with ears. Of
colours only the edge and the bar have any, so that all is readable on dark ground, too.
"""

import re
from html import escape

RIGHT, WRONG, PLAIN, OTHER = "#2e9e4f", "#d1493f", "#6b7f99", "#c58a1b"
"""Colours of the edge: all is well; something is not yet; neither of them; and what
turns out otherwise, which is no mistake."""

_CARD = (
    '<div style="border-left: 5px solid {colour}; padding: 2px 0 2px 12px; '
    'white-space: pre-wrap; line-height: 1.5">{body}</div>'
)
_BAR = (
    '<span style="display: inline-block; width: 120px; height: 8px; '
    'background: #8885"><span style="display: block; height: 8px; '
    'width: {percent}%; background: {colour}"></span></span>'
)
_BLOCK = re.compile(r"```(?:python)?\n(.*?)\n?```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


def card(text: str, colour: str = PLAIN, word: str = "", share: float = -1) -> str:
    """Return a text as HTML, its first line as a heading.

    Args:
        text: what a terminal shows.
        colour: of the edge.
        word: stands beside the heading and says what the colour says.
        share: of the points, in [0, 1], drawn as a bar; none below 0.
    """
    heading, _, rest = text.partition("\n")
    top = f"<b>{escape(heading)}</b>"
    if share >= 0:
        top += " " + _BAR.format(percent=round(100 * share), colour=colour)
    if word:
        top += f" <b>{escape(word)}</b>"
    body = "\n".join(filter(None, (top, _marked_up(rest))))
    return _CARD.format(colour=colour, body=body)


def plain_text(text: str) -> str:
    """Return a text with marks for code as a terminal shows it."""
    return _BLOCK.sub(lambda m: _indented(m[1]), text)


def _marked_up(text: str) -> str:
    parts = _BLOCK.split(text)
    # Every second part is code.
    parts[::2] = [_CODE.sub(r"<code>\1</code>", escape(part)) for part in parts[::2]]
    parts[1::2] = [f"<code>{escape(_indented(part))}</code>" for part in parts[1::2]]
    return "".join(parts)


def _indented(code: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in code.split("\n"))
