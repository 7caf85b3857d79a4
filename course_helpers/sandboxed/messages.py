"""Messages between processes: a kind (one byte), a length and a body, over a socket."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

MAX_BODY = 17 * 2**20
"""Bytes of the longest body that is read; a reply to the judge is the longest one."""

SHOWN = ("text/plain", "text/markdown", "text/latex", "image/png", "image/jpeg")
"""What a page may show of a result without running anything."""

_PATIENCE = 60
"""Seconds after which a side that does not listen counts as gone."""


class Closed(Exception):
    """The other side is gone, too slow, or sends what is no message."""


class TooLong(Closed):
    """The other side sends more than is accepted."""


def packed(kind: bytes, body: bytes = b"") -> bytes:
    """Return one message as it goes over a socket."""
    return kind + len(body).to_bytes(4, "little") + body


def unpacked(messages: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the body of messages that stand one after the other.

    Raises:
        Closed: the last one is not whole.
    """
    place = 0
    while place < len(messages):
        start = place + 5
        place = start + int.from_bytes(messages[start - 4 : start], "little")
        if place > len(messages):
            raise Closed("a message ends too early")
        yield messages[start - 5 : start - 4], messages[start:place]


def send(to: socket.socket, kind: bytes, body: bytes = b"") -> None:
    """Send one message.

    Raises:
        Closed: nobody listens any more.
    """
    to.settimeout(_PATIENCE)
    try:
        to.sendall(packed(kind, body))
    except OSError as error:
        raise Closed(str(error)) from None


def send_json(to: socket.socket, kind: bytes, value: Any) -> None:
    """Send one message whose body is JSON."""
    send(to, kind, json.dumps(value).encode())


def receive(
    source: socket.socket,
    deadline: float | None = None,
    limit: int = MAX_BODY,
    idle: Callable[[], None] = lambda: None,
) -> tuple[bytes, bytes]:
    """Wait for one message and return its kind and its body.

    Args:
        source: a stream socket.
        deadline: the moment, on the monotonic clock, until which to wait.
        limit: bytes of the longest body that is accepted.
        idle: called about ten times a second while nothing comes.

    Raises:
        TimeoutError: the deadline passed.
        Closed: the other side is gone.
        TooLong: its message is longer than that.
    """
    head = _exactly(source, 5, deadline, idle)
    size = int.from_bytes(head[1:], "little")
    if size > limit:
        raise TooLong(f"a message of {size} bytes is too long")
    return head[:1], _exactly(source, size, deadline, idle)


def _exactly(
    source: socket.socket,
    size: int,
    deadline: float | None,
    idle: Callable[[], None],
) -> bytes:
    body = bytearray()
    while len(body) < size:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        source.settimeout(0.1 if left is None else min(left, 0.1))
        try:
            # In parts: no memory is taken for what somebody only promises to send.
            part = source.recv(min(size - len(body), 2**20))
        except TimeoutError:
            idle()
            continue
        except OSError as error:
            raise Closed(str(error)) from None
        if not part:
            raise Closed("the other side ended")
        body += part
    return bytes(body)
