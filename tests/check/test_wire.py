import json

import pytest
import torch

from course_helpers.check.wire import MAX_BYTES, MAX_DEPTH, MAX_SIZE, decode, encode

VALUES = [
    None,
    True,
    -(2**62),
    1.5,
    float("inf"),
    "näme",
    [],
    {},
    {"dict": [1, {"tensor": ["float32", [2]]}], "": None},
    torch.tensor(3.0),
    torch.zeros(0, 5, dtype=torch.int8),
    torch.tensor([True, False]),
    torch.tensor([1 + 2j]),
    torch.arange(12, dtype=torch.bfloat16).reshape(3, 4).T,
]


def same(a: object, b: object) -> bool:
    if isinstance(a, torch.Tensor):
        return a.dtype == b.dtype and torch.equal(a, b)
    return type(a) is type(b) and a == b


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_data_comes_back_as_it_was(value):
    assert same(decode(encode(value)), value)


def test_several_tensors_keep_their_places():
    parts = [torch.randn(3), {"a": torch.ones(2, 2)}, torch.arange(5)]
    found = decode(encode(parts))
    assert same(found[0], parts[0]) and same(found[2], parts[2])
    assert same(found[1]["a"], parts[1]["a"])


def message(packed: object, rest: bytes = b"") -> bytes:
    text = packed if isinstance(packed, bytes) else json.dumps(packed).encode()
    return len(text).to_bytes(8, "little") + text + rest


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b"", "whole message"),
        (b"\xff" * 8, "whole message"),
        (message(b"{"), "JSON"),
        (message(b"[" * 10_000 + b"]" * 10_000), "JSON"),
        (message(json.loads("[" * 40 + "]" * 40)), "nested"),
        (message([0] * 300_000), "nested"),
        (message({"tensor": ["float32", [4]]}, b"1234"), "fewer"),
        (message({"tensor": ["float32", [1]]}, b"12345678"), "more"),
        (message({"tensor": ["object", [1]]}, b"12345678"), "dtype"),
        (message({"tensor": ["float32", [2**40, 0]]}), "sizes"),
        (message({"tensor": ["float32", [-1]]}), "sizes"),
        (message({"tensor": ["float32", [True]]}, b"1234"), "sizes"),
        (message({"tensor": ["uint8", [0] * 20]}), "dimensions"),
        (message({"tensor": ["float32", [0, *[MAX_SIZE] * 5]]}), "too large"),
        (message({"dict": [["a"]]}), "pairs"),
        (message({"dict": [[1, 2]]}), "names"),
        (message({"__reduce__": "os.system"}), "dict or a tensor"),
        (bytes(MAX_BYTES + 1), "at most"),
    ],
    ids=range(18),
)
def test_what_nobody_can_trust_is_refused_in_words(bad, words):
    with pytest.raises(ValueError, match=words):
        decode(bad)


def test_bytes_of_a_bool_tensor_become_true_and_false():
    found = decode(message({"tensor": ["bool", [3]]}, b"\x00\x07\xff"))
    assert found.tolist() == [False, True, True]
    assert found.view(torch.uint8).tolist() == [0, 1, 1]


def test_half_a_character_is_none_in_texts_and_names():
    halves = {"dict": [["a\ud800", "b\udfff"]]}
    assert decode(message(halves)) == {"a?": "b?"}


def test_what_is_no_plain_data_is_not_sent():
    with pytest.raises(TypeError, match="object"):
        encode([object()])


def test_as_deep_as_may_be_read_may_be_sent_and_no_deeper():
    value: list = []
    for _ in range(MAX_DEPTH):
        value = [value]
    assert decode(encode(value)) == value
    with pytest.raises(ValueError, match="levels"):
        encode([value])
