"""A loader that cuts its batches from one tensor in memory."""

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.utils.data import Subset

from course_helpers.labels import FASHION_CLASSES, MNIST_CLASSES

from ._torchvision import datasets, transforms

# Images that are normalised at once: enough to hide the cost of a call, few enough for
# a CPU's cache.
_AT_ONCE = 1024


class Loader:
    """Batches of a data set, the same as DataLoader's but many times faster.

    For the same `torch.manual_seed` it yields what `DataLoader(loader.dataset,
    batch_size, shuffle, drop_last=drop_last, generator=generator)` yields, bit for
    bit, and leaves the same random state.

    Attributes:
        dataset: The torchvision data set, or the Subset of it, that was given.
        batch_size: Images in a batch; the last batch may be shorter.
        classes: Names of the ten classes, in the order of their labels.
        version: "MNIST" or "Fashion", for view_classify.
    """

    def __init__(
        self,
        dataset: datasets.MNIST | Subset,
        batch_size: int = 64,
        shuffle: bool = False,
        drop_last: bool = False,
        generator: torch.Generator | None = None,
        device: str | torch.device = "cpu",
    ) -> None:
        """Take a data set's images into memory, or onto a device.

        Args:
            dataset: torchvision's MNIST or a class derived from it, with ToTensor() as
                its transform, alone or followed by Normalize; or a Subset of it.
            batch_size: Images in a batch.
            shuffle: Whether each pass has a new random order.
            drop_last: Whether to leave out a last batch that is shorter.
            generator: Source of the random order in place of torch's global one.
            device: Where the data is kept and the batches are made.

        Raises:
            TypeError: The data set is of another kind.
            ValueError: The transform, batch_size or device cannot be used.
        """
        base, index = _unwrapped(dataset)
        if not isinstance(batch_size, int) or batch_size < 1:
            raise ValueError(
                f"batch_size: expected a whole number from 1; got {batch_size!r}. "
                "Most lessons use 64."
            )
        device = _usable(device)
        self.dataset = dataset
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.drop_last = drop_last
        self.generator = generator
        fashion = isinstance(base, datasets.FashionMNIST)
        self.classes = FASHION_CLASSES if fashion else MNIST_CLASSES
        self.version = "Fashion" if fashion else "MNIST"
        self._normalize = _normalizations(base.transform)
        self._pixels = base.data.unsqueeze(1).to(device)
        self._labels = base.targets.to(device)
        self._index = index
        # Dividing by a tensor is exact everywhere; for a number CUDA multiplies by its
        # reciprocal.
        self._white = torch.tensor(255.0, device=device)

    def __len__(self) -> int:
        """Return the number of batches."""
        whole, rest = divmod(len(self._index), self.batch_size)
        return whole + (rest > 0 and not self.drop_last)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        """Begin a pass over all batches.

        Yields:
            Images, float32 (B, 1, 28, 28), and labels, int64 (B,).
        """
        # DataLoader draws a seed for its workers here, and the order later.
        torch.empty((), dtype=torch.int64, device="cpu").random_(
            generator=self.generator
        )
        return self._batches()

    def _batches(self) -> Iterator[tuple[Tensor, Tensor]]:
        size = self.batch_size
        order = self._order()[: len(self) * size]
        step = size * max(1, _AT_ONCE // size)
        for start in range(0, len(order), step):
            chosen = order[start : start + step].to(self._labels.device)
            images = self._images(chosen)
            labels = self._labels.index_select(0, chosen)
            # unsafe_split gives tensors of their own in autograd's eyes: changing one
            # batch in place does not count as changing the others.
            yield from zip(
                images.unsafe_split(size), labels.unsafe_split(size), strict=True
            )
        if self.shuffle and self.generator is not None:
            self._permutation(self.generator)  # RandomSampler draws one more at the end

    def _images(self, chosen: Tensor) -> Tensor:
        """Apply the data set's transform to many images at once."""
        pixels = self._pixels.index_select(0, chosen)
        images = pixels.to(torch.get_default_dtype()).div_(self._white)
        for normalize in self._normalize:
            images = normalize(images)
        return images

    def _order(self) -> Tensor:
        """Choose the order of a pass on the CPU, so that it is the same everywhere."""
        if not self.shuffle:
            return self._index
        generator = self.generator
        if generator is None:
            seed = torch.empty((), dtype=torch.int64, device="cpu").random_().item()
            generator = torch.Generator().manual_seed(seed)
        return self._index[self._permutation(generator)]

    def _permutation(self, generator: torch.Generator) -> Tensor:
        return torch.randperm(len(self._index), generator=generator, device="cpu")


def _unwrapped(dataset: datasets.MNIST | Subset) -> tuple[datasets.MNIST, Tensor]:
    """Return the data set inside all Subsets, and the numbers of its chosen images."""
    if isinstance(dataset, Subset):
        base, index = _unwrapped(dataset.dataset)
        return base, index[torch.as_tensor(dataset.indices, dtype=torch.int64)]
    if not isinstance(dataset, datasets.MNIST) or dataset.target_transform is not None:
        raise TypeError(
            "Loader: expected torchvision's MNIST or FashionMNIST without a "
            f"target_transform, or a Subset of one; got {type(dataset).__name__}. "
            "Use torch.utils.data.DataLoader for other data."
        )
    return dataset, torch.arange(len(dataset), device="cpu")


def _normalizations(transform: object) -> list[transforms.Normalize]:
    """Return the steps after ToTensor, made to work in place."""
    composed = isinstance(transform, transforms.Compose)
    first, *rest = transform.transforms if composed else [transform]
    usable = isinstance(first, transforms.ToTensor)
    if not usable or not all(isinstance(step, transforms.Normalize) for step in rest):
        raise ValueError(
            "Loader: expected the transform ToTensor(), alone or before Normalize; "
            f"got {transform}. Use torch.utils.data.DataLoader for other transforms."
        )
    return [transforms.Normalize(step.mean, step.std, inplace=True) for step in rest]


def _usable(device: str | torch.device) -> torch.device:
    try:
        usable = torch.device(device)
        torch.empty(1, device=usable)
    except (RuntimeError, AssertionError, TypeError) as error:
        raise ValueError(
            f"device: expected one that works here, such as get_device() finds; "
            f"got {device!r} ({str(error).splitlines()[0]}). "
            'Use device=get_device(), or "cpu".'
        ) from error
    return usable
