import hashlib

import numpy as np
import pytest

from course_helpers.data import digits
from course_helpers.data._torchvision import datasets, transforms
from course_helpers.data.digits import Digits, HardDigits

# A new hash means new pictures: give sources._EMBEDDED_FOLDER a new number as well.
HASHES = {
    Digits: "5c6c892d4e4c02becbaf7b1c07af310da6578d27decb60dbab69c6dc708ac463",
    HardDigits: "0463a535699637b02e61e4fc90d72ece2c100dae46bb489b39cd6c57271aea56",
}


@pytest.fixture(params=[Digits, HardDigits])
def whole(request, tmp_path, monkeypatch):
    """A data set in full size, and the folder of its files."""
    monkeypatch.setattr(digits, "_SIZES", {"train": 60_000, "t10k": 10_000})
    return request.param, tmp_path / "root"


def test_digits_are_the_same_to_the_byte(whole):
    dataset_class, root = whole
    train = dataset_class(root, download=True)
    assert len(train) == 60_000
    assert train.targets.bincount(minlength=10).min() > 5_500
    content = b"".join(
        path.read_bytes()
        for path in sorted((root / dataset_class.__name__).rglob("*-*"))
    )
    assert hashlib.sha256(content).hexdigest() == HASHES[dataset_class]


def test_training_and_test_come_from_different_originals():
    originals = digits._originals()
    train, test = (
        {row.tobytes() for row in pixels} for pixels, _ in originals.values()
    )
    assert not train & test
    assert len(originals["train"][0]) + len(originals["t10k"][0]) == 1797
    for _, labels in originals.values():
        assert set(labels.tolist()) == set(range(10))


@pytest.mark.parametrize("dataset_class", [Digits, HardDigits])
def test_digits_drop_in_for_mnist(tmp_path, dataset_class):
    transform = transforms.ToTensor()
    train = dataset_class(tmp_path, train=True, download=True, transform=transform)
    test = dataset_class(tmp_path, train=False, transform=transform)
    assert isinstance(train, datasets.MNIST)
    assert (len(train), len(test)) == (400, 200)
    image, label = train[0]
    assert image.shape == (1, 28, 28) and 0 <= label <= 9
    assert 0 <= image.min() and image.max() <= 1


def test_digits_are_bright_in_the_middle_and_black_at_the_edge(tmp_path):
    data = Digits(tmp_path, download=True).data
    assert data[:, 0].max() == 0 and data[:, -1].max() == 0
    assert data[:, 4:24, 4:24].float().mean() > 60
    assert np.isin(data.numpy(), [0, 255]).mean() > 0.8


def test_neighbours_differ_in_their_clutter(tmp_path, monkeypatch):
    monkeypatch.setitem(digits._SIZES, "train", 4000)
    data = HardDigits(tmp_path, download=True).data.float()
    strips = [data[:, :3], data[:, 25:], data[:, :, :3], data[:, :, 25:]]
    brightest = np.stack([strip.mean(dim=(1, 2)) for strip in strips]).argmax(axis=0)
    assert set(brightest[:50]) == {0, 1, 2, 3}
