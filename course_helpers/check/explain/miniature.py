"""The likeliest mistake behind a wrong result, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import torch

from course_helpers.check.explain.formula import (
    Tree,
    Values,
    computed,
    parse,
    written,
)
from course_helpers.check.explain.relation import relation
from course_helpers.check.explain.variants import (
    likely_variants,
    variants,
    with_number,
    words_of,
)

_FEWEST, _FEWEST_FOR_TWO = 2, 6
"""Values that a formula with one mistake, or with two, must explain to be believed."""
_MOST_FOR_TWO = 1500
"""Formulas with two mistakes that are tried: half a second."""
_LARGE = 10_000
"""Values in a case from which on a formula takes long: no two mistakes, no memory."""

Case = tuple[Values, torch.Tensor | None]
"""What the names in a formula stand for, and the result that came, if one did."""


@dataclass(frozen=True)
class Formula:
    """The formula that an answer should compute, and what came of it.

    Attributes:
        texts: the formula, in the forms in which people write it; see `formula.parse`.
        cases: values of its names, and what came of each, float64. Other values that
            belong to a case may stand there, too: they may have come in by mistake.
    """

    texts: Sequence[str]
    cases: Sequence[Case]

    @cached_property
    def mistaken(self) -> str:
        """The formula whose values came, with its mistakes; empty if none is known."""
        # Of what is not finite too many formulas give the same.
        ran = [(v, got) for v, got in self.cases if got is not None]
        cases = [_Case(v, got) for v, got in ran if got.isfinite().all()]
        count = sum(case.got.numel() for case in cases)
        rights = list(map(parse, self.texts))
        # What is right in all cases has no mistake that could be told.
        if count < _FEWEST or all(case.gives(rights[0]) for case in cases):
            return ""
        names = sorted(cases[0].values)
        match = _first(variants(rights, names), cases) or _fixed(rights, cases)
        small = not any(case.is_large for case in cases)
        if match is None and count >= _FEWEST_FOR_TWO and small:
            singles = likely_variants(rights)
            doubles = (two for single in singles for two in likely_variants([single]))
            match = _first(islice(doubles, _MOST_FOR_TWO), cases)
        return written(match) if match else ""


def likely_mistake(
    formula: Formula | None,
    got: torch.Tensor | None = None,
    want: torch.Tensor | None = None,
) -> str:
    """Say which mistake gives a wrong result; empty if none is known that does.

    Args:
        formula: what should be computed, and what came in all cases.
        got: what came in the case that is shown, float64.
        want: the reference there, float64.
    """
    if formula and formula.mistaken:
        return (
            f"Your values are those of `{formula.mistaken}`. Compare this with the "
            "formula of the task, part by part."
        )
    return "" if got is None or want is None else relation(got, want)


class _Case:
    def __init__(self, values: Values, got: torch.Tensor) -> None:
        self.values = values
        self.got = got.squeeze()
        self.is_large = any(value.numel() > _LARGE for value in values.values())
        self.results: dict[Tree, torch.Tensor | None] = {}

    def number_between(self, zero: Tree, one: Tree) -> float | None:
        """Return the number for which a formula gives what came.

        Args:
            zero: the formula for 0.
            one: the formula for 1.
        """
        ends = [computed(tree, self.values, {}) for tree in (zero, one)]
        if any(end is None or end.squeeze().shape != self.got.shape for end in ends):
            return None
        start, slope = ends[0].squeeze(), (ends[1] - ends[0]).squeeze()
        steep = slope.abs() > 1e-9
        if not steep.any():
            return None
        return float(((self.got - start)[steep] / slope[steep]).mean())

    def gives(self, tree: Tree) -> bool:
        """Whether a formula gives what came; shapes may differ by dimensions of 1."""
        known = {} if self.is_large else self.results
        result = computed(tree, self.values, known)
        if result is None or result.squeeze().shape != self.got.shape:
            return False
        # nan is what came where something overflowed, not what a mistake gives.
        return torch.allclose(result.squeeze(), self.got, rtol=1e-4, atol=1e-6)


def _fixed(rights: Iterable[Tree], cases: list[_Case]) -> Tree | None:
    """Return a formula with a fixed number in place of a name, if that gives all.

    The formula must be linear in that name: then two results tell all others.
    """
    for right in rights:
        for name in sorted(words_of(right, "name")):
            if any(case.values[name].dim() for case in cases):
                continue
            ends = [with_number(right, name, value) for value in (0.0, 1.0)]
            numbers = [case.number_between(*ends) for case in cases]
            if None in numbers or len({f"{n:.4g}" for n in numbers}) > 1:
                continue
            match = with_number(right, name, float(f"{numbers[0]:.4g}"))
            if all(case.gives(match) for case in cases):
                return match
    return None


def _first(trees: Iterable[Tree], cases: list[_Case]) -> Tree | None:
    fitting = (tree for tree in trees if all(case.gives(tree) for case in cases))
    return next(fitting, None)
