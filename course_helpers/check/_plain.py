"""Turn whatever a learner's code returns into plain data, and call it safely."""

import contextlib
import sysconfig
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

MAX_ELEMENTS = 2_000_000
"""Elements of the largest tensor that is kept; a larger one is data about itself."""
MAX_ITEMS = 1_000
MAX_TEXT = 2_000
MAX_DEPTH = 8

Plain = Any

_NOT_THE_LEARNERS = (
    str(Path(__file__).parent),
    *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")),
)


def plain(value: object, depth: int = 0) -> Plain:
    """Return a value as plain data, cut to a limit, sharing no memory with it.

    Args:
        value: anything.
        depth: how deep the value lies in lists and dicts.

    Returns:
        None, bool, int, float, str, a torch.Tensor on the CPU without a graph, or
        lists and dicts of these. A NumPy array becomes
        `{"type": "ndarray", "tensor": tensor}`; anything else `{"type": its name}`.
    """
    if value is None or isinstance(value, bool | np.bool_):
        return None if value is None else bool(value)
    if isinstance(value, int | np.integer):
        return int(value) if abs(int(value)) < 2**63 else {"type": "int"}
    if isinstance(value, float | np.floating):
        return float(value)
    if isinstance(value, str):
        return str.__str__(value)[:MAX_TEXT]
    if isinstance(value, torch.Tensor):
        return _plain_tensor(value)
    if isinstance(value, np.ndarray):
        return _plain_array(value)
    if depth < MAX_DEPTH and isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value[:MAX_ITEMS]]
    if depth < MAX_DEPTH and isinstance(value, Mapping):
        pairs = list(value.items())[:MAX_ITEMS]
        return {str(k)[:MAX_TEXT]: plain(v, depth + 1) for k, v in pairs}
    return {"type": type(value).__name__}


def _plain_tensor(value: torch.Tensor) -> Plain:
    if value.numel() > MAX_ELEMENTS:
        return {"type": "Tensor", "cut": True, "shape": list(value.shape)}
    raw = value.detach()
    if raw.is_quantized:
        raw = raw.dequantize()
    if raw.layout is not torch.strided:
        raw = raw.to_dense()
    raw = raw.as_subclass(torch.Tensor).cpu()
    return raw.resolve_conj().resolve_neg().contiguous().clone()


def _plain_array(value: np.ndarray) -> Plain:
    if value.dtype.kind not in "bifu" or value.size > MAX_ELEMENTS:
        return {"type": "ndarray"}
    return {"type": "ndarray", "tensor": torch.from_numpy(np.array(value))}


def copied(value: Any) -> Any:
    """Return plain data with every tensor cloned, so that a call cannot alter it."""
    if isinstance(value, torch.Tensor):
        return value.detach().clone().requires_grad_(value.requires_grad)
    if isinstance(value, list | tuple):
        return type(value)(copied(item) for item in value)
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return value


def call(function: Callable[..., object], *arguments: object) -> dict[str, Plain]:
    """Call a learner's function on copies of the arguments.

    Args:
        function: what the learner wrote; need not even be callable.
        *arguments: plain data, or other objects, which are handed on as they are.

    Returns:
        `{"value": plain data}`, or `{"error": type's name, "text": its message, "line":
        the learner's line of code}`.
    """
    result, failure = attempt(function, *map(copied, arguments))
    if failure is not None:
        return failure
    converted, failure = attempt(plain, result)
    return failure or {"value": converted}


def attempt(function: Callable[..., object], *arguments: object) -> tuple[Any, Any]:
    """Call a function; return (its result, None) or (None, data about the error)."""
    try:
        return function(*arguments), None
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return None, error_data(error)


def error_data(error: BaseException) -> dict[str, Plain]:
    """Return an exception as plain data: type, message, the learner's line of code."""
    text = line = ""
    with contextlib.suppress(BaseException):
        text = str.__str__(str(error))[:MAX_TEXT]
    with contextlib.suppress(BaseException):
        line = _learners_line(error)[:MAX_TEXT]
    return {"error": type(error).__name__, "text": text, "line": line}


def _learners_line(error: BaseException) -> str:
    """Return the last line in the traceback that is neither ours nor a library's."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if not f.filename.startswith(_NOT_THE_LEARNERS)]
    return own[-1].line or "" if own else ""
