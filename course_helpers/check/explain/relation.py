"""What a wrong result has to do with the right one, whatever the exercise."""

import torch

_NEAR = 0.05
"""How far an approximation is off, at most, as a share of the largest value."""


def relation(got: torch.Tensor, want: torch.Tensor) -> str:
    """Say in a sentence how a result comes from the right one; empty if it does not.

    Args:
        got: float64, of any shape.
        want: float64.
    """
    want = want.to(torch.float64)
    if want.numel() < 2:
        # A single number fits many a relation by chance.
        is_number = got.numel() == want.numel() == 1
        return _rounded(got.reshape(want.shape), want) if is_number else ""
    if got.dim() == want.dim() == 2 and _turned(got, want):
        return "Rows and columns have changed places."
    if got.shape != want.shape:
        return ""
    if not got.isfinite().all():
        return _not_finite(got)
    relations = (
        *(_constant, _factor, _shift, _signs, _order),
        *(_rounded, _rows, _near),
    )
    for said in relations:
        if text := said(got, want):
            return text
    return ""


def _turned(got: torch.Tensor, want: torch.Tensor) -> bool:
    return got.shape == want.T.shape and _close(got, want.T)


def _close(got: torch.Tensor, want: torch.Tensor) -> bool:
    return torch.allclose(got, want, rtol=1e-4, atol=1e-5)


def _number(value: float) -> str:
    return f"{value:.4g}"


def _not_finite(got: torch.Tensor) -> str:
    bad = got[~got.isfinite()]
    word = "nan" if bad.isnan().any() else "inf"
    causes = "0 / 0, inf - inf or the log of a negative number"
    return (
        f"{len(bad)} of {got.numel()} values are {word}, as "
        f"{causes if word == 'nan' else 'a division by 0 or the exp of a large number'}"
        " gives."
    )


def _constant(got: torch.Tensor, want: torch.Tensor) -> str:
    if not _close(got, got.flatten()[0].expand_as(got)):
        return ""
    return f"All your values are {_number(got.flatten()[0])}, whatever came in."


def _factor(got: torch.Tensor, want: torch.Tensor) -> str:
    """Whether all values, or those of each row, are too large by one factor."""
    total = float((got * want).sum() / want.square().sum())
    if _close(got, total * want) and abs(total) > 1e-6:
        inverse = f" (1 / {_number(1 / total)})" if abs(total) < 1 else ""
        return f"Your values are {_number(total)}{inverse} times the right ones."
    if got.dim() != 2 or min(got.shape) < 2:
        return ""
    for dim, each in ((1, "row"), (0, "column")):
        factors = (got * want).sum(dim, True) / want.square().sum(dim, True)
        # A table of one factor a value would fit everything.
        if want.shape[dim] > 2 and _close(got, factors * want):
            return f"In each {each} your values are the right ones times a number."
    return ""


def _shift(got: torch.Tensor, want: torch.Tensor) -> str:
    offsets = got - want
    if not _close(offsets, offsets.mean().expand_as(offsets)):
        return ""
    more = "more" if offsets.mean() > 0 else "less"
    return f"Each of your values is {_number(abs(float(offsets.mean())))} {more}."


def _signs(got: torch.Tensor, want: torch.Tensor) -> str:
    if not _close(got.abs(), want.abs()):
        return ""
    wrong = int((got * want < 0).sum())
    return f"The signs of {wrong} of {want.numel()} values are lost."


def _order(got: torch.Tensor, want: torch.Tensor) -> str:
    if not _close(got.flatten().sort().values, want.flatten().sort().values):
        return ""
    return "These are the right values in another order."


def _rows(got: torch.Tensor, want: torch.Tensor) -> str:
    """Whether the first rows are right, or the last, and the others are not."""
    rows = [_close(*pair) for pair in zip(got, want, strict=True)]
    count = sum(rows)
    if got.dim() == 0 or not 0 < count < len(rows):
        return ""
    what = "row" if got.dim() > 1 else "value"
    if all(rows[:count]):
        return (
            f"Your first {count} of {len(rows)} {what}s are right, those after are not."
        )
    if all(rows[-count:]):
        return f"Only your last {count} of {len(rows)} {what}s are right."
    return ""


def _rounded(got: torch.Tensor, want: torch.Tensor) -> str:
    """Whether values are rounded or cut."""
    for digits in range(want.numel() == 1, 4):
        if _close(got, want.round(decimals=digits)):
            return "Your values are rounded. Leave them as they are."
    if want.numel() > 1 and _close(got, want.trunc()):
        return "Your values are whole: what follows the point is lost."
    return ""


def _near(got: torch.Tensor, want: torch.Tensor) -> str:
    if float((got - want).abs().max()) < _NEAR * float(want.abs().max()):
        return "Your values are near the right ones, as those of an approximation."
    return ""
