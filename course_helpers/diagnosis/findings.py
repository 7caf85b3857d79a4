"""What is out of the ordinary in what was measured, a sentence each."""

import math
from collections.abc import Iterator

import torch

from course_helpers.diagnosis.measure import Measurements

_UNSURE = 2.0
"""A first loss may be so many times that of guessing."""
_LEARNED = 0.63
"""Of the first loss, the most that may be left of a batch that can be learned by heart.

With softmax before the loss of ten classes at least 1.461 / ln 10 = 0.634 is left.
"""
_LARGE_STEP, _NO_STEP = 0.5, 1e-6
"""The size of an update, divided by that of the weights.

Lesson 10 calls 0.001 to 0.01 usual. One layer alone learns well with a first step of
0.4, its weights are small.
"""
_STEEP, _FLAT = 1e3, 1e-7
"""Sizes of gradients at which they are called so."""
_MOSTLY = 0.9
"""The share of units that are 0 for all images at which a layer is called dead."""
_PIXELS = 10.0
"""The lessons' pixels lie between -1 and 3, however they are scaled."""


def findings(measured: Measurements) -> list[str]:
    """Return a sentence for each finding; none where all is as usual."""
    kinds = (_data, _network, _loss, _heart, _gradients, _units, _updates)
    return [sentence for kind in kinds for sentence in kind(measured)]


def unknown(measured: Measurements) -> list[str]:
    """Return a sentence for each thing that could not be judged, with the reason."""
    sentences = []
    if measured.error:
        sentences.append(f"The rest could not be measured: {measured.error}")
    elif measured.chance is None:
        sentences.append(
            "The first loss is not judged: what guessing would give is only known for "
            "CrossEntropyLoss and NLLLoss, with outputs of shape (N, K)."
        )
    if not measured.error and not measured.dead:
        sentences.append("Dead units are not judged: no ReLU was met.")
    if not measured.error and not measured.updates:
        sentences.append("Updates are not judged: give optimizer=... to see them.")
    return sentences


def _data(measured: Measurements) -> Iterator[str]:
    low, high = measured.images
    if not (math.isfinite(low) and math.isfinite(high)):
        yield "The images hold numbers that are not finite."
    elif max(abs(low), abs(high)) > _PIXELS:
        yield (
            f"The pixels run from {low:g} to {high:g}. Scale them to 0 to 1 first: "
            "large inputs make large gradients."
        )


def _network(measured: Measurements) -> Iterator[str]:
    for place in measured.unregistered:
        yield (
            f"`{place}` holds parameters that the network does not know of: they do "
            "not stand in parameters(), so no optimizer trains them."
        )
    if measured.switched_off:
        names = ", ".join(dict.fromkeys(measured.switched_off))
        yield f"{names}: in eval mode. While training call model.train() first."


def _loss(measured: Measurements) -> Iterator[str]:
    outputs, first = measured.outputs, measured.first_loss
    if outputs is None or first is None:
        return
    if not math.isfinite(first):
        yield f"The first loss is {first}: numbers ran away before any training."
    elif measured.chance is not None and measured.criterion == "CrossEntropyLoss":
        sums = outputs.sum(dim=1)
        if float(outputs.min()) >= 0 and torch.allclose(sums, torch.ones(len(sums))):
            yield (
                "The outputs are probabilities already, and CrossEntropyLoss applies "
                "log-softmax once more. Give it the logits."
            )
            return
    elif measured.chance is not None:
        total = torch.logsumexp(outputs, dim=1)
        if float(total.abs().max()) > 1e-3:
            yield (
                "NLLLoss expects log-probabilities; of these outputs they are none. "
                "End the network with LogSoftmax, or take CrossEntropyLoss."
            )
            return
    if measured.chance is not None and first > _UNSURE * measured.chance:
        yield (
            f"The first loss is {first:.2f}; guessing gives {measured.chance:.2f}. "
            "The network is sure of wrong answers: look at its weights and inputs."
        )


def _heart(measured: Measurements) -> Iterator[str]:
    losses = measured.by_heart
    if len(losses) < 2:
        return
    best = min((loss for loss in losses if math.isfinite(loss)), default=math.nan)
    if not math.isfinite(losses[-1]):
        yield f"Trained on this batch alone, the loss became {losses[-1]}."
    elif best > _LEARNED * losses[0]:
        yield (
            f"The batch cannot be learned by heart: after {len(losses)} steps its loss "
            f"is still {best:.2f}, at first {losses[0]:.2f}. Look for what keeps the "
            "network from it before you train on more."
        )


def _gradients(measured: Measurements) -> Iterator[str]:
    sizes = measured.gradients
    if sizes and all(size is None for size in sizes.values()):
        yield "The loss has no graph, so no parameter gets a gradient."
        return
    missing = [name for name, size in sizes.items() if size is None]
    if missing:
        yield f"{_list(missing)}: no gradient. Does forward use it?"
    weights = {name: size for name, size in sizes.items() if size is not None}
    if still := list(_still(weights)):
        yield f"{_list(still)}: the gradient is 0, so nothing is learned there."
    if steep := [name for name, size in weights.items() if not size < _STEEP]:
        largest = max(weights[name] for name in steep)
        yield f"{_list(steep)}: gradients as large as {largest:.3g}."


def _still(weights: dict[str, float]) -> Iterator[str]:
    """Yield the parameters of the layers that get no gradient at all.

    A bias alone may have none: batch normalization takes it away again.
    """
    layers: dict[str, dict[str, float]] = {}
    for name, size in weights.items():
        layers.setdefault(name.rpartition(".")[0], {})[name] = size
    for layer in layers.values():
        if max(layer.values()) < _FLAT:
            yield from layer


def _units(measured: Measurements) -> Iterator[str]:
    for place, (dead, units) in enumerate(measured.dead, start=1):
        if dead >= _MOSTLY * units:
            yield (
                f"ReLU {place}: {dead} of {units} units are 0 for all images. Units "
                "that are never on get no gradient and stay so."
            )


def _updates(measured: Measurements) -> Iterator[str]:
    sizes = measured.updates
    if sizes and all(size == 0 for size in sizes.values()):
        yield (
            "A step of the optimizer changes no weight. Does it hold the parameters of "
            "this network?"
        )
        return
    if large := [name for name, size in sizes.items() if not size < _LARGE_STEP]:
        most = max(sizes[name] for name in large)
        yield (
            f"{_list(large)}: one step changes the weights by {most:.0%} of their "
            "size; 0.1% to 1% is usual. Try a smaller learning rate."
        )
    elif sizes and max(sizes.values()) < _NO_STEP:
        yield "A step changes the weights by next to nothing: a larger learning rate?"


def _list(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
