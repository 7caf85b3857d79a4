"""One process with the state of a hand-in so far: an IPython shell that can fork."""

import io
import json
import os
import socket
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from course_helpers.check.plain import error_data
from course_helpers.check.wire import decode, encode
from course_helpers.sandboxed import namespaces
from course_helpers.sandboxed.messages import SHOWN, receive, send, send_json

_FORMATS = list(SHOWN)

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


class _Stream(io.TextIOBase):
    """Stands in for stdout or stderr."""

    encoding = "utf-8"

    def __init__(self, name: str) -> None:
        self.name = name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        recorder.write(self.name, str(text))
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(self, data: dict, metadata: dict | None = None, **_: Any) -> None:
        shown = {kind: str(data[kind]) for kind in SHOWN if kind in data}
        recorder.add({"output_type": "display_data", "data": shown, "metadata": {}})

    def clear_output(self, wait: bool = False) -> None:
        recorder.start(recorder.limit)


class _Results(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        shown = {kind: str(format_dict[kind]) for kind in SHOWN if kind in format_dict}
        recorder.add(
            {
                "output_type": "execute_result",
                "data": shown,
                "metadata": {},
                "execution_count": self.prompt_count,
            }
        )


class _Shell(InteractiveShell):
    """Takes calmly what a notebook's shell can do and this one need not."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing; `%matplotlib inline` asks for it."""

    def ask_exit(self) -> None:
        """Do nothing; `exit()` asks for it."""

    exit_now = False


def make_shell() -> InteractiveShell:
    """Make this process's IPython shell, which records what cells show."""
    config = Config()
    # The history is written by a thread, and threads do not survive a fork.
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    shell = _Shell.instance(
        config=config, display_pub_class=_Publisher, displayhook_class=_Results
    )
    shell._showtraceback = _record_error
    return shell


def _record_error(kind: type, error: BaseException, lines: list[str]) -> None:
    recorder.add(
        {
            "output_type": "error",
            "ename": str(getattr(kind, "__name__", kind)),
            "evalue": str(error)[:2000],
            "traceback": [str(line) for line in lines][-40:],
        }
    )


def serve(shell: InteractiveShell, channel: socket.socket) -> None:
    """Fork for every command; the fork answers, and goes on from there if it may.

    A command is a message (kind, body) after a byte with the socket for the answer:

        x  body: a list of cells, {"source", "limit", "quiet"}; answer c: a list with
           each cell's outputs; the fork lives on
        o  body: names of the answers, a newline, plain data; answer r: what was seen
    """
    while True:
        # The cells before may have started and opened as much as they may.
        namespaces.spare(True)
        channel.settimeout(None)
        _, sockets, *_ = socket.recv_fds(channel, 1, 1)
        kind, body = receive(channel)
        if os.fork() != 0:
            os.close(sockets[0])
            continue
        channel.close()
        channel = socket.socket(fileno=sockets[0])
        # The keeper ends all processes but the one that it knows.
        send(channel, b"p", str(os.getpid()).encode())
        namespaces.spare(False)
        # It never becomes the state: what a check changes, later cells do not see.
        if kind == b"o":
            send(channel, b"r", _observed(shell, body))
            os._exit(0)
        send_json(channel, b"c", run_cells(shell, json.loads(body)))


def run_cells(
    shell: InteractiveShell, cells: list[dict[str, Any]]
) -> list[list[dict[str, Any]]]:
    """Run cells one after the other and return the outputs of each.

    Args:
        shell: has the state, and gets the new one.
        cells: {"source", "limit", "quiet"}; limit is the bytes of output that are kept;
            what a quiet cell shows is not wanted, so its figures are not even drawn.
    """
    return [_ran(shell, cell) for cell in cells]


def _ran(shell: InteractiveShell, cell: dict[str, Any]) -> list[dict[str, Any]]:
    formatter = shell.display_formatter
    formatter.active_types = ["text/plain"] if cell["quiet"] else _FORMATS
    recorder.start(cell["limit"])
    before = sys.stdin, sys.stdout, sys.stderr
    # input() meets the end of a file instead of waiting for somebody.
    sys.stdin = io.StringIO()
    sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")
    try:
        shell.run_cell(cell["source"], store_history=True)
    # IPython shows what a cell raises; but a cell may have replaced its methods.
    except BaseException as error:
        _record_error(type(error), error, [str(error)])
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    return recorder.outputs


def _observed(shell: InteractiveShell, body: bytes) -> bytes:
    try:
        from course_helpers.check.parts import observe

        names, _, inputs = body.partition(b"\n")
        exercise, *answer_names = names.decode().split()
        answers = tuple(_answer(shell.user_ns, name) for name in answer_names)
        return encode(observe(exercise, answers, decode(inputs)))
    except BaseException as error:
        return encode(error_data(error))


def _answer(names: dict[str, Any], name: str) -> object:
    def missing(*arguments: object) -> None:
        raise NameError(f"name {name!r} is not defined")

    return names.get(name, missing)
