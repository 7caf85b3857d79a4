"""What can be told of a cell's Python without running it."""

import ast
import contextlib
import operator
import re
import threading
import warnings
from collections.abc import Callable, Container, Iterator
from itertools import pairwise
from typing import Any

_MAX_PARSED = 50_000
"""Characters of the longest text that is parsed: Python may take seconds for it."""

_PARSING = threading.RLock()
_LEARNERS = "<learner>"
"""What code is called in warnings about it."""

_STUB = "raise NotImplementedError()"
"""What nbgrader puts in place of a solution."""

_DEFINITION = re.compile(
    r"^(?:async def|def|class)\s+(\w+)|^(\w+)\s*(?::.*)?=(?!=)", re.M
)
_MAGIC = re.compile(
    r"^([ \t]*)(?:(?:\w+[ \t]*=[ \t]*)?[%!].*|[\w.]+\?\??[ \t]*)$", re.M
)
_CELL_MAGIC = re.compile(r"\s*%%(\w+)")
_UNSEEN = re.compile(
    r"\b(?:exec|globals|setattr|run_cell)\(|import \*|^[ \t]*%run\b", re.M
)
"""What may give any name a value, unseen in the text."""
_RUNS_HERE = ("time", "capture", "prun")
"""Cell magics that run what stands below them as if they were not there."""


def defined_names(source: str) -> set[str]:
    """Return the names that a cell defines on its top level, also in broken code."""
    tree = cell_tree(source)
    if tree:
        return set(_bound(tree))
    if _is_foreign(source):
        return set()
    # One broken line would hide all names in its cell.
    return {name for pair in _DEFINITION.findall(source) for name in pair if name}


def _bound(tree: ast.Module) -> Iterator[str]:
    """Yield the names that get a value, below an `if` or a `with` as well."""
    nodes: list[ast.AST] = [tree]
    for node in nodes:  # it grows on the way: a sum may lie too deep for recursion
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (name.asname or name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.comprehension):
            nodes.append(node.iter)  # its variable is gone afterwards
        elif not _binds_nothing(node):
            nodes += ast.iter_child_nodes(node)


def _binds_nothing(node: ast.AST) -> bool:
    """Whether what stands in it gives no name of the cell's a value."""
    is_bare = isinstance(node, ast.AnnAssign) and node.value is None
    return is_bare or isinstance(node, ast.Lambda)


def cell_tree(source: str) -> ast.Module | None:
    """Return the syntax tree of a cell, which may use magics; None if it is no code."""
    if _is_foreign(source):
        return None
    return tree_of(source) or tree_of(without_magics(source))


def _is_foreign(source: str) -> bool:
    """Whether a cell magic takes what stands below it for something else than code."""
    magic = _CELL_MAGIC.match(source)
    return magic is not None and magic[1] not in _RUNS_HERE


def statements(source: str) -> list[str]:
    """Return a cell's statements, each with the comments above it.

    Those on the same line stay together, and so does all below a cell magic.
    """
    tree = None if _CELL_MAGIC.match(source) else cell_tree(source)
    lines, starts = source.split("\n"), [0]
    for before, _ in pairwise(tree.body if tree else []):
        starts.append(before.end_lineno or 0)
    ends = [*starts[1:], len(lines)]
    texts = ["\n".join(lines[s:e]) for s, e in zip(starts, ends, strict=True)]
    return [text for text in texts if text.strip()]


def literals(source: str) -> dict[str, Any]:
    """Return the names and values of a text that does nothing but give them.

    Returns:
        Such as {"a": 2, "b": (1, 2)}; sums and products of numbers are worked out.
        Empty if anything else in the text is to be computed.
    """
    tree = tree_of(source)
    values = {}
    for node in tree.body if tree else []:
        if not isinstance(node, ast.Assign) or len(node.targets) > 1:
            return {}
        name = node.targets[0]
        try:
            value = _worked_out(node.value)
        except (ValueError, TypeError, ArithmeticError, RecursionError, MemoryError):
            return {}
        if not isinstance(name, ast.Name):
            return {}
        values[name.id] = value
    return values


_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
}
"""Without powers: some take for ever."""


def _worked_out(node: ast.expr) -> Any:
    if isinstance(node, ast.Tuple):
        return tuple(map(_worked_out, node.elts))
    # Complex numbers are written with a sign: literal_eval knows them.
    if not isinstance(node, ast.BinOp) or type(node.op) not in _ARITHMETIC:
        return ast.literal_eval(node)
    left, right = _worked_out(node.left), _worked_out(node.right)
    # A text may be multiplied, too, and have any length then.
    if not all(isinstance(value, int | float) for value in (left, right)):
        raise ValueError("expected numbers")
    return _ARITHMETIC[type(node.op)](left, right)


def without_functions(source: str) -> str:
    """Return a cell's text without the functions on its top level."""
    tree, lines = cell_tree(source), source.split("\n")
    for node in tree.body if tree else []:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for number in range(node.lineno - 1, node.end_lineno or 0):
                lines[number] = ""
    return "\n".join(lines)


def is_python(source: str) -> bool:
    """Whether Python can read a cell's text, but for IPython's magics."""
    return cell_tree(source) is not None


def without_magics(source: str) -> str:
    """Return a cell's text with `pass` for IPython's magics, which take it minutes."""
    # `pass`, and not nothing: the magic may be all that stands below an `if`.
    return _MAGIC.sub(r"\1pass", source)


def tree_of(source: str) -> ast.Module | None:
    """Return the syntax tree of a text; None if Python cannot read it, or not soon."""
    if len(source) > _MAX_PARSED:
        return None
    # Half characters, long sums and deep nesting raise more than SyntaxErrors.
    errors = (SyntaxError, ValueError, RecursionError, MemoryError)
    with contextlib.suppress(*errors):
        return parsed(source)
    return None


def parsed(source: str | bytes) -> ast.Module:
    """Return the syntax tree of a text, one at a time.

    Python 3.11 counts for all threads together how deep it is in a tree: two that
    parse at once may end in a SystemError, and a class is graded in threads.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: Python cannot read it.
    """
    with _PARSING:
        # About a learner's text; whoever grades can do nothing about it. Not with
        # catch_warnings: at its end it takes back what other threads have set.
        warnings.filterwarnings("ignore", module=_LEARNERS)
        return ast.parse(source, _LEARNERS)


def is_stub(source: str, answers: Container[str] = ()) -> bool:
    """Whether every function in a text does nothing but say that it is not written.

    Args:
        source: the text of a cell.
        answers: names that, given a value in another way, make it more than a stub.
    """
    tree = cell_tree(source)
    # Many leave the stub in place and write below it: `neuron = lambda ...`.
    if tree is None or _UNSEEN.search(source) or _gives_value(tree, answers):
        return False
    # All of them, since of a class one method may be written and the next one not.
    bodies = [n.body for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    return bool(bodies) and all(map(_is_unwritten, bodies))


def _gives_value(tree: ast.Module, names: Container[str]) -> bool:
    """Whether a name gets its value from something else than a definition."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    rest = [node for node in tree.body if not isinstance(node, kinds)]
    return any(name in names for name in _bound(ast.Module(rest, [])))


def _is_unwritten(body: list[ast.stmt]) -> bool:
    *docstring, last = body
    return (
        all(isinstance(statement, ast.Expr) for statement in docstring)
        and isinstance(last, ast.Raise)
        and ast.unparse(last) in ("raise NotImplementedError", _STUB)
    )
