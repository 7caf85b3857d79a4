"""Judge pixel_stats: mean and standard deviation over all pixels of a data set."""

from collections.abc import Iterator

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    entry,
    first,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.results import number, numbers

_NAME = "pixel_stats"
_PIXELS = 784
_BATCHES = (10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000, 1024)
_AT_ONCE = 0.5
"""Share of all images: the batches of any size that lessons use are smaller."""


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge both numbers for data sets of three sizes, and what is kept in memory."""
    cases = [(case, entry(observed, kind)) for kind, case in inputs.items()]
    means = first(_mean_problem(*case) for case in cases)
    stds = first(_std_problem(*case) for case in cases)
    idle = means and stds
    return [
        Criterion("the mean over all pixels", 0.35, means),
        Criterion("the standard deviation over all pixels", 0.4, stds),
        # Noted beside the learner's code, which could forge it: a quarter, no more.
        Criterion(
            "not all images in memory at once",
            0.25,
            idle or _memory_problem(*cases[-1]),
        ),
    ]


def _pair(result: Outcome) -> tuple[list[float], str]:
    """Return the two numbers that came back, or say why there are none."""
    problem = call_problem(_NAME, result)
    if problem:
        return [], problem
    value = result["value"]
    pair = [number(item) for item in value] if isinstance(value, list) else []
    pair = pair if None not in pair else []
    pair = pair or numbers(value)
    if len(pair) == 2:
        return pair, ""
    return [], (
        f"{_NAME}: expected two numbers, (mean, standard deviation); got "
        f"{_described(value)}. All pixels of all images give one of each."
    )


def _described(value: Plain) -> str:
    if isinstance(value, list) and len(value) == 2:
        return f"({', '.join(map(describe, value))})"
    return describe(value)


def _images(case: Plain) -> torch.Tensor:
    """Return all images of a case, float64 (N, 784)."""
    patterns = case["patterns"].double().flatten(1)
    turns = torch.arange(len(case["levels"])) % len(patterns)
    return case["levels"].double()[:, None] * patterns[turns]


def _close(got: float, want: float) -> bool:
    # Sums of a million numbers in float32 are not exact.
    return abs(got - want) <= 5e-4 * want


def _mean_problem(case: Plain, result: Outcome) -> str:
    pair, problem = _pair(result)
    if problem:
        return problem
    images = _images(case)
    want = float(images.mean())
    if _close(pair[0], want):
        return ""
    if _close(pair[1], want):
        return f"{_NAME}: the two numbers have changed places: (mean, deviation)."
    for wrong, message in _mean_slips(images):
        if _close(pair[0], wrong):
            return f"{_NAME}: {message}"
    return (
        f"{_NAME}: for {len(images)} images the mean should be {want:.4f}; got "
        f"{pair[0]:.4f}. Which sum do you divide, and by how many pixels?"
    )


_UNEVEN = (
    "a mean of the batches' values came back, in which the last, shorter batch counts "
    "as much as the others. Add up over pixels instead."
)


def _mean_slips(images: torch.Tensor) -> Iterator[tuple[float, str]]:
    for size in _BATCHES:
        if len(images) > size:
            batches = images.split(size)
            yield float(torch.stack([b.mean() for b in batches]).mean()), _UNEVEN
            yield (
                float(batches[0].mean()),
                "this is the mean of one batch; all images are asked.",
            )
            yield (
                float(torch.cat(batches[:-1]).mean()),
                "the last images are left out. Does your loader drop a batch?",
            )
    total = float(images.sum())
    yield total, "this is the sum of all pixels; what is it divided by?"
    yield total / len(images), "the sum is divided by the images, not by the pixels."
    yield total / _PIXELS, "the sum is divided by the pixels of one image only."
    for one in (images[0], images[-1]):
        yield float(one.mean()), "this is the mean of a single image; all are asked."
    yield float(images.mean()) / 255, "the pixels are in [0, 1] already: no 255 here."
    yield float(images.mean()) * 255, "the pixels are in [0, 1] and stay there."
    yield float(images.median()), "this is the median. The mean is asked."


def _std_problem(case: Plain, result: Outcome) -> str:
    pair, problem = _pair(result)
    if problem:
        return problem
    images = _images(case)
    wants = [float(images.std(correction=correction)) for correction in (0, 1)]
    if any(_close(pair[1], want) for want in wants):
        return ""
    for wrong, message in _std_slips(images):
        if _close(pair[1], wrong):
            return f"{_NAME}: {message}"
    return (
        f"{_NAME}: for {len(images)} images the standard deviation should be "
        f"{wants[0]:.4f}; got {pair[1]:.4f}. From which mean is each pixel's distance "
        "taken?"
    )


def _std_slips(images: torch.Tensor) -> Iterator[tuple[float, str]]:
    variance = float(images.var(correction=0))
    yield variance, "this is the variance. What is left to do?"
    yield variance**0.25, "a root is taken twice."
    each = (
        "this is the mean of deviations, each around a mean of its own: how far images "
        "differ from each other is lost in it."
    )
    for correction in (0, 1):
        stds = images.std(dim=1, correction=correction)
        yield float(stds.mean()), each
        yield float(stds.square().mean().sqrt()), each
        if len(images) > 1:
            means = images.mean(dim=1).std(correction=correction)
            yield (
                float(means),
                "this says how far the images' means differ; every pixel is asked.",
            )
            yield (
                float(images.std(dim=0, correction=correction).mean()),
                "this is a mean over the places in an image; take all pixels as one "
                "long row.",
            )
        for one in (images[0], images[-1]):
            yield (
                float(one.std(correction=correction)),
                "this is the deviation of a single image; all are asked.",
            )
        for size in _BATCHES:
            if len(images) > size:
                batches = images.split(size)
                stds = torch.stack([b.std(correction=correction) for b in batches])
                yield float(stds.mean()), each
                yield float(stds.square().mean().sqrt()), each
                shares = torch.tensor([len(b) for b in batches]) / len(images)
                yield float((shares * stds).sum()), each
                yield (
                    float(batches[0].std(correction=correction)),
                    "this is the deviation of one batch; all images are asked.",
                )
                yield (
                    float(torch.cat(batches[:-1]).std(correction=correction)),
                    "the last images are left out. Does your loader drop a batch?",
                )
    squares = float(images.square().mean())
    yield squares**0.5, "the mean is not taken off before, or after, squaring."
    yield squares, "this is a mean of squares: the mean's own square is still in it."
    yield (
        float((images - images.mean()).abs().mean()),
        "these distances are not squared: a standard deviation squares them.",
    )
    total = (variance * images.numel()) ** 0.5
    yield total, "the squares are added, but not divided."
    yield (
        total / len(images) ** 0.5,
        "the squares are divided by the images, not by the pixels.",
    )


def _memory_problem(case: Plain, result: Outcome) -> str:
    most, count = result.get("most"), len(case["levels"])
    if isinstance(most, int) and not isinstance(most, bool) and 0 < most:
        if most <= _AT_ONCE * count:
            return ""
        return (
            f"{_NAME}: of {count} images, {min(most, count)} were in memory at once. "
            "Which few numbers are worth keeping of each image, or of each batch?"
        )
    return f"{_NAME}: no image was ever in memory. Are the images read at all?"
