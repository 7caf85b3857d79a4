"""A formula as a tree: read from text, written as text, computed for given values."""

import ast
from collections.abc import Callable, Mapping

import torch

Tree = tuple
"""("name", x), ("number", 2.0), ("call", function, tree), ("op", sign, left, right)."""
Values = Mapping[str, torch.Tensor]
"""What the names in a formula stand for: float64 tensors."""

ELEMENTWISE: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "exp": torch.exp,
    "log": torch.log,
    "sqrt": torch.sqrt,
    "square": torch.square,
    "abs": torch.abs,
    "sign": torch.sign,
    "exp2": torch.exp2,
    "floor": torch.floor,
    "ceil": torch.ceil,
    "round": torch.round,
    "minus": torch.neg,
}


def _deviation(x: torch.Tensor, dim: int, keepdim: bool) -> torch.Tensor:
    squares = (x - x.mean(dim, True)).square().sum(dim, keepdim)
    return (squares / max(x.shape[dim] - 1, 1)).sqrt()


_STATISTICS: dict[str, Callable[..., torch.Tensor]] = {
    "sum": torch.sum,
    "mean": torch.mean,
    "max": torch.amax,
    "min": torch.amin,
    "std": _deviation,
    "var": lambda x, dim, keepdim: _deviation(x, dim, keepdim).square(),
    "norm": lambda x, dim, keepdim: x.square().sum(dim, keepdim).sqrt(),
    "median": lambda x, dim, keepdim: x.median(dim, keepdim).values,
    "last": lambda x, dim, keepdim: x.select(dim, -1).unsqueeze(dim),
    "first": lambda x, dim, keepdim: x.select(dim, 0).unsqueeze(dim),
}
_ALL = "all_"


def _reduction(statistic: str, dim: int | None) -> Callable[..., torch.Tensor]:
    function = _STATISTICS[statistic]
    if dim is None:
        return lambda x: function(x.flatten(), 0, False)
    return lambda x: function(x, dim, True)


REDUCTIONS = {
    f"{direction}_{statistic}": _reduction(statistic, dim)
    for direction, dim in {"row": -1, "column": 0, "all": None}.items()
    for statistic in _STATISTICS
}
"""The sum of each row, of each column, or of everything; and so on."""
FUNCTIONS = {
    **ELEMENTWISE,
    **REDUCTIONS,
    "transposed": lambda x: x.mT if x.dim() > 1 else x,
}

OPERATORS: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "+": torch.add,
    "-": torch.sub,
    "*": torch.mul,
    "/": torch.div,
    "@": torch.matmul,
}
_COMPARED = "<"
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"}
_NODES = {sign: node for node, sign in _SIGNS.items()}


def parse(text: str) -> Tree:
    """Return the tree of a formula, such as "sigmoid(x @ transposed(w) + b)"."""
    return _tree(ast.parse(text, mode="eval").body)


def _tree(node: ast.expr) -> Tree:
    if isinstance(node, ast.BinOp):
        return "op", _SIGNS[type(node.op)], _tree(node.left), _tree(node.right)
    if isinstance(node, ast.Compare):
        return "op", _COMPARED, _tree(node.left), _tree(node.comparators[0])
    if isinstance(node, ast.Call):
        return "call", node.func.id, _tree(node.args[0])
    return ("name", node.id) if isinstance(node, ast.Name) else ("number", node.value)


def written(tree: Tree) -> str:
    """Return a tree's formula as text."""
    return ast.unparse(_node(tree))


def _node(tree: Tree) -> ast.expr:
    kind, word, *parts = tree
    if word == _COMPARED:
        return ast.Compare(_node(parts[0]), [ast.Lt()], [_node(parts[1])])
    if kind == "op":
        return ast.BinOp(_node(parts[0]), _NODES[word](), _node(parts[1]))
    if kind == "name":
        return ast.Name(word)
    if kind == "number":
        return ast.Constant(word)
    if word == "minus":
        return ast.UnaryOp(ast.USub(), _node(parts[0]))
    if word == "transposed":
        return ast.Attribute(_node(parts[0]), "T")
    if word == "exp2":
        return ast.BinOp(ast.Constant(2), ast.Pow(), _node(parts[0]))
    return ast.Call(ast.Name(word.removeprefix(_ALL)), [_node(parts[0])], [])


def computed(
    tree: Tree, values: Values, known: dict[Tree, torch.Tensor | None] | None = None
) -> torch.Tensor | None:
    """Return what a formula gives; None where its shapes do not fit together.

    Args:
        tree: the formula.
        values: what its names stand for.
        known: results for the same values, which are used and added to.
    """
    known = {} if known is None else known
    if tree not in known:
        try:
            known[tree] = _result(tree, values, known)
        except (RuntimeError, IndexError):
            known[tree] = None
    return known[tree]


def _result(
    tree: Tree, values: Values, known: dict[Tree, torch.Tensor | None]
) -> torch.Tensor | None:
    kind, word, *parts = tree
    if kind == "name":
        return values[word]
    if kind == "number":
        return torch.tensor(float(word), dtype=torch.float64)
    arguments = [computed(part, values, known) for part in parts]
    if any(argument is None for argument in arguments):
        return None
    if word == _COMPARED:
        return (arguments[0] < arguments[1]).double()
    return (OPERATORS if kind == "op" else FUNCTIONS)[word](*arguments)
