import pytest
import torch
from torch.utils.data import DataLoader, random_split

from course_helpers import MNIST_CLASSES, load_data


@pytest.fixture(autouse=True)
def here(write_set, tmp_path):
    """Data sets of 150 training and 30 test images in ./data."""
    for name in ("MNIST", "FashionMNIST"):
        write_set(tmp_path / "data" / name / "raw")


def test_loaders_divide_the_images():
    train, valid, test = load_data("mnist", batch_size=16, n_valid=40)
    assert [len(loader.dataset) for loader in (train, valid, test)] == [110, 40, 30]
    assert [len(loader) for loader in (train, valid, test)] == [7, 3, 2]
    assert train.batch_size == 16 and train.classes == MNIST_CLASSES
    images, labels = next(iter(train))
    assert images.shape == (16, 1, 28, 28) and images.dtype == torch.float32
    assert labels.shape == (16,) and labels.dtype == torch.int64


def test_split_is_random_split_with_a_seed_of_its_own():
    torch.manual_seed(1)
    before = torch.get_rng_state()
    train, valid, _ = load_data(n_valid=40)
    assert torch.equal(torch.get_rng_state(), before)
    generator = torch.Generator().manual_seed(0)
    expected = random_split(range(150), [110, 40], generator)
    assert train.dataset.indices == list(expected[0].indices)
    assert valid.dataset.indices == list(expected[1].indices)


def test_only_the_training_loader_shuffles():
    train, valid, test = load_data(n_valid=40, batch_size=200)
    for loader, shuffles in ((train, True), (valid, False), (test, False)):
        (_, first), (_, second) = next(iter(loader)), next(iter(loader))
        assert torch.equal(first, second) != shuffles
        assert torch.equal(first.sort().values, second.sort().values)


def test_training_batches_are_those_of_dataloader():
    train, *_ = load_data(n_valid=40, batch_size=16)
    torch.manual_seed(2)
    ours = list(train)
    torch.manual_seed(2)
    theirs = list(DataLoader(train.dataset, 16, shuffle=True))
    for our, their in zip(ours, theirs, strict=True):
        assert torch.equal(our[0], their[0]) and torch.equal(our[1], their[1])


def test_without_validation_all_images_are_for_training():
    train, valid, _ = load_data(n_valid=0)
    assert len(train.dataset) == 150
    assert len(valid) == len(valid.dataset) == 0 and list(valid) == []


@pytest.mark.parametrize(("normalize", "lowest"), [(True, -1), (False, 0)])
def test_normalize_sets_the_range(normalize, lowest):
    for loader in load_data(n_valid=40, normalize=normalize):
        images, _ = next(iter(loader))
        assert images.min() == lowest and images.max() == 1


def test_name_chooses_the_data_set():
    assert [loader.version for loader in load_data("Fashion", n_valid=9)] == [
        "Fashion"
    ] * 3


@pytest.mark.parametrize("n_valid", [-1, 150, 5000, 0.2, None])
def test_n_valid_must_leave_images_for_training(n_valid):
    with pytest.raises(ValueError, match=f"from 0 to 149.*got {n_valid!r}"):
        load_data(n_valid=n_valid)


def test_damaged_files_are_named(tmp_path):
    path = tmp_path / "data" / "MNIST" / "raw" / "t10k-images-idx3-ubyte"
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(
        ValueError, match="t10k-images-idx3-ubyte: expected 23,536 bytes"
    ):
        load_data()
