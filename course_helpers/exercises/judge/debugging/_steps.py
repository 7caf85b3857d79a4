"""Lesson 10: how long the first steps of a training are, measured by the gradient."""

from dataclasses import dataclass

import torch

from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import batches_of
from course_helpers.exercises.judge.debugging._runs import Loss, Way, run
from course_helpers.exercises.judge.trained_weights import tensors

_ROUNDING = 5e-3
"""Share of a step that float32 weights may lose of it, small steps most."""


@dataclass(frozen=True)
class Steps:
    """The first steps in the cases of one batch, which differ in rate and gradient.

    Attributes:
        lrs: each step's length, divided by its gradient's.
        norms: the length of each gradient.
    """

    lrs: list[float]
    norms: list[float]

    def rates(self, given: list[float | None]) -> tuple[list[float], str]:
        """Return each case's learning rate, none if they follow no rule, and a message.

        Args:
            given: the rates that the cases gave; None where the learner chooses.
        """
        if None in given:
            equal = _near(*self.lrs)
            return ([self.lrs[0]] * len(given), "") if equal else ([], self._cut())
        shares = [lr / want for lr, want in zip(self.lrs, given, strict=False)]
        if all(_near(share, 1.0) for share in shares):
            return list(given), ""
        if _near(*self.lrs):
            text = f"the steps are {self.lrs[0]:.3g} times the gradient, whatever lr "
            return [self.lrs[0]] * len(given), f"{text}is: use the one that is given."
        if _near(*shares):
            text = f"the steps are {shares[0]:.3g} times as long as lr times the "
            text += "gradient: rate and loss were not ill, leave them as they were."
            return [shares[0] * want for want in given], text
        return [], self._cut()

    def _cut(self) -> str:
        return (
            "the first step should be lr times the gradient; for gradients of lengths "
            f"{self.norms[0]:.2g} and {self.norms[1]:.2g} it is {self.lrs[0]:.2g} and "
            f"{self.lrs[1]:.2g} times as long. Are gradients clipped, or steps scaled? "
            "That hides what is ill; plain SGD steps by the whole gradient."
        )


def steps_of(inputs: Plain, results: list[Plain], loss: Loss) -> Steps | None:
    """Measure the steps in the two cases of one batch; None if one leads elsewhere."""
    pairs = []
    for case, result in zip(inputs, results, strict=True):
        if len(batches_of(case)) == 1:
            tries = (_step(case, result, loss, s) for s in range(len(case["starts"])))
            pairs.append(next(filter(None, tries), None))
    if None in pairs:
        return None
    return Steps([lr for lr, _ in pairs], [norm for _, norm in pairs])


def _step(
    case: Plain, result: Plain, loss: Loss, start: int
) -> tuple[float, float] | None:
    """Return a step's length in gradients, and the gradient's own."""
    before = case["starts"][start]
    got = tensors(result.get("weights"), len(before))
    if any(g is None or g.shape != b.shape for g, b in zip(got, before, strict=True)):
        return None
    # With a rate of 1 plain SGD goes one gradient down.
    after = run(case, Way(loss=loss), 1.0, start).weights
    moved = _line(got) - _line(before)
    gradient = _line(after) - _line(before)
    norm = float(gradient.norm())
    lr = float(moved @ gradient) / norm**2 if norm else 0.0
    aside = float((moved - lr * gradient).norm())
    # Comparisons with nan are never true.
    if lr > 0 and aside <= _ROUNDING * float(moved.norm()):
        return lr, norm
    return None


def _line(weights: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat([tensor.flatten().double() for tensor in weights])


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= _ROUNDING * abs(b)
