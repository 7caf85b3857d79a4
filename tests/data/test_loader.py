import pytest
import torch
from torch.utils.data import DataLoader, Subset

from course_helpers.data import loader as loader_module
from course_helpers.data._torchvision import datasets, transforms
from course_helpers.data.loader import Loader


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch):
    """Normalise 64 images at once, so that 150 images need several rounds."""
    monkeypatch.setattr(loader_module, "_AT_ONCE", 64)


def passes(loader, n_passes=2):
    """Batches of some passes with the global random state before and after each."""
    torch.manual_seed(3)
    seen = []
    for _ in range(n_passes):
        batches = iter(loader)
        seen.append(torch.get_rng_state())
        for images, labels in batches:
            seen += [images, labels, torch.get_rng_state()]
        seen.append(torch.get_rng_state())
    return seen


def assert_same(ours, theirs):
    assert len(ours) == len(theirs)
    for our, their in zip(ours, theirs, strict=True):
        assert our.dtype == their.dtype and our.shape == their.shape
        assert torch.equal(our, their)


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("batch_size", [1, 16, 50, 64, 150, 999])
def test_batches_are_those_of_dataloader(dataset, batch_size, drop_last, shuffle):
    theirs = DataLoader(dataset, batch_size, shuffle=shuffle, drop_last=drop_last)
    ours = Loader(dataset, batch_size, shuffle=shuffle, drop_last=drop_last)
    assert len(ours) == len(theirs)
    assert_same(passes(ours), passes(theirs))


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("batch_size", [16, 50])
def test_generator_is_used_as_by_dataloader(dataset, batch_size, drop_last, shuffle):
    results = []
    for kind in (Loader, DataLoader):
        generator = torch.Generator().manual_seed(5)
        options = {"drop_last": drop_last, "generator": generator}
        loader = kind(dataset, batch_size, shuffle=shuffle, **options)
        results.append([*passes(loader), generator.get_state()])
    assert_same(*results)


def test_generator_leaves_the_global_random_state_alone(dataset):
    before = torch.get_rng_state()
    list(Loader(dataset, shuffle=True, generator=torch.Generator()))
    assert torch.equal(torch.get_rng_state(), before)


def test_nested_subsets_are_those_of_dataloader(dataset):
    subset = Subset(Subset(dataset, list(range(149, -1, -2))), [3, 3, *range(40)])
    ours, theirs = (kind(subset, 8, shuffle=True) for kind in (Loader, DataLoader))
    assert_same(passes(ours), passes(theirs))
    assert ours.dataset is subset


def test_images_in_0_to_1_are_those_of_dataloader(dataset):
    dataset.transform = transforms.ToTensor()
    ours = passes(Loader(dataset, 16))
    assert_same(ours, passes(DataLoader(dataset, 16)))
    assert ours[1].min() >= 0


def test_a_pass_left_early_uses_the_same_random_numbers(dataset):
    states = []
    for kind in (Loader, DataLoader):
        torch.manual_seed(3)
        next(iter(kind(dataset, 16, shuffle=True)))
        states.append(torch.get_rng_state())
    assert torch.equal(*states)


def test_two_passes_at_once_do_not_disturb_each_other(dataset):
    loader = Loader(dataset, 16)
    for (images, _), (others, _) in zip(loader, loader, strict=True):
        assert torch.equal(images, others)


def test_changing_a_batch_changes_neither_data_nor_other_batches(dataset):
    loader = Loader(dataset, 16)
    weight = torch.ones(1, requires_grad=True)
    expected = [images.clone() for images, _ in loader]
    for (images, labels), right in zip(loader, expected, strict=True):
        assert torch.equal(images, right) and not images.requires_grad
        images *= weight
        images += 1
        labels += 1
    for (images, _), right in zip(loader, expected, strict=True):
        assert torch.equal(images, right)


def test_changing_a_later_batch_does_not_spoil_an_earlier_gradient(dataset):
    batches = iter(Loader(dataset, 16))
    weight = torch.ones(28, 3, requires_grad=True)
    loss = (next(batches)[0] @ weight).sum()
    next(batches)[0].mul_(2)
    loss.backward()
    assert weight.grad.isfinite().all()


def test_loader_of_nothing_is_empty(dataset):
    loader = Loader(Subset(dataset, []))
    assert len(loader) == 0 and list(loader) == []


def test_loader_ignores_the_default_device(dataset):
    expected = passes(Loader(dataset, 16, shuffle=True))
    with torch.device("meta"):
        images, labels = next(iter(Loader(dataset, 16, shuffle=True)))
    assert images.device.type == labels.device.type == expected[1].device.type == "cpu"


def test_classes_and_version_follow_the_data_set(dataset, write_set, tmp_path):
    write_set(tmp_path / "FashionMNIST" / "raw")
    fashion = datasets.FashionMNIST(tmp_path, transform=transforms.ToTensor())
    loader = Loader(Subset(fashion, [0]))
    assert (loader.version, loader.classes[9]) == ("Fashion", "Ankle boot")
    loader = Loader(dataset, 32)
    assert (loader.version, loader.classes[9]) == ("MNIST", "9")
    assert (loader.batch_size, loader.dataset) == (32, dataset)


@pytest.mark.parametrize("batch_size", [0, -1, 1.5, "64", None])
def test_batch_size_must_be_a_whole_number_from_1(dataset, batch_size):
    with pytest.raises(ValueError, match=f"batch_size: .*got {batch_size!r}"):
        Loader(dataset, batch_size)


@pytest.mark.parametrize("device", ["gpu", "cuda:99", "", None])
def test_device_must_work(dataset, device):
    with pytest.raises(ValueError, match=f"device: .*got {device!r}"):
        Loader(dataset, device=device)


def test_other_transforms_are_refused(dataset):
    dataset.transform = transforms.Compose(
        [transforms.ToTensor(), transforms.RandomRotation(10)]
    )
    with pytest.raises(ValueError, match="RandomRotation"):
        Loader(dataset)
    dataset.transform = None
    with pytest.raises(ValueError, match="got None"):
        Loader(dataset)


def test_other_data_is_refused():
    with pytest.raises(TypeError, match="got list"):
        Loader([1, 2, 3])


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_batches_on_a_gpu_are_those_of_dataloader(dataset):
    ours = passes(Loader(dataset, 16, shuffle=True, device="cuda"))
    assert ours[1].device.type == "cuda"
    theirs = passes(DataLoader(dataset, 16, shuffle=True))
    assert_same([tensor.cpu() for tensor in ours], theirs)
