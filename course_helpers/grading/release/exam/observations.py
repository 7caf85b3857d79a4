"""Observations as an exam has them: without what makes inputs, and without comments.

Inputs are made so that known mistakes show. Their code says which mistakes these are,
now and then how to do it right, and comments say it in words.
"""

import ast
from collections.abc import Iterable
from pathlib import Path

_Definition = ast.FunctionDef | ast.ClassDef


def reduce(folder: Path, wanted: dict[str, set[str]]) -> None:
    """Leave in a folder of observations what some functions need, and nothing else.

    Args:
        folder: with a module a lesson; it is changed.
        wanted: of each module to be kept, the names of the functions.
    """
    trees = {path.stem: _flat(path) for path in folder.glob("*.py")}
    needed = {name: set(functions) for name, functions in wanted.items()}
    before = None
    while needed != before:
        before = {name: set(names) for name, names in needed.items()}
        for name, names in before.items():
            names = _used(trees[name], names)
            needed[name] |= names
            for module, imported in _siblings(trees[name], names, trees):
                needed.setdefault(module, set()).add(imported)
    for path in folder.glob("*.py"):
        if path.stem in needed:
            tree = _kept(trees[path.stem], needed[path.stem])
            path.write_text(f"{ast.unparse(tree)}\n", encoding="utf-8")
        elif path.stem == "__init__":
            path.write_text("", encoding="utf-8")
        else:
            path.unlink()


def _flat(path: Path) -> ast.Module:
    """Read a module, each name in a statement of its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [part for statement in tree.body for part in _single(statement)]
    return tree


def _single(statement: ast.stmt) -> list[ast.stmt]:
    match statement:
        case ast.ImportFrom(module=module, names=names, level=level):
            return [ast.ImportFrom(module, [name], level) for name in names]
        case ast.Import(names=names):
            return [ast.Import([name]) for name in names]
        case ast.Assign([ast.Tuple(elts=targets)], ast.Tuple(elts=values)):
            pairs = zip(targets, values, strict=True)
            return [ast.Assign([target], value, lineno=0) for target, value in pairs]
    return [statement]


def _defined(statement: ast.stmt) -> set[str]:
    """Return the names that a statement on a module's top level gives a value."""
    match statement:
        case ast.ImportFrom(names=[alias]) | ast.Import(names=[alias]):
            return {alias.asname or alias.name.partition(".")[0]}
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
    stored = (n for n in ast.walk(statement) if isinstance(n, ast.Name))
    return {name.id for name in stored if isinstance(name.ctx, ast.Store)}


def _used(tree: ast.Module, names: Iterable[str]) -> set[str]:
    """Return names with all of the module's that their definitions use."""
    homes = {name: part for part in tree.body for name in _defined(part)}
    used, left = set(), set(names)
    while left:
        used |= left
        parts = [homes[name] for name in left if name in homes]
        read = {n.id for p in parts for n in ast.walk(p) if isinstance(n, ast.Name)}
        left = (read & homes.keys()) - used
    return used


def _siblings(
    tree: ast.Module, names: set[str], modules: Iterable[str]
) -> list[tuple[str, str]]:
    """Return which names a module imports from which other one in the folder."""
    return [
        (module, part.names[0].name)
        for part in tree.body
        if isinstance(part, ast.ImportFrom) and _defined(part) <= names
        for module in [(part.module or "").rpartition(".")[2]]
        if module in modules and ".observe." in f".{part.module}"
    ]


def _kept(tree: ast.Module, names: set[str]) -> ast.Module:
    body = [part for part in tree.body if _defined(part) & names]
    for node in (n for part in body for n in ast.walk(part)):
        if isinstance(node, _Definition) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.Module(body, [])
