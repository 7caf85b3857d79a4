"""What code of strangers showed, made harmless before it is kept.

It comes from inside the sandbox, where code may have replaced everything that records
outputs: a message may hold any bytes, and each value in it may be of any type.
"""

import json
import re
from typing import Any

from course_helpers.sandboxed.messages import SHOWN

_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def printed(text: str) -> dict[str, Any]:
    """Return an output as if a cell had printed it."""
    return {"output_type": "stream", "name": "stdout", "text": text}


def clean_outputs(body: bytes, room: list[int]) -> list[dict[str, Any]]:
    """Return the text and the pictures in a message that nobody can trust.

    Args:
        body: the message.
        room: one number, the bytes that the hand-in may still fill; counted down.
    """
    outputs: list[dict[str, Any]] = []
    for output in filter(None, map(_clean, _list(_value(body)))):
        # The sandbox cuts, too, but beside the code whose outputs these are.
        room[0] -= len(json.dumps(output))
        if room[0] < 0:
            return [*outputs, printed("\n... cut here: too much output.\n")]
        outputs.append(output)
    return outputs


def clean_text(body: bytes) -> str:
    """Return the short text in such a message; empty if there is none."""
    return _string(_value(body), 300)


def _value(body: bytes) -> Any:
    """Return what a message says in JSON; None if it is none."""
    # Lists in lists, thousands deep, are JSON that Python cannot read.
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _string(value: Any, most: int | None = None) -> str:
    """Return a text that every file and page can hold; empty if it is none."""
    if not isinstance(value, str):
        return ""
    # JSON can spell half a character, which no file in UTF-8 can hold.
    return value[:most].encode("utf-8", "replace").decode()


def _clean(output: Any) -> dict[str, Any] | None:
    if not isinstance(output, dict):
        return None
    kind, data = output.get("output_type"), output.get("data")
    if kind == "stream":
        return printed(_string(output.get("text")))
    if kind == "error":
        return {
            "output_type": "error",
            "ename": _string(output.get("ename"), 200),
            "evalue": _string(output.get("evalue"), 2000),
            "traceback": list(map(_string, _list(output.get("traceback"))[:60])),
        }
    if kind not in ("display_data", "execute_result") or not isinstance(data, dict):
        return None
    # nbgrader reads scores from an execute_result: only verdicts may be one.
    return {"output_type": "display_data", "data": _shown(data), "metadata": {}}


def _shown(data: dict[str, Any]) -> dict[str, str]:
    """Return what a page may show of a result: text, and pictures that are some."""
    texts = {name: _string(data[name]) for name in SHOWN if data.get(name)}
    # Pages put a picture's text into a tag, which '><script> would close.
    return {
        name: text
        for name, text in texts.items()
        if not name.startswith("image/") or _BASE64.fullmatch(text)
    }
