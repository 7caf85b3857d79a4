"""What can be told of a cell's Python without running it."""

import ast
import contextlib
import re

_MAX_PARSED = 50_000
"""Characters of the longest text that is parsed: Python may take seconds for it."""

_STUB = "raise NotImplementedError()"
"""What nbgrader puts in place of a solution."""

_DEFINITION = re.compile(r"^(?:async def|def|class)\s+(\w+)|^(\w+)\s*=(?!=)", re.M)
_MAGIC = re.compile(
    r"^([ \t]*)(?:(?:\w+[ \t]*=[ \t]*)?[%!].*|[\w.]+\?\??[ \t]*)$", re.M
)


def defined_names(source: str) -> set[str]:
    """Return the names that a cell defines on its top level, also in broken code."""
    # Not from a syntax tree: one broken line would hide all names in its cell.
    return {name for pair in _DEFINITION.findall(source) for name in pair if name}


def is_python(source: str) -> bool:
    """Whether Python can read a cell's text, but for IPython's magics."""
    return any(tree_of(text) for text in (source, without_magics(source)))


def without_magics(source: str) -> str:
    """Return a cell's text with `pass` for IPython's magics, which take it minutes."""
    # `pass`, and not nothing: the magic may be all that stands below an `if`.
    return _MAGIC.sub(r"\1pass", source)


def tree_of(source: str) -> ast.Module | None:
    """Return the syntax tree of a text; None if Python cannot read it, or not soon."""
    if len(source) > _MAX_PARSED:
        return None
    # Half characters, long sums and deep nesting raise more than SyntaxErrors.
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.parse(source)
    return None


def is_stub(source: str) -> bool:
    """Whether every function in a text does nothing but say that it is not written."""
    tree = tree_of(source)
    if tree is None:
        return False
    # All of them, since of a class one method may be written and the next one not.
    bodies = [n.body for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    return bool(bodies) and all(map(_is_unwritten, bodies))


def _is_unwritten(body: list[ast.stmt]) -> bool:
    *docstring, last = body
    return (
        all(isinstance(statement, ast.Expr) for statement in docstring)
        and isinstance(last, ast.Raise)
        and ast.unparse(last) in ("raise NotImplementedError", _STUB)
    )
