import gzip
from pathlib import Path

import numpy as np
import pytest

from course_helpers.data import idx
from course_helpers.data._torchvision import datasets

IMAGES = "train-images-idx3-ubyte"
LABELS = "train-labels-idx1-ubyte"


@pytest.fixture
def raw(write_set, tmp_path):
    return write_set(tmp_path / "MNIST" / "raw")


def test_whole_files_pass(raw):
    idx.check_folder(raw)


DAMAGE = {
    "truncated": (IMAGES, lambda b: b[:1000], "117,616 bytes.*got 1,000"),
    "too long": (LABELS, lambda b: b + b"\0", "158 bytes.*got 159"),
    "short header": (IMAGES, lambda b: b[:9], "header of 16 bytes; got 9"),
    "empty": (IMAGES, lambda b: b"", "got an empty file"),
    "wrong magic number": (IMAGES, lambda b: b"PK\3\4" + b[4:], "got 50 4b 03 04"),
    "labels as images": (IMAGES, lambda b: b"\0\0\x08\1" + b[4:], "00 00 08 03; got"),
    "fewer labels": (
        LABELS,
        lambda b: b"\0\0\x08\1\0\0\0\x95" + b[9:],
        "each of 150 images; got 149",
    ),
    "other size": (
        IMAGES,
        lambda b: b[:8] + b"\0\0\0\x0e\0\0\0\x38" + b[16:],
        "28 x 28; got 150 x 14 x 56",
    ),
    "labels over 9": (LABELS, lambda b: b[:-1] + b"\x0a", "labels 0 to 9; got 10"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_file_is_named_with_what_was_expected(raw, damage):
    name, change, message = DAMAGE[damage]
    path = raw / name
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(ValueError, match=rf"{name}: expected.*{message}"):
        idx.check_folder(raw)


def test_missing_file_is_named(raw):
    (raw / LABELS).unlink()
    with pytest.raises(ValueError, match=f"{LABELS}: .*No such file"):
        idx.check_folder(raw)


def test_file_without_permission_is_named(raw, monkeypatch):
    def deny(path, *_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(ValueError, match="can be read; got Permission denied"):
        idx.check_folder(raw)


def test_written_file_is_what_torchvision_reads(raw):
    images = np.arange(150 * 784, dtype=np.uint32).astype(np.uint8)
    idx.write_file(raw / IMAGES, images.reshape(150, 28, 28))
    idx.check_folder(raw)
    data = datasets.MNIST(raw.parents[1]).data
    assert np.array_equal(data.numpy().ravel(), images)


def test_unpack_takes_plain_and_packed_files(raw, tmp_path):
    content = (raw / IMAGES).read_bytes()
    (raw / f"{IMAGES}.gz").write_bytes(gzip.compress(content))
    (raw / IMAGES).unlink()
    target = tmp_path / "target"
    target.mkdir()
    assert idx.is_packed(raw) and not idx.is_complete(raw)
    idx.unpack(raw, target)
    assert idx.is_complete(target)
    assert (target / IMAGES).read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [b"no gzip", gzip.compress(b"0" * 5000)[:-12]],
    ids=["no gzip", "cut off"],
)
def test_unpack_names_a_damaged_file(raw, tmp_path, content):
    (raw / IMAGES).unlink()
    (raw / f"{IMAGES}.gz").write_bytes(content)
    with pytest.raises(ValueError, match=f"{IMAGES}.gz: expected a whole file"):
        idx.unpack(raw, tmp_path)
