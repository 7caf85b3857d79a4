"""The pad itself: a widget whose drawing a network reads in the kernel."""

import base64
from pathlib import Path
from typing import Any

import anywidget
import torch
import traitlets

from .reading import FINE, Reader, Unreadable
from .still import Still, ready_made

_HERE = Path(__file__).parent


class Pad(anywidget.AnyWidget):
    """A pad; each drawing comes as a message, and is answered by one."""

    _esm = (_HERE / "pad.js").read_text(encoding="utf-8")
    _css = (_HERE / "pad.css").read_text(encoding="utf-8")
    classes = traitlets.List().tag(sync=True)
    centred = traitlets.Bool().tag(sync=True)
    centring = traitlets.Unicode().tag(sync=True)
    digits = traitlets.Bytes().tag(sync=True)

    def __init__(
        self, reader: Reader, classes: list[str], centred: bool, still: Still
    ) -> None:
        """Show what a reader reads; where no widget can be shown, a still picture."""
        self._reader, self._still = reader, still
        own = getattr(reader.center, "__name__", "center")
        super().__init__(
            classes=classes,
            centred=centred,
            centring=f"Centre the digit{f' with {own}' if reader.center else ''}",
            digits=(ready_made() * 255).round().byte().numpy().tobytes(),
        )
        self.on_msg(self._answer)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        # A kernel cannot see whether there is a front end: each takes what it can.
        png = base64.b64encode(self._still.png).decode()
        return {**data, "image/png": png, "text/plain": self._still.text}, metadata

    def _answer(self, _: Any, question: dict, buffers: list) -> None:
        answer = {name: question.get(name) for name in ("view", "number", "done")}
        seen = []
        try:
            drawing = _pixels(buffers[0])
            picture = self._reader.see(drawing, bool(question.get("centred")))
            seen.append((picture.clamp(0, 1) * 255).round().byte().numpy().tobytes())
            answer["probabilities"] = self._reader.read(picture).tolist()
        except Unreadable as error:
            answer["problem"] = str(error)
        self.send(answer, seen)


def _pixels(buffer: Any) -> torch.Tensor:
    grey = torch.frombuffer(bytearray(buffer), dtype=torch.uint8)
    return grey.reshape(FINE, FINE) / 255
