"""What a cell shows, recorded in the form of a notebook."""

import io
import json
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

from course_helpers.sandboxed.messages import SHOWN

_CUT = "\n... cut here: a cell's output may have {} KiB.\n"


class Recorder:
    """The outputs of one cell, in the form of a notebook, up to a number of bytes."""

    def __init__(self) -> None:
        """Begin with room for nothing."""
        self.start(0)

    def start(self, limit: int) -> None:
        """Begin a new cell."""
        self.outputs: list[dict[str, Any]] = []
        self.limit = self.left = limit

    def add(self, output: dict[str, Any]) -> None:
        """Keep an output if there is room for it."""
        if self._take(len(json.dumps(output))):
            self.outputs.append(output)

    def write(self, name: str, text: str) -> None:
        """Keep text that was printed, joined to what was printed just before."""
        # Cut before anything else is done with it: a line may have 50 MB.
        text = text[: max(0, self.left)] if self.left < len(text) else text
        if not text or not self._take(len(text.encode(errors="replace"))):
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") != name:
            last = {"output_type": "stream", "name": name, "text": ""}
            self.outputs.append(last)
        last["text"] += text

    def _take(self, size: int) -> bool:
        if self.left <= 0:
            return False
        # An empty output takes room as well, or there could be any number of them.
        self.left -= size + 20
        if self.left > 0:
            return True
        text = _CUT.format(self.limit // 1024)
        self.outputs.append({"output_type": "stream", "name": "stdout", "text": text})
        return False


recorder = Recorder()


class Stream(io.TextIOBase):
    """Stands in for stdout or stderr."""

    encoding = "utf-8"

    def __init__(self, name: str) -> None:
        """Be stdout or stderr."""
        self.name = name

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def fileno(self) -> int:
        """Return the number of the file that programs write to."""
        # Programs and faulthandler write past this stream; nobody reads that.
        return 1 if self.name == "stdout" else 2

    def write(self, text: str) -> int:
        """Keep what is printed."""
        recorder.write(self.name, str(text))
        return len(text)


class Publisher(DisplayPublisher):
    """Records what `display` shows."""

    def publish(self, data: dict, metadata: dict | None = None, **_: Any) -> None:
        """Keep what is shown, in the forms that a page may show."""
        shown = {kind: str(data[kind]) for kind in SHOWN if kind in data}
        recorder.add({"output_type": "display_data", "data": shown, "metadata": {}})

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell showed so far."""
        recorder.start(recorder.limit)


class Results(DisplayHook):
    """Records the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        """Write none."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        """Keep the value, in the forms that a page may show."""
        shown = {kind: str(format_dict[kind]) for kind in SHOWN if kind in format_dict}
        recorder.add(
            {
                "output_type": "execute_result",
                "data": shown,
                "metadata": {},
                "execution_count": self.prompt_count,
            }
        )


def record_error(kind: type, error: BaseException, lines: list[str]) -> None:
    """Record an error that ended a cell."""
    recorder.add(
        {
            "output_type": "error",
            "ename": str(getattr(kind, "__name__", kind)),
            "evalue": str(error)[:2000],
            "traceback": [str(line) for line in lines][-40:],
        }
    )
