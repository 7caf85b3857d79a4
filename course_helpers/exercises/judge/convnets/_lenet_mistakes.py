"""Feature maps, logits and outputs of LeNet: the right ones, then known mistakes."""

from collections.abc import Callable, Iterator

import torch
from torch.nn.functional import (
    avg_pool2d,
    conv2d,
    leaky_relu,
    linear,
    log_softmax,
    max_pool2d,
    softmax,
)

Layers = list[list[torch.Tensor]]
"""[weight, bias] for each layer."""
Step = Callable[[torch.Tensor], torch.Tensor]


def _as_is(x: torch.Tensor) -> torch.Tensor:
    return x


_RELU = (torch.relu, torch.relu)
_ACTIVATIONS: tuple[tuple[tuple[Step, Step], str], ...] = (
    (_RELU, ""),
    ((_as_is, _as_is), "neither of the two {layers} has a ReLU after it."),
    ((_as_is, torch.relu), "the first of the two {layers} has no ReLU after it."),
    ((torch.relu, _as_is), "the second of the two {layers} has no ReLU after it."),
    ((torch.tanh, torch.tanh), "expected ReLU after the {layers}; got tanh."),
    ((torch.sigmoid, torch.sigmoid), "expected ReLU after the {layers}; got sigmoid."),
    ((leaky_relu, leaky_relu), "expected ReLU after the {layers}; got leaky ReLU."),
)

_AVERAGE = "expected max pooling; got average pooling."
_STRIDE = "expected convolutions with stride 1, then max pooling; got stride 2 instead."
_WINDOW = "expected pooling over windows of 2 x 2; got larger ones, which overlap."
_PADDING = "expected convolutions without padding; got padding in the first."


def _max(x: torch.Tensor) -> torch.Tensor:
    return max_pool2d(x, 2)


def _mean(x: torch.Tensor) -> torch.Tensor:
    return avg_pool2d(x, 2)


def maps_of(layers: Layers, images: torch.Tensor) -> Iterator[tuple]:
    """Yield the maps (N, 16, 5, 5), right and mistaken, each with its message.

    Args:
        layers: the two convolutions.
        images: (N, 1, 32, 32).
    """

    def maps(steps: tuple[Step, Step], stride: int = 1, padding: int = 0):
        x = images
        for (weight, bias), step in zip(layers, steps, strict=True):
            x = step(conv2d(x, weight, bias, stride=stride, padding=padding))
            padding = 0
        return x

    def pooled(pool: Step, pair: tuple[Step, Step]) -> tuple[Step, Step]:
        return tuple(lambda x, f=f: pool(f(x)) for f in pair)

    for pair, message in _ACTIVATIONS:
        yield maps(pooled(_max, pair)), message.format(layers="convolutions")
    # Both keep the maps at 5 x 5, so that no error gives them away.
    yield maps(pooled(_max, _RELU), padding=1), _PADDING
    yield maps(pooled(lambda x: max_pool2d(x, 3, 2, padding=1), _RELU)), _WINDOW
    # LeNet as it was published has average pooling and tanh: both mistakes at once.
    for pair, message in _ACTIVATIONS:
        also = " And " + message.format(layers="convolutions") if message else ""
        # A maximum is the same before and after an activation that never falls, a mean
        # is not.
        after = pooled(_mean, pair)
        before = tuple(lambda x, f=f: f(_mean(x)) for f in pair)
        yield maps(after), _AVERAGE + also
        yield maps(before), _AVERAGE + also
        yield maps(pair, stride=2), _STRIDE + also
    largest, mean = pooled(_max, _RELU), pooled(_mean, _RELU)
    yield maps((mean[0], largest[1])), _AVERAGE[:-1] + " after the first convolution."
    yield maps((largest[0], mean[1])), _AVERAGE[:-1] + " after the second convolution."


def rows_of(maps: torch.Tensor) -> Iterator[tuple[torch.Tensor, str]]:
    """Yield maps (N, 16, 5, 5) as rows (N, 400): the right ones, then mistaken ones."""
    count = len(maps)
    yield maps.reshape(count, 400), ""
    message = "flatten mixes the images: each row should hold all of one image."
    yield maps.reshape(400, count).T, message
    yield maps.transpose(0, 1).reshape(count, 400), message
    message = "flatten keeps another order: expected map after map, line after line."
    yield maps.permute(0, 2, 3, 1).reshape(count, 400), message
    yield maps.transpose(2, 3).reshape(count, 400), message


def logits_of(layers: Layers, rows: torch.Tensor) -> Iterator[tuple]:
    """Yield the logits (N, 10), right and mistaken, each with its message.

    Args:
        layers: the three dense layers.
        rows: the flat feature maps, (N, 400).
    """
    for pair, message in _ACTIVATIONS:
        x = rows
        for (weight, bias), step in zip(layers, [*pair, _as_is], strict=True):
            x = step(linear(x, weight, bias))
        yield x, message.format(layers="hidden dense layers")


OUTPUTS: tuple[tuple[Step, str], ...] = (
    (_as_is, ""),
    (lambda z: softmax(z, dim=1), "softmax makes probabilities of the logits"),
    (lambda z: log_softmax(z, dim=1), "these are log-probabilities"),
    (torch.relu, "a ReLU cuts the negative logits"),
    (torch.sigmoid, "a sigmoid squeezes each logit"),
    (lambda z: softmax(z, dim=0), "a softmax runs down the batch"),
    (torch.tanh, "tanh squeezes each logit"),
)
