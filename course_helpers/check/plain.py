"""Turn whatever a learner's code returns into plain data, and call it safely."""

import contextlib
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from itertools import islice
from typing import Any

import numpy as np
import torch

from course_helpers.check.names.code import NOT_THE_LEARNERS
from course_helpers.check.names.missing import missing_name

MAX_ELEMENTS = 2_000_000
"""Elements of all tensors that are kept; a larger one is data about itself."""
MAX_OBSERVED = 5 * MAX_ELEMENTS
"""Elements that are kept of all values of one observation."""
_ELEMENTS_A_VALUE = 40
"""What any value counts for, so that small ones come to an end too."""
MAX_ITEMS = 1_000
MAX_TEXT = 2_000
MAX_DEPTH = 8

Plain = Any
_observed: ContextVar[list[int] | None] = ContextVar("observed", default=None)
"""One number, how many elements the observation in hand may still keep."""


@contextlib.contextmanager
def one_observation() -> Iterator[None]:
    """Count all that is turned into plain data in here as one observation.

    A data set may give the same endless list a thousand times.
    """
    token = _observed.set([MAX_OBSERVED])
    try:
        yield
    finally:
        _observed.reset(token)


def plain(value: object, depth: int = MAX_DEPTH) -> Plain:
    """Return a value as plain data, cut to a limit, sharing no memory with it.

    Args:
        value: anything.
        depth: how deep lists and dicts in it are looked into.

    Returns:
        None, bool, int, float, str, a torch.Tensor on the CPU without a graph, or
        lists and dicts of these. A NumPy array becomes
        `{"type": "ndarray", "tensor": tensor}`; anything else `{"type": its name}`.
    """
    whole = _observed.get() or [MAX_ELEMENTS]
    before = min(whole[0], MAX_ELEMENTS)
    left = [before]
    try:
        return _plain(value, depth, left)
    finally:
        whole[0] -= before - left[0]


def _plain(value: object, depth: int, left: list[int]) -> Plain:
    """Return a value as plain data.

    Args:
        value: anything.
        depth: as above.
        left: one number, how many elements may still be kept; it is counted down,
            since a list that holds itself many times has no end.
    """
    left[0] -= _ELEMENTS_A_VALUE
    if value is None or isinstance(value, bool | np.bool_):
        return None if value is None else bool(value)
    # A larger one fits no tensor, and Python may refuse to write its digits.
    if isinstance(value, int | np.integer):
        return int(value) if abs(int(value)) < 2**63 else {"type": "int"}
    if isinstance(value, float | np.floating):
        return float(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, torch.Tensor):
        return _plain_tensor(value, left)
    if isinstance(value, np.ndarray):
        return _plain_array(value, left)
    if depth and left[0] > 0 and isinstance(value, list | tuple):
        return [_plain(item, depth - 1, left) for item in islice(value, MAX_ITEMS)]
    if depth and left[0] > 0 and isinstance(value, Mapping):
        pairs = islice(value.items(), MAX_ITEMS)
        return {_text(str(k)): _plain(v, depth - 1, left) for k, v in pairs}
    return {"type": name_of(type(value))}


def name_of(kind: type) -> str:
    """Return a class's name, also where its metaclass gives another answer."""
    return _text(type.__dict__["__name__"].__get__(kind))


def _text(value: str) -> str:
    """Return a text, cut, as a plain one, whatever class it is of."""
    # Not value[:...]: a class of its own decides itself what that gives.
    return str.__str__(value)[:MAX_TEXT]


def _plain_tensor(value: torch.Tensor, left: list[int]) -> Plain:
    # A subclass answers every call itself (__torch_function__), and may lie.
    with torch._C.DisableTorchFunctionSubclass():
        return _ordinary(torch.Tensor.detach(value), left)


def _ordinary(raw: torch.Tensor, left: list[int]) -> Plain:
    """Return any kind of tensor as an ordinary one, or data about a huge one."""
    if raw.is_nested:
        return {"type": "NestedTensor"}
    # Before any copy: an expanded or sparse tensor takes hardly any memory itself.
    if raw.numel() > left[0]:
        return {"type": "Tensor", "cut": True, "shape": list(raw.shape)}
    left[0] -= raw.numel()
    if raw.is_quantized:
        raw = raw.dequantize()
    if raw.layout is not torch.strided:
        raw = raw.to_dense()
    # Conjugated or negated only by a flag, the bytes would say something else.
    raw = raw.as_subclass(torch.Tensor).cpu()
    return raw.resolve_conj().resolve_neg().contiguous().clone()


def _plain_array(value: np.ndarray, left: list[int]) -> Plain:
    numeric = value.dtype.kind in "bifu" and value.dtype.itemsize <= 8
    if not numeric or value.size > left[0]:
        return {"type": "ndarray"}
    left[0] -= value.size
    # torch takes numbers in this machine's order of bytes only.
    array = np.array(value, dtype=value.dtype.newbyteorder("="))
    return {"type": "ndarray", "tensor": torch.from_numpy(array)}


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
    # The result's own class has a say in this, and may raise.
    converted, failure = attempt(plain, result)
    return failure or {"value": converted}


def attempt(function: Callable[..., object], *arguments: object) -> tuple[Any, Any]:
    """Call a function; return (its result, None) or (None, data about the error)."""
    try:
        return function(*arguments), None
    # Who stops a check means all of it, not the one call that happens to run.
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return None, error_data(error)


def error_data(error: BaseException) -> dict[str, Plain]:
    """Return an exception as plain data: type, message, the learner's line of code.

    Of a name that there is not it also says which one may be meant, as "names".
    """
    text = line = ""
    with contextlib.suppress(BaseException):
        text = _text(str(error))
    with contextlib.suppress(BaseException):
        line = _text(_learners_line(error))
    names: dict[str, Plain] = {}
    with contextlib.suppress(BaseException):
        names = plain(missing_name(error))
    return {"error": name_of(type(error)), "text": text, "line": line} | (
        {"names": names} if names else {}
    )


def _learners_line(error: BaseException) -> str:
    """Return the last line in the traceback that is neither ours nor a library's."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if not f.filename.startswith(NOT_THE_LEARNERS)]
    return own[-1].line or "" if own else ""
