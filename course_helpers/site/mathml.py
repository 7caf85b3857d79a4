"""Formulas as MathML, made while the site is built: it needs no script."""

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util.logging import getLogger

_log = getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Make this known to Sphinx, as the math renderer "mathml"."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True}


def _inline(writer: Any, node: nodes.math) -> None:
    writer.body.append(_formula(node, "inline"))
    raise nodes.SkipNode


def _block(writer: Any, node: nodes.math_block) -> None:
    # A wide one scrolls by itself: by keyboard, too, where it can be reached.
    formula = _formula(node, "block")
    writer.body.append(f'<div class="formula" tabindex="0">{formula}</div>\n')
    raise nodes.SkipNode


def _formula(node: nodes.Element, display: str) -> str:
    text = node.astext()
    formula = convert(text, display=display)
    if "\\" in formula:  # a command that is not known is left as it is
        _log.warning("formula: a command in %s is not known", text, location=node)
    return formula
