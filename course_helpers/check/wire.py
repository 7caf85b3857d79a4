"""Plain data as bytes that cannot run code: JSON, with the tensors' bytes behind it.

A message is the length of the JSON (8 bytes, little-endian), the JSON, and the raw
bytes of the tensors one after the other. In the JSON a list stands for itself, a dict
is {"dict": [[key, value], ...]} and a tensor {"tensor": [dtype, shape]}.
"""

import itertools
import json
import math
from typing import Any

import numpy as np
import torch

MAX_BYTES = 16 * 2**20
"""Bytes of the longest message that is read."""
MAX_DEPTH = 32
MAX_VALUES = 200_000
MAX_SIZE = 2_000_000
"""Of one dimension: an empty tensor could else have any number of rows."""

_DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        *(torch.float64, torch.float32, torch.float16, torch.bfloat16),
        *(torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool),
        *(torch.complex64, torch.complex128),
    )
}


def encode(value: Any) -> bytes:
    """Return plain data as one message.

    Raises:
        TypeError: it is no plain data.
        ValueError: it lies too deep in lists and dicts.
    """
    tensors: list[bytes] = []
    text = json.dumps(_packed(value, tensors, 0)).encode()
    return b"".join((len(text).to_bytes(8, "little"), text, *tensors))


def _packed(value: Any, tensors: list[bytes], depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise ValueError(f"expected at most {MAX_DEPTH} levels of lists; got more.")
    if isinstance(value, torch.Tensor):
        flat = value.detach().cpu().resolve_conj().resolve_neg().contiguous()
        tensors.append(flat.reshape(-1).view(torch.uint8).numpy().tobytes())
        return {"tensor": [str(value.dtype).removeprefix("torch."), list(value.shape)]}
    if isinstance(value, dict):
        pairs = [[str(k), _packed(v, tensors, depth + 1)] for k, v in value.items()]
        return {"dict": pairs}
    if isinstance(value, list | tuple):
        return [_packed(item, tensors, depth + 1) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"expected plain data; got {type(value).__name__}.")


def decode(message: bytes) -> Any:
    """Return the plain data of a message that nobody can trust.

    Raises:
        ValueError: it is no such message, or larger or deeper than the limits. The text
            says in a few words what is wrong.
    """
    if len(message) > MAX_BYTES:
        raise ValueError(f"expected at most {MAX_BYTES} bytes; got {len(message)}.")
    length = int.from_bytes(message[:8], "little")
    if len(message) < 8 or length > len(message) - 8:
        raise ValueError("expected a whole message; it ends too early.")
    try:
        packed = json.loads(message[8 : 8 + length])
    # Brackets nested 10,000 deep are valid JSON.
    except (ValueError, RecursionError):
        raise ValueError("expected JSON; it cannot be read.") from None
    reader = _Reader(memoryview(message)[8 + length :])
    value = reader.unpacked(packed, 0)
    if len(reader.rest):
        raise ValueError("expected the tensors' bytes; there are more of them.")
    return value


def _text(value: str) -> str:
    """Return a text that every file can hold: half a character is none."""
    return value.encode("utf-8", "replace").decode()


class _Reader:
    """Unpacks JSON, taking the tensors' bytes in their order."""

    def __init__(self, rest: memoryview) -> None:
        self.rest = rest
        self.count = itertools.count()

    def unpacked(self, packed: Any, depth: int) -> Any:
        if depth > MAX_DEPTH or next(self.count) > MAX_VALUES:
            raise ValueError("expected less data; it is nested too deep or too long.")
        if isinstance(packed, list):
            return [self.unpacked(item, depth + 1) for item in packed]
        if isinstance(packed, str):
            return _text(packed)
        if not isinstance(packed, dict):
            return packed
        match packed:
            case {"tensor": [str(dtype), [*shape]], **rest} if not rest:
                return self._tensor(dtype, shape)
            case {"dict": [*pairs], **rest} if not rest:
                return self._dict(pairs, depth)
        raise ValueError("expected a dict or a tensor; got something else.")

    def _dict(self, pairs: list[Any], depth: int) -> dict[str, Any]:
        for pair in pairs:
            if not (isinstance(pair, list) and len(pair) == 2):
                raise ValueError("expected pairs in a dict; got something else.")
        if not all(isinstance(key, str) for key, _ in pairs):
            raise ValueError("expected names in a dict; got something else.")
        return {_text(key)[:2000]: self.unpacked(v, depth + 1) for key, v in pairs}

    def _tensor(self, name: str, shape: list[Any]) -> torch.Tensor:
        if name not in _DTYPES or len(shape) > 16:
            raise ValueError("expected a known dtype and at most 16 dimensions.")
        # Not isinstance: True is an int as well.
        if not all(type(size) is int and 0 <= size <= MAX_SIZE for size in shape):
            raise ValueError("expected sizes of a tensor; got something else.")
        dtype = _DTYPES[name]
        # Compared before memory is taken: the shape may promise more than came.
        size = math.prod(shape) * dtype.itemsize
        if size > len(self.rest):
            raise ValueError("expected the bytes of a tensor; there are fewer of them.")
        raw, self.rest = self.rest[:size], self.rest[size:]
        if not size:
            return self._empty(dtype, shape)
        flat = torch.from_numpy(np.frombuffer(raw, dtype=np.uint8).copy())
        # A byte of a bool is 0 or 1; others would mean anything.
        values = flat.ne(0) if dtype is torch.bool else flat.view(dtype)
        return values.reshape(shape)

    def _empty(self, dtype: torch.dtype, shape: list[int]) -> torch.Tensor:
        # Beside a 0 the other sizes may be too large for torch to count.
        try:
            return torch.empty(shape, dtype=dtype)
        except RuntimeError:
            raise ValueError(
                "expected sizes of a tensor; they are too large."
            ) from None
