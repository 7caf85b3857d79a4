"""Small data sets of our own, and a machine that has no other and no network."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

import course_helpers.data  # noqa: F401  (before torchvision)
from course_helpers.data import digits, places, sources
from course_helpers.data._torchvision import datasets, transforms

FILES = [
    ("train-images-idx3-ubyte", 3),
    ("train-labels-idx1-ubyte", 1),
    ("t10k-images-idx3-ubyte", 3),
    ("t10k-labels-idx1-ubyte", 1),
]


@pytest.fixture(autouse=True)
def machine(tmp_path, monkeypatch):
    """An empty folder to work in, an empty cache, no mirrors, small embedded digits."""
    monkeypatch.chdir(tmp_path)
    for name in ("COURSE_OFFLINE", "COURSE_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(places, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    monkeypatch.setattr(places, "DEBIAN_FASHION", tmp_path / "debian")
    monkeypatch.setattr(sources, "_announced", set())
    monkeypatch.setattr(sources, "_download_failed", set())
    for dataset_class in (datasets.MNIST, datasets.FashionMNIST):
        monkeypatch.setattr(dataset_class, "mirrors", [])
    monkeypatch.setattr(digits, "_SIZES", {"train": 400, "t10k": 200})
    return tmp_path


def idx_bytes(values: np.ndarray) -> bytes:
    header = bytes([0, 0, 8, values.ndim])
    return header + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


@pytest.fixture
def write_set():
    """A function that writes four small IDX files; more images in the training set."""

    def write(raw: Path, n_train: int = 150, packed: bool = False) -> Path:
        raw.mkdir(parents=True, exist_ok=True)
        random = np.random.default_rng(n_train)
        for name, n_dims in FILES:
            n = n_train if name.startswith("train") else 30
            shape, high = ((n, 28, 28), 256) if n_dims == 3 else ((n,), 10)
            content = idx_bytes(random.integers(0, high, shape, np.uint8))
            if packed:
                (raw / f"{name}.gz").write_bytes(gzip.compress(content))
            else:
                (raw / name).write_bytes(content)
        return raw

    return write


@pytest.fixture
def dataset(write_set, tmp_path):
    """A training set of 150 random images with the course's transform."""
    write_set(tmp_path / "own" / "MNIST" / "raw")
    steps = [transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))]
    return datasets.MNIST(tmp_path / "own", transform=transforms.Compose(steps))
