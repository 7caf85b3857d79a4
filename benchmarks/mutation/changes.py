"""What is changed in a mutant: one place of a module's syntax tree."""

import ast
import copy
from collections.abc import Callable, Iterator

OTHER = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give each change of one place of a tree: what it is, and what makes it."""

    def put(field: str, value: object) -> Callable[[], None]:
        return lambda: setattr(node, field, value)

    match node:
        case ast.Compare(ops=[operator, *rest]) if type(operator) in OTHER:
            new = OTHER[type(operator)]()
            yield (
                f"{type(operator).__name__} to {type(new).__name__}",
                put("ops", [new, *rest]),
            )
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator):
            if new := OTHER.get(type(operator)):
                yield f"{type(operator).__name__} to {new.__name__}", put("op", new())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield (
                "not left out",
                lambda: vars(node).update(
                    op=ast.UAdd(), operand=ast.Call(ast.Name("bool"), [operand], [])
                ),
            )
        case ast.Constant(value=bool(value)):
            yield f"{value} to {not value}", put("value", not value)
        case ast.Constant(value=int() | float() as value):
            new = value + 1 if isinstance(value, int) else value * 2 or 1.0
            yield f"{value} to {new}", put("value", new)
        case ast.Name(id=name) if name in NAMES:
            yield f"{name} to {NAMES[name]}", put("id", NAMES[name])
        case ast.If() | ast.IfExp():
            for value in (True, False):
                yield f"if {value}", put("test", ast.Constant(value))
        case ast.Return(value=ast.expr() as value) if not is_empty(value):
            yield "returns nothing", put("value", ast.Constant(""))


def is_empty(value: ast.expr) -> bool:
    """Whether it is written as what holds nothing: "", 0, None, [], {}."""
    try:
        return not ast.literal_eval(value)
    except ValueError:
        return False


def places(tree: ast.Module) -> list[tuple[int, int]]:
    """Return all changes of a tree: the place of the node, the number of its change."""
    return [
        (place, number)
        for place, node in enumerate(ast.walk(tree))
        for number, _ in enumerate(changes(node))
    ]


def mutated(tree: ast.Module, place: int, number: int) -> tuple[ast.Module, str]:
    """Return a copy of a tree with one change, and what it is."""
    new = copy.deepcopy(tree)
    node = list(ast.walk(new))[place]
    what, make = list(changes(node))[number]
    make()
    line = getattr(node, "lineno", 0)
    return ast.fix_missing_locations(new), f"{line}: {what}"
