"""Why does this network not learn? One figure, one table, a sentence for each finding.

measure    what can be measured of a network and a batch, on a copy
findings   what of it is out of the ordinary
figure     the picture
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from course_helpers.diagnosis.figure import draw
from course_helpers.diagnosis.findings import findings, unknown
from course_helpers.diagnosis.measure import Measurements, measure

__all__ = ["Diagnosis", "Measurements", "diagnose"]


@dataclass(frozen=True)
class Diagnosis:
    """What `diagnose` found; shown as a table with a sentence for each finding.

    Attributes:
        measured: the numbers.
        findings: a sentence for each that is out of the ordinary.
        unknown: a sentence for each that could not be judged.
    """

    measured: Measurements
    findings: list[str]
    unknown: list[str]

    def __repr__(self) -> str:
        """Return the table and the sentences."""
        well = [] if self.measured.error else ["Nothing out of the ordinary."]
        sentences = [*(self.findings or well), *self.unknown]
        return "\n".join([*_rows(self.measured), "", *sentences])


def diagnose(
    model: nn.Module,
    batch: tuple[torch.Tensor, torch.Tensor],
    criterion: Callable[..., torch.Tensor],
    optimizer: torch.optim.Optimizer | None = None,
) -> Diagnosis:
    """Measure a network on one batch, draw what came out, and say what is unusual.

    Works on copies: network, mode, gradients, optimizer and random numbers stay as
    they are. Takes as long as 100 training steps.

    Args:
        model: the network, as it is before training.
        batch: images of any shape that the network takes, and their labels.
        criterion: the loss function: criterion(model(images), labels).
        optimizer: of the training, to judge the size of its steps as well.

    Returns:
        What was found. A notebook shows it as a table; a figure appears beside it.

    Raises:
        TypeError: model is no network, or batch no pair of tensors.
    """
    if not isinstance(model, nn.Module):
        raise TypeError(
            f"diagnose: model must be an nn.Module; got {type(model).__name__}. "
            "Pass the network itself, made already: Net(), not Net."
        )
    pair = isinstance(batch, tuple | list) and len(batch) == 2
    if not pair or not all(isinstance(part, torch.Tensor) for part in batch):
        raise TypeError(
            "diagnose: batch must be a pair of tensors, images and labels; got "
            f"{type(batch).__name__}. Take one from a loader: next(iter(loader))."
        )
    measured = measure(model, batch, criterion, optimizer)
    draw(measured)
    return Diagnosis(measured, findings(measured), unknown(measured))


def _rows(measured: Measurements) -> list[str]:
    low, high = measured.images
    rows = [("pixels", f"{low:.2f} to {high:.2f}")]
    if measured.first_loss is not None:
        guess = measured.chance
        beside = f" (guessing: {guess:.2f})" if guess is not None else ""
        rows.append(("first loss", f"{measured.first_loss:.2f}{beside}"))
    if measured.by_heart:
        steps = len(measured.by_heart)
        rows.append(("one batch", f"{measured.by_heart[-1]:.3f} after {steps} steps"))
    sizes = [size for size in measured.gradients.values() if size is not None]
    if sizes:
        rows.append(("gradient norms", f"{min(sizes):.2g} to {max(sizes):.2g}"))
    if measured.updates:
        steps = measured.updates.values()
        rows.append(("update / weight", f"{min(steps):.2g} to {max(steps):.2g}"))
    for place, (dead, units) in enumerate(measured.dead, start=1):
        rows.append((f"dead units, ReLU {place}", f"{dead} of {units}"))
    return [f"{name:<22}{value}" for name, value in rows]
