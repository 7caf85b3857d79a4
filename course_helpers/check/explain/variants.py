"""The same formula with one mistake in it, whichever that may be."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from course_helpers.check.explain.formula import (
    ELEMENTWISE,
    OPERATORS,
    REDUCTIONS,
    Tree,
)

Change = Callable[[Tree], Iterator[Tree]]


def variants(trees: Sequence[Tree], names: Iterable[str] = ()) -> Iterator[Tree]:
    """Yield a formula with one thing changed, each variant once.

    What learners forget comes first: of two variants with the same result the simpler
    one is the likelier.

    Args:
        trees: the formula, in the forms in which people write it.
        names: of values that may have come into it by mistake.
    """
    leaves = [("name", name) for name in names]
    changes = (_exchanged, _replaced, _longer, lambda part: _joined(part, leaves))
    yield from _each_once(trees, (*_OFTEN, *changes))


def likely_variants(trees: Sequence[Tree]) -> Iterator[Tree]:
    """Yield those of one change that learners may well combine with another one."""
    yield from _each_once(trees, _OFTEN)


def _each_once(trees: Sequence[Tree], changes: Sequence[Change]) -> Iterator[Tree]:
    seen = {*trees}
    for change in changes:
        for tree in trees:
            whole = change in (_exchanged, _replaced)
            for variant in change(tree) if whole else _everywhere(tree, change):
                if variant not in seen:
                    seen.add(variant)
                    yield variant


def _everywhere(tree: Tree, change: Change) -> Iterator[Tree]:
    yield from change(tree)
    kind, word, *parts = tree
    for place, part in enumerate(parts if kind in ("op", "call") else ()):
        for variant in _everywhere(part, change):
            yield (kind, word, *parts[:place], variant, *parts[place + 1 :])


def _shorter(tree: Tree) -> Iterator[Tree]:
    """Leave a function out, or one side of a sum or product."""
    kind, _, *parts = tree
    if kind in ("op", "call"):
        yield from parts


def _other(tree: Tree) -> Iterator[Tree]:
    """Put another function, sign or number in place of one."""
    kind, word, *parts = tree
    if kind == "call":
        same_kind = REDUCTIONS if word in REDUCTIONS else ELEMENTWISE
        yield from ((kind, other, *parts) for other in same_kind if other != word)
    if kind == "op":
        yield kind, word, parts[1], parts[0]
    if kind == "op" and word in OPERATORS:
        yield from ((kind, other, *parts) for other in OPERATORS if other != word)
    if kind == "number":
        yield kind, word + 1
        yield kind, word - 1


def _moved(tree: Tree) -> Iterator[Tree]:
    """Move a bracket, or one side of a sum into or out of a function."""
    kind, word, *parts = tree
    if kind == "op":
        (left, right), below = parts, parts[0]
        if below[0] == "op":
            _, sign, first, second = below
            yield "op", sign, first, ("op", word, second, right)
            # Into the first factor.
            yield "op", sign, ("op", word, first, right), second
        if below[0] == "call":
            yield "call", below[1], ("op", word, below[2], right)
        if right[0] == "call":
            yield "call", right[1], ("op", word, left, right[2])
    if kind == "call" and parts[0][0] == "call":
        yield kind, parts[0][1], (kind, word, parts[0][2])
    if kind == "call" and parts[0][0] == "op":
        _, sign, first, second = parts[0]
        yield "op", sign, ("call", word, first), second
        yield "op", sign, first, ("call", word, second)
        yield "op", sign, ("call", word, first), ("call", word, second)


def _longer(tree: Tree) -> Iterator[Tree]:
    """Put one function more around a part."""
    yield from (("call", name, tree) for name in ELEMENTWISE)
    yield "call", "transposed", tree
    yield from (("op", "/", tree, ("call", name, tree)) for name in REDUCTIONS)


def _joined(tree: Tree, leaves: list[Tree]) -> Iterator[Tree]:
    """Let a value, or a factor of two, come into a part."""
    two = "number", 2
    yield "op", "*", tree, two
    yield "op", "/", tree, two
    yield from (("op", sign, tree, leaf) for leaf in leaves for sign in "*/+-")


def _replaced(tree: Tree) -> Iterator[Tree]:
    """Put another function in place of one wherever it stands."""
    for name in sorted(words_of(tree, "call")):
        kinds = REDUCTIONS if name in REDUCTIONS else ELEMENTWISE
        yield from (_renamed(tree, {name: other}) for other in kinds if other != name)


def _exchanged(tree: Tree) -> Iterator[Tree]:
    """Let two names change places everywhere, or one stand for both."""
    names = sorted(words_of(tree, "name"))
    for name in names:
        for other in names:
            if name < other:
                yield _renamed(tree, {name: other, other: name})
            if name != other:
                yield _renamed(tree, {name: other})


def with_number(tree: Tree, name: str, value: float) -> Tree:
    """Return a formula with a number in place of a name."""
    kind, word, *parts = tree
    if tree == ("name", name):
        return "number", value
    if kind not in ("op", "call"):
        return tree
    return (kind, word, *(with_number(part, name, value) for part in parts))


def words_of(tree: Tree, wanted: str) -> set[str]:
    """Return the words of a formula of one kind, such as all of its names."""
    kind, word, *parts = tree
    below = [words_of(part, wanted) for part in parts if kind in ("op", "call")]
    return set().union({word} if kind == wanted else (), *below)


def _renamed(tree: Tree, names: dict[str, str]) -> Tree:
    kind, word, *parts = tree
    if kind == "number":
        return tree
    return (kind, names.get(word, word), *(_renamed(part, names) for part in parts))


_OFTEN: tuple[Change, ...] = (_shorter, _other, _moved)
"""What learners do most, and may do twice."""
