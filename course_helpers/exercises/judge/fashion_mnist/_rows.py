"""What rows of outputs tell of a network whose weights nobody knows."""

import torch

ALIKE = 0.25
"""Least correlation of two outputs for the same images.

Of 64 rows that do not follow the images it has a standard deviation of 0.04; dropout
of 0.5 that is always on behind one hidden layer leaves 0.7.
"""


def follows(rows: torch.Tensor, others: torch.Tensor) -> bool:
    """Whether two outputs for the same images are alike, and not for all images.

    Where dropout is always on, the same image gives rows that are only alike.
    """
    if rows.shape != others.shape:
        return False
    a, b = (table - table.mean(dim=0) for table in (rows, others))
    # Rounding makes equal rows differ, too, but by far less.
    if float(a.norm()) < 1e-6 * float(rows.norm()):
        return False
    # Not `<`: comparisons with NaN are never true.
    return float((a * b).sum() / (a.norm() * b.norm())) > ALIKE


def is_straight(*outputs: torch.Tensor) -> bool:
    """Whether the scores half-way between two images are half-way, too.

    Log-probabilities are the scores minus one number a row.
    """
    # Probabilities, where the logarithm was forgotten: that costs other points.
    logs = [o.log() if (o > 0).all() else o for o in outputs]
    # A ReLU behind the last layer bends the line, but is no hidden activation: where it
    # cut the rows, only the scores above the cut are compared.
    cut = torch.stack([_cut_rows(o) for o in logs])
    if (cut.double().mean(dim=1) > 0.5).all():
        a, middle, b = (o - o.amin(dim=1, keepdim=True) for o in logs)
        chosen = (a > 0) & (b > 0) & cut.all(dim=0).view(-1, 1)
    else:
        a, middle, b = (o - o.mean(dim=1, keepdim=True) for o in logs)
        chosen = torch.ones_like(a, dtype=torch.bool)
    off = ((a + b) / 2 - middle)[chosen].abs().sum()
    # Compared with how far the images move the scores: behind layers of sigmoids at
    # initial weights that is little beside the scores themselves. Measured: one to five
    # such layers bend the line by 9e-2, rounding by 5e-6.
    bent = off > 1e-3 * (a - b)[chosen].abs().sum()
    # Beside large biases rounding may be as large as what the images do. Measured:
    # rounding makes 1e-6 of the scores, five layers of sigmoids 2e-5.
    return not bent or bool(off < 5e-6 * middle[chosen].abs().sum())


def _cut_rows(logs: torch.Tensor) -> torch.Tensor:
    """Say of each row whether it reaches its minimum twice: a ReLU cut it at 0."""
    return (logs == logs.amin(dim=1, keepdim=True)).sum(dim=1) > 1
