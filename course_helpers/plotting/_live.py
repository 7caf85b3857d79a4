"""Show a training while it runs: how far it is, how the loss falls, how long yet."""

import os
import time
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from course_helpers import kernel

_EVERY = 0.5
"""Seconds between two looks at a training; drawing one takes about a millisecond."""
_POINTS = 120
"""Points of the curve, at most."""
_WIDTH, _HEIGHT = 360, 90
"""Of the curve, in pixels."""


class LiveLoader:
    """A loader that shows how far a training is while it hands out batches.

    In a notebook one output shows epoch, batch, the loss so far, the time left and the
    loss's curve, and grows. Elsewhere each epoch prints a line. With COURSE_LIVE=0 one
    line says how much there is to do, the same in every run. Example::

        batches = LiveLoader(train_loader, nn.NLLLoss(), epochs=5)
        losses = train(model, batches, batches.criterion, optimizer, epochs=5)

    Attributes:
        criterion: the loss function, which takes note of each loss of the training.
    """

    def __init__(
        self,
        loader: Any,
        criterion: Callable[..., Any] | None = None,
        epochs: int | None = None,
    ) -> None:
        """Take a loader.

        Args:
            loader: has a length; everything else is left to it.
            criterion: the loss function of the training, to show its losses.
            epochs: how often all batches will be asked for, to show the time left.
        """
        self._loader, self._epochs, self._epoch = loader, epochs, 0
        self.criterion = None if criterion is None else _Noted(criterion, self)
        self._begin = self._shown = 0.0
        self._display: Any = None
        self._curve: list[float] = []
        self._looks, self._stride = 0, 1

    def __len__(self) -> int:
        """Return the number of batches."""
        return len(self._loader)

    def __getattr__(self, name: str) -> Any:
        """Return what the loader has by this name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._loader, name)

    def __iter__(self) -> Iterator[Any]:
        """Hand out the batches of one epoch."""
        if self._epoch == 0:
            self._start()
        self._epoch, self._batch = self._epoch + 1, 0
        self._total, self._losses = 0.0, 0
        self._last = self._total, self._losses
        for batch in self._loader:
            yield batch
            self._batch += 1
            if time.monotonic() - self._shown >= _EVERY:
                self._show()
        self._show()

    def note(self, loss: Any) -> None:
        """Take note of a batch's loss, a scalar tensor; the graph is not kept."""
        # Not a number yet: on a GPU that would wait for it.
        self._total, self._losses = self._total + loss.detach(), self._losses + 1

    def _start(self) -> None:
        self._begin = time.monotonic()
        if os.environ.get("COURSE_LIVE") == "0":
            many = "" if self._epochs is None else f"{self._epochs} epochs of "
            print(f"Training: {many}{len(self)} batches")
            return
        running = kernel.shell()
        if running is None:
            return
        from IPython.display import HTML, display

        # Run All stops then, as whoever presses the button wants.
        count = running.execution_count
        kernel.explain(
            KeyboardInterrupt,
            lambda _: self._where() if running.execution_count == count else "",
        )
        self._display = display(HTML("Training ..."), display_id=True)

    def _where(self) -> str:
        return (
            f"Interrupted in epoch {self._epoch}, after {self._batch} of {len(self)} "
            "batches. What the model has learned stays in it; run the cell again to "
            "begin anew."
        )

    def _show(self) -> None:
        self._shown = time.monotonic()
        if os.environ.get("COURSE_LIVE") == "0":
            return
        self._add_point()
        if self._display is None:
            if self._batch == len(self):
                print(self._line())
            return
        self._display.update(
            {"text/html": self._page(), "text/plain": self._line()}, raw=True
        )

    def _add_point(self) -> None:
        self._looks += 1
        total, losses = self._last
        if self._losses > losses and self._looks % self._stride == 0:
            mean = float(self._total - total) / (self._losses - losses)
            self._curve.append(mean)
            self._last = self._total, self._losses
        if len(self._curve) > _POINTS:
            pairs = zip(self._curve[::2], self._curve[1::2], strict=False)
            self._curve = [(left + right) / 2 for left, right in pairs]
            self._stride *= 2

    def _line(self) -> str:
        of = "" if self._epochs is None else f" of {self._epochs}"
        parts = [f"epoch {self._epoch}{of}", f"batch {self._batch} of {len(self)}"]
        if self._losses:
            parts.append(f"mean loss {float(self._total) / self._losses:.3f}")
        spent = time.monotonic() - self._begin
        parts.append(f"{spent:.0f} s")
        batches = (self._epoch - 1) * len(self) + self._batch
        if self._epochs is not None and batches:
            left = spent / batches * (self._epochs * len(self) - batches)
            parts.append(f"about {max(0, left):.0f} s left")
        return ", ".join(parts)

    def _page(self) -> str:
        curve = self._drawn() if len(self._curve) > 1 else ""
        return f"<div>{escape(self._line())}</div>{curve}"

    def _drawn(self) -> str:
        """Return the curve as a small drawing, from 0 to its highest point."""
        top = max(self._curve) or 1.0
        step = _WIDTH / (len(self._curve) - 1)
        points = " ".join(
            f"{place * step:.0f},{_HEIGHT * (1 - loss / top):.0f}"
            for place, loss in enumerate(self._curve)
        )
        words = f"Loss from {self._curve[0]:.2f} to {self._curve[-1]:.2f}"
        return (
            f'<svg role="img" aria-label="{words}" width="{_WIDTH + 60}" '
            f'height="{_HEIGHT + 20}" viewBox="-45 -10 {_WIDTH + 60} {_HEIGHT + 20}" '
            'font-size="11" fill="currentColor">'
            f'<path d="M0 0V{_HEIGHT}H{_WIDTH}" fill="none" stroke="currentColor"/>'
            f'<text x="-6" y="4" text-anchor="end">{top:.2f}</text>'
            f'<text x="-6" y="{_HEIGHT + 4}" text-anchor="end">0</text>'
            f'<polyline points="{points}" fill="none" stroke="#0173b2" '
            'stroke-width="2"/></svg>'
        )


class _Noted:
    """A loss function that tells a loader of each loss that is to be made smaller."""

    def __init__(self, criterion: Callable[..., Any], loader: LiveLoader) -> None:
        self._criterion, self._loader = criterion, loader

    def __call__(self, *arguments: Any) -> Any:
        loss = self._criterion(*arguments)
        if loss.requires_grad:  # else it only measures
            self._loader.note(loss)
        return loss

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._criterion, name)
