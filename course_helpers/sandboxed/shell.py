"""One process with the state of a hand-in so far: an IPython shell that can fork."""

import contextlib
import io
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from course_helpers.check.plain import error_data
from course_helpers.check.wire import decode, encode
from course_helpers.sandboxed import namespaces
from course_helpers.sandboxed.kernel import loop
from course_helpers.sandboxed.messages import SHOWN, receive, send, send_json
from course_helpers.sandboxed.recorder import Stream, record_error, recorder

_FORMATS = list(SHOWN)


def serve(shell: InteractiveShell, channel: socket.socket) -> None:
    """Fork for every command; the fork answers, and goes on from there if it may.

    A command is a message (kind, body) after a byte with the socket for the answer:

        x  body: a list of cells, see `run_cells`; answer c: a list with each cell's
           outputs; the fork lives on
        o  body: names of the answers, a newline, plain data; answer r: what was seen
    """
    # Modules that a cell wrote are imported from there. Not in the keeper, on which no
    # code of a hand-in may have a hold.
    sys.path.insert(0, "")
    loop.start()
    handlers = _set_aside()
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
        _restore(handlers)
        # It never becomes the state: what a check changes, later cells do not see.
        if kind == b"o":
            send(channel, b"r", _observed(shell, body))
            os._exit(0)
        outputs = run_cells(shell, json.loads(body))
        # Before the answer goes out: then the keeper ends what the cell left running.
        handlers = _set_aside()
        send_json(channel, b"c", outputs)


_Handlers = dict[int, Callable[..., object]]


def _set_aside() -> _Handlers:
    """Put a handler that does nothing in the place of a hand-in's; return those.

    A state that waits is no cell: what a handler raises there, as that of a DataLoader
    does when its workers end, would end the state, and with it all that follows.
    """
    numbers = {number: signal.getsignal(number) for number in signal.valid_signals()}
    handlers = {number: h for number, h in numbers.items() if callable(h)}
    _restore(dict.fromkeys(handlers, _ignore))
    return handlers


def _ignore(*_: object) -> None:
    # Not SIG_IGN: with that for SIGCHLD, the kernel forgets how processes ended.
    pass


def _restore(handlers: _Handlers) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)


def run_cells(
    shell: InteractiveShell, cells: list[dict[str, Any]]
) -> list[list[dict[str, Any]]]:
    """Run cells one after the other and return the outputs of each.

    Args:
        shell: has the state, and gets the new one.
        cells: {"source", "limit", "quiet", "keeps"}; limit is the bytes of output that
            are kept; what a quiet cell shows is not wanted, so its figures are not even
            drawn; names that it keeps stand for the same afterwards, if for anything
            before.
    """
    return [_ran(shell, cell) for cell in cells]


def _ran(shell: InteractiveShell, cell: dict[str, Any]) -> list[dict[str, Any]]:
    formatter = shell.display_formatter
    formatter.active_types = ["text/plain"] if cell["quiet"] else _FORMATS
    recorder.start(cell["limit"])
    before = sys.stdin, sys.stdout, sys.stderr
    # Who waits for Enter gets it. Not for ever: a debugger goes on until the file ends.
    sys.stdin = io.StringIO("\n" * 100)
    sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
    try:
        # An empty answer cell is a stub again, and the answer may stand above it.
        names, keeps = shell.user_ns, cell.get("keeps", ())
        kept = {name: names[name] for name in keeps if name in names}
        loop.run(_run(shell, cell["source"]))
        shell.user_ns.update(kept)
    # IPython shows what a cell raises; but a cell may have replaced its methods.
    except BaseException as error:
        record_error(type(error), error, [str(error)])
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    return recorder.outputs


async def _run(shell: InteractiveShell, source: str) -> None:
    """Run a cell as a kernel does."""
    transformed = None
    with contextlib.suppress(Exception):  # it will be raised again, and shown
        transformed = shell.transform_cell(source)
    if transformed is None or not shell.should_run_async(
        source, transformed_cell=transformed
    ):
        shell.run_cell(source, store_history=True)
        return
    # It has `await` outside of functions.
    result = await shell.run_cell_async(
        source, store_history=True, transformed_cell=transformed
    )
    shell.events.trigger("post_execute")
    shell.events.trigger("post_run_cell", result)


async def _seen(exercise: str, answers: tuple[object, ...], inputs: Any) -> Any:
    from course_helpers.check.parts import observe

    return observe(exercise, answers, inputs)


def _observed(shell: InteractiveShell, body: bytes) -> bytes:
    try:
        names, _, inputs = body.partition(b"\n")
        exercise, *answer_names = names.decode().split()
        answers = tuple(_answer(shell.user_ns, name) for name in answer_names)
        return encode(loop.run(_seen(exercise, answers, decode(inputs))))
    except BaseException as error:
        return encode(error_data(error))


def _answer(names: dict[str, Any], name: str) -> object:
    def missing(*arguments: object) -> None:
        raise NameError(f"name {name!r} is not defined")

    return names.get(name, missing)
