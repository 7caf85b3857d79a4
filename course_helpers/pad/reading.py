"""What a network says to a drawing: the picture that it sees, ten probabilities."""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn
from torch.nn.functional import interpolate, pad

Function = Callable[[torch.Tensor], torch.Tensor]

SIDE = 28
FINE = 2 * SIDE
"""Side of a drawing: finer than a picture, so that small digits can be scaled."""
_BOX = 20
"""MNIST's digits fill a box of 20 x 20 pixels."""
_INK = 0.1
"""What is fainter is the smooth edge of a stroke."""


class Unreadable(Exception):
    """A drawing could not be read; the text says why in one line."""


class Reader:
    """A network that reads drawings.

    Attributes:
        center: the learner's function that centres a picture; None without.
    """

    def __init__(
        self, model: Function, pixels: tuple[float, float], center: Function | None
    ) -> None:
        """Take a model and what it expects, see `draw`."""
        self._model, self._pixels, self.center = model, pixels, center

    def see(self, drawing: torch.Tensor, centred: bool) -> torch.Tensor:
        """Return the picture that the network gets.

        Args:
            drawing: float32 (56, 56) in [0, 1]; ink is 1.
            centred: whether the digit is moved to the middle.

        Returns:
            float32 (28, 28) in [0, 1].

        Raises:
            Unreadable: the learner's function gives no such picture.
        """
        if centred and self.center is None:
            return _as_mnist(drawing)
        picture = drawing.reshape(SIDE, 2, SIDE, 2).mean(dim=(1, 3))
        return self._moved(picture) if centred else picture

    def read(self, picture: torch.Tensor) -> torch.Tensor:
        """Return the probabilities of ten classes, float32 (10,).

        Args:
            picture: float32 (28, 28) in [0, 1].

        Raises:
            Unreadable: the model takes no such picture, or gives no ten numbers.
        """
        low, high = self._pixels
        image = (low + (high - low) * picture)[None, None]
        with _asked(self._model) as model, torch.no_grad():
            return _probabilities(_scores(model, image, low))

    def _moved(self, picture: torch.Tensor) -> torch.Tensor:
        try:
            image = self.center(picture[None].clone())  # type: ignore[misc]
            moved = torch.as_tensor(image).detach().float().cpu().reshape(SIDE, SIDE)
        except Exception as error:
            raise Unreadable(
                "center: expected an image of shape (1, 28, 28) back; got "
                f"{_line(error)}. Try it on one image first."
            ) from error
        if not moved.isfinite().all():
            raise Unreadable(
                "center: expected an image back; got NaN or inf in it. Look at what "
                "is divided by zero."
            )
        return moved


def _as_mnist(drawing: torch.Tensor) -> torch.Tensor:
    """Scale a digit into MNIST's box, its centre of mass in the picture's middle."""
    rows, columns = (drawing > _INK).nonzero(as_tuple=True)
    if not len(rows):
        return torch.zeros(SIDE, SIDE)
    ink = drawing[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    height, width = (max(1, round(_BOX * n / max(ink.shape))) for n in ink.shape)
    # Without antialias thin strokes would be lost between the pixels.
    digit = interpolate(
        ink[None, None], (height, width), mode="bilinear", antialias=True
    )[0, 0].clamp(0, 1)
    top = _offset(digit.sum(dim=1))
    left = _offset(digit.sum(dim=0))
    picture = torch.zeros(SIDE, SIDE)
    picture[top : top + height, left : left + width] = digit
    return picture


def _offset(masses: torch.Tensor) -> int:
    """Return where a digit begins along one axis, so that all of it is seen."""
    middle = (masses * torch.arange(len(masses))).sum() / masses.sum()
    return min(max(round((SIDE - 1) / 2 - middle.item()), 0), SIDE - len(masses))


@contextmanager
def _asked(model: Any) -> Iterator[Any]:
    """Give a copy of a model in evaluation mode.

    JupyterLab lets the pad ask in a thread of its own while a cell runs. If that cell
    trains the model, its mode must not change under it.
    """
    if not isinstance(model, nn.Module):
        yield model
        return
    try:
        twin = copy.deepcopy(model)
    except Exception:  # a module may hold what cannot be copied, a hook's file or graph
        twin = model
    modes = {module: module.training for module in twin.modules()}
    try:
        yield twin.eval()
    finally:
        for module, training in modes.items():
            module.training = training


def _scores(model: Any, image: torch.Tensor, black: float) -> torch.Tensor:
    """Return ten numbers, float32 (10,), of a model that takes one of three shapes."""
    image = image.to(_like(model))
    forms = [image, image.flatten(1), pad(image, (2, 2, 2, 2), value=black)]
    problems = []
    for form in forms:
        try:
            scores = model(form)
            shape = tuple(scores.shape)
            if shape in {(1, 10), (10,)}:
                return scores.detach().float().cpu().reshape(10)
            problems.append(f"a result of shape {shape}")
        # Which error a wrong shape raises is the model's own choice.
        except Exception as error:
            problems.append(_line(error))
    raise Unreadable(
        "draw: expected a model that takes (1, 1, 28, 28), (1, 784) or (1, 1, 32, 32) "
        f"and returns 10 numbers; got {problems[0]}. Try model(images[:1])."
    )


def _like(model: Any) -> torch.Tensor:
    """Return a tensor of the type and on the device of a model's parameters."""
    weights = model.parameters() if isinstance(model, nn.Module) else ()
    return next((w for w in weights if w.is_floating_point()), torch.zeros(1))


def _probabilities(scores: torch.Tensor) -> torch.Tensor:
    # One logarithm of a probability may be -inf, all ten may not.
    if not scores.softmax(dim=0).isfinite().all():
        raise Unreadable(
            "draw: expected ten numbers; got NaN or inf among them. Look at how the "
            "model was trained: its loss was probably NaN, too."
        )
    if scores.min() >= 0 and abs(scores.sum() - 1) < 0.01:
        return scores
    # Of log-probabilities softmax makes the probabilities, as of logits.
    return scores.softmax(dim=0)


def _line(error: BaseException) -> str:
    """Return an error's kind and the first line of its text."""
    text = (str(error).strip().splitlines() or [""])[0]
    return f"{type(error).__name__}: {text:.120}".rstrip(": ")
