"""Draw what happened during a training, epoch by epoch."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ._style import DPI, line_style, numbers, style


@style()
def plot_history(history: Mapping[str, Sequence[float]]) -> np.ndarray:
    """Draw losses over the epochs and, where there are any, accuracies beside them.

    Args:
        history: Lists with one number per epoch, by name, such as "train_loss" and
            "valid_loss". Names that end in "accuracy" go to axes of their own.
            "best_epoch", counted from 0, is marked where it is given.

    Returns:
        Array of the axes: one for the losses, one for the accuracies.

    Raises:
        ValueError: No list, an empty one, or one with anything but finite numbers.
    """
    curves = _curves(history)
    longest = max(map(len, curves.values()))
    best = _best_epoch(history, longest)
    styles = {}
    for name in curves:
        styles.setdefault(_role(name), line_style(len(styles)))
    kinds = sorted({_is_accuracy(name) for name in curves})
    _, axes = plt.subplots(
        1,
        len(kinds),
        figsize=(7 if len(kinds) == 2 else 5, 3.2),
        dpi=DPI,
        squeeze=False,
        layout="constrained",
    )
    for ax, kind in zip(axes[0], kinds, strict=True):
        for name, values in curves.items():
            if _is_accuracy(name) == kind:
                _draw_curve(ax, name, values, styles[_role(name)])
        if best is not None:
            text = f"best epoch ({best})"
            ax.axvline(best, color="0.3", linestyle=":", label=text)
        ax.set(xlabel="Epoch", ylabel="Accuracy" if kind else "Loss")
        ax.set_xlim(0.5, longest + 0.5)
        # Whole epochs, even after a single one.
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        ax.legend()
    return axes[0]


def _draw_curve(ax: Axes, name: str, values: np.ndarray, look: dict) -> None:
    epochs = np.arange(1, len(values) + 1)
    # About ten markers, however long the training was.
    every = max(1, len(values) // 10)
    ax.plot(epochs, values, label=name.replace("_", " "), markevery=every, **look)


def _curves(history: Mapping) -> dict[str, np.ndarray]:
    if not isinstance(history, Mapping):
        raise ValueError(
            "plot_history: history must be a dict of lists; "
            f"got {type(history).__name__}. Pass for example {{'train_loss': losses}}."
        )
    names = [name for name in history if name != "best_epoch"]
    if not names:
        raise ValueError(
            "plot_history: history must hold at least one list of numbers; got "
            f"{list(history)}. Pass for example {{'train_loss': losses}}."
        )
    return {str(name): _curve(name, history[name]) for name in names}


def _curve(name: str, values: object) -> np.ndarray:
    thing = f"plot_history: {name}"
    array = numbers(thing, values)
    if array.ndim != 1 or not array.size:
        raise ValueError(
            f"{thing} must be a list with one number per epoch; got shape "
            f"{array.shape}. Append one number in each epoch."
        )
    if not np.isfinite(array).all():
        first = int(np.flatnonzero(~np.isfinite(array))[0])
        raise ValueError(
            f"{thing} must hold finite numbers; got {array[first]} in epoch "
            f"{first + 1}. The training ran away: try a smaller learning rate."
        )
    return array


def _best_epoch(history: Mapping, epochs: int) -> int | None:
    """Return the best epoch counted from 1, or None where none is given."""
    if history.get("best_epoch") is None:
        return None
    best = numbers("plot_history: best_epoch", history["best_epoch"])
    if best.size != 1 or best.item() not in range(epochs):
        raise ValueError(
            f"plot_history: best_epoch must be a whole number from 0 to {epochs - 1}; "
            f"got {history['best_epoch']!r}. Count the epochs from 0."
        )
    return int(best.item()) + 1


def _is_accuracy(name: str) -> bool:
    return name.lower().endswith(("accuracy", "acc"))


def _role(name: str) -> str:
    """Cut the quantity off, so that train_loss and train_accuracy look alike."""
    stem = name.lower()
    for quantity in ("loss", "accuracy", "acc"):
        stem = stem.removesuffix(quantity)
    return stem.rstrip("_ ")
