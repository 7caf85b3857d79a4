"""load_data(): three loaders in one line."""

import torch
from torch.utils.data import Subset, random_split

from ._torchvision import datasets, transforms
from .loader import Loader
from .sources import find_dataset

# Always the same images, so that nobody ever trains on those that validate.
_SPLIT_SEED = 0


def load_data(
    name: str = "mnist",
    batch_size: int = 64,
    n_valid: int = 5000,
    normalize: bool = True,
    device: str | torch.device = "cpu",
    download: bool = True,
) -> tuple[Loader, Loader, Loader]:
    """Load a data set, divided into batches for training, validation and tests.

    The training loader shuffles; its order follows `torch.manual_seed`. Which images
    are for validation is always the same and uses no random numbers of yours.

    Args:
        name: "mnist", "fashion-mnist" or "digits".
        batch_size: Images in a batch; the last one may be shorter.
        n_valid: How many of the training images to keep for validation; with 0 all
            are for training and the validation loader is empty.
        normalize: Whether grey levels are in [-1, 1]; else they are in [0, 1].
        device: Where the images are kept and the batches are made.
        download: Whether to download what is nowhere on this machine.

    Returns:
        Loaders for training, validation and tests. Each yields images, float32
        (B, 1, 28, 28), and labels, int64 (B,), and has `len()`, `.dataset`,
        `.batch_size`, `.classes` and `.version`.

    Raises:
        ValueError: An argument cannot be used, or damaged files were found.
        NotADirectoryError: COURSE_DATA is set, but is no folder that can be read.
    """
    dataset_class, root = find_dataset(name, download=download)
    steps = [transforms.ToTensor()]
    if normalize:
        steps.append(transforms.Normalize((0.5,), (0.5,)))
    transform = transforms.Compose(steps)
    full = dataset_class(root, train=True, transform=transform)
    train, valid = _split(full, n_valid)
    test = dataset_class(root, train=False, transform=transform)
    return (
        Loader(train, batch_size, shuffle=True, device=device),
        Loader(valid, batch_size, device=device),
        Loader(test, batch_size, device=device),
    )


def _split(
    full: datasets.MNIST, n_valid: int
) -> tuple[datasets.MNIST | Subset, Subset]:
    if not isinstance(n_valid, int) or not 0 <= n_valid < len(full):
        raise ValueError(
            f"load_data: n_valid must be a whole number from 0 to {len(full) - 1:,}, "
            f"so that images remain for training; got {n_valid!r}. Try n_valid=5000."
        )
    if n_valid == 0:  # random_split would warn
        return full, Subset(full, [])
    generator = torch.Generator().manual_seed(_SPLIT_SEED)
    train, valid = random_split(full, [len(full) - n_valid, n_valid], generator)
    return train, valid
