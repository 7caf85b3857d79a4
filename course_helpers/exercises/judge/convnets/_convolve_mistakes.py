"""What convolve should give, what known mistakes give, and what to say of them."""

import torch
import torch.nn.functional as F

from course_helpers.check.compare import Mistakes

_TURNED = "the kernel is turned round. Which weight meets the window's first pixel?"
_AROUND = (
    "there are zeros around the image. Only places where the whole kernel lies in the "
    "image count."
)
_FILLED = (
    "rows and columns of zeros are left over at the end. At how many places does the "
    "whole kernel lie in the image?"
)
_LAST = "the last places are missing. Is the last window at H - k or before it?"
_TRANSPOSED = "rows and columns have changed places. Which index is the row's?"
_ONE = "this is one place alone. Where is each sum put, and when does the loop end?"


def convolved(
    image: torch.Tensor, kernel: torch.Tensor, **options: int
) -> torch.Tensor:
    """Return what torch's own layer makes of an image (H, W) and a kernel (k, k)."""
    return F.conv2d(image[None, None], kernel[None, None], **options)[0, 0]


def convolve_mistakes(image: torch.Tensor, kernel: torch.Tensor) -> Mistakes:
    """Return what wrong functions give, for float64 tensors.

    The order is the same for every case: the judge asks which mistake explains all.
    """
    size, want = len(kernel), convolved(image, kernel)
    ones = torch.ones_like(kernel)
    turned = [(convolved(image, kernel.flip(dims)), _TURNED) for dims in ((0, 1), 0, 1)]
    return [
        *turned,
        (convolved(image, kernel.T), _TRANSPOSED),
        (convolved(image.T, kernel), _TRANSPOSED),
        (want.T, _TRANSPOSED),
        (want / size**2, "this is the mean of the products. A convolution adds them."),
        (want + 1, "there is a 1 too many everywhere. A bias is not asked for here."),
        (want.trunc(), "these are whole numbers. What type has your output?"),
        (
            want.clamp(min=0),
            "negative sums became 0. A convolution has no ReLU.",
        ),
        (convolved(image, ones), "the pixels are added up, without the weights."),
        (convolved(image, ones) + kernel.sum(), "weights and pixels are added."),
        (convolved(image, kernel, stride=size), "the kernel moves on by its own size."),
        *_of_windows(image, kernel),
        *_of_other_sizes(image, kernel),
    ]


def _of_windows(image: torch.Tensor, kernel: torch.Tensor) -> Mistakes:
    """Return what comes of wrong sums in the right windows."""
    size, want = len(kernel), convolved(image, kernel)
    windows = image.unfold(0, size, 1).unfold(1, size, 1)
    products = windows * kernel
    unsummed = "the products are not added up: each place gives one number."
    matrix = "@ is a matrix product. Each weight meets one pixel."
    return [
        (products, unsummed),
        (products[0, 0], unsummed),
        ((windows @ kernel).sum((2, 3)), matrix),
        (products.amax((2, 3)), "this is the largest product, not the sum of all."),
        (want[0, 0], _ONE),
        (want[-1, -1], _ONE),
        (want.sum(), "all places are added up. Each gives a number of its own."),
        (want.flatten(), "the sums are right, in one row. Which shape is asked for?"),
    ]


def _of_other_sizes(image: torch.Tensor, kernel: torch.Tensor) -> Mistakes:
    """Return outputs that are larger or smaller than they should be."""
    size, want = len(kernel), convolved(image, kernel)
    height, width = image.shape
    # One number would fill the smallest of them by itself.
    same = F.pad(image, ((size - 1) // 2, size // 2) * 2)
    mistakes = [
        (convolved(same, kernel), _AROUND),
        (convolved(image, kernel, padding=size - 1), _AROUND),
        (want[:-1, :-1], _LAST),
        (want[:-1], _LAST),
        (want[:, :-1], _LAST),
        (F.pad(want, (0, size - 1) * 2), _FILLED),
        (F.pad(want, (0, 1) * 2), _FILLED),
    ]
    # Two loops of one length leave out part of the longer side.
    side = min(want.shape)
    for part in (want[:, :side], want[:side]):
        mistakes.append((part, "height and width are taken as equal."))
    return mistakes
