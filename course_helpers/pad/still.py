"""The pad as a still picture, for all places where nobody can draw."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path

import matplotlib.pyplot as plt
import torch
from PIL import Image

from course_helpers.plotting import view_classify

from .reading import SIDE, Reader, Unreadable

_DIGITS = Path(__file__).with_name("digits.png")
"""Ten of the embedded Digits' images for training, side by side: such as networks
read well that were trained on Digits, and on MNIST."""
_SHOWN = 3


@dataclass(frozen=True)
class Still:
    """A picture of a ready-made digit beside what a network says to it.

    Attributes:
        text: says what it is.
        png: the picture.
    """

    text: str
    png: bytes

    @classmethod
    def of(cls, reader: Reader, classes: list[str], centred: bool) -> "Still":
        """Ask a network about a ready-made digit."""
        text = (
            f"Pad to draw a digit on, as a still picture: a ready-made {_SHOWN} and "
            "what the network says to it. To draw yourself, run this cell in "
            "JupyterLab, Notebook, Colab or VS Code."
        )
        try:
            with torch.random.fork_rng(devices=[]):
                picture = reader.see(_drawing(_SHOWN), centred)
                probabilities = reader.read(picture)
        except Unreadable as error:
            text = f"{text}\n{error}"
            return cls(text, _png(ready_made()[_SHOWN], None, classes))
        return cls(text, _png(picture, probabilities, classes))

    def __repr__(self) -> str:
        """Return the text."""
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        png = base64.b64encode(self.png).decode()
        return {"image/png": png, "text/plain": self.text}


def ready_made() -> torch.Tensor:
    """Return ten images, one of each digit, float32 (10, 28, 28) in [0, 1]."""
    strip = torch.from_numpy(plt.imread(_DIGITS))
    return strip.reshape(SIDE, 10, SIDE).movedim(1, 0).contiguous()


def _drawing(digit: int) -> torch.Tensor:
    """Return a ready-made digit as finely as one that was drawn."""
    return ready_made()[digit].repeat_interleave(2, 0).repeat_interleave(2, 1)


def _png(
    picture: torch.Tensor, probabilities: torch.Tensor | None, classes: list[str]
) -> bytes:
    """Draw both; a network that could not read has no bars."""
    read = probabilities is not None
    left, right = view_classify(picture, probabilities if read else torch.eye(10)[0])
    left.set_title("What the network sees")
    verdict = f"Read as {classes[int(probabilities.argmax())]}" if read else "Not read"
    right.set_title(f"{verdict} (still picture)")
    right.set_yticks(range(10), classes)
    if not read:
        for mark in [*right.patches, *right.texts]:
            mark.remove()
    file = io.BytesIO()
    left.figure.savefig(file, format="png")
    plt.close(left.figure)  # or the notebook would show it a second time
    return _smaller(file)


def _smaller(file: io.BytesIO) -> bytes:
    """Return a PNG with few colours: notebooks hold it, and their size is limited."""
    few = io.BytesIO()
    Image.open(file).convert("RGB").quantize(64).save(few, "png", optimize=True)
    return few.getvalue()
