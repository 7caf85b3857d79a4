"""Judge convolve: one kernel at every place of one image."""

from itertools import starmap

import torch

from course_helpers.check.compare import (
    Mistakes,
    Outcome,
    explaining,
    first,
    numbers,
    outcomes,
    shape_problem,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.convnets._convolve_mistakes import (
    convolve_mistakes,
    convolved,
)
from course_helpers.exercises.judge.results import same_result

_NAME = "convolve"
_FIXED = " With the square image and the kernel of 3 x 3 it works."
_SIZES = "How many places has the kernel from top to bottom, and from left to right?"
_ERRORS = {
    # Slices end at the edge: a window beyond it is smaller than the kernel.
    "must match the size": f"a window and the kernel differ in size. {_SIZES}",
    "expand(": "a whole window is put where one number belongs. What is added up?",
}
"""Words of torch's errors, and what they mean here."""


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the sums of products of kernel and windows, the kernel not turned."""
    whole = isinstance(observed, dict) and "error" not in observed
    results = observed.get("results") if whole else observed
    results = outcomes(results, len(inputs))
    problems, cases = _problems(inputs, results), zip(inputs, results, strict=True)
    square = problems[0] and (same_result(_NAME, results) or problems[0])
    images, kernels = first(problems[1:4]), first(problems[4:])
    if not square:
        images += images and f"{_FIXED} Which size is the height, which the width?"
        kernels += kernels and f"{_FIXED} Is the kernel's size fixed in your code?"
    wrong = square and images and kernels
    return [
        Criterion("a square image, a kernel of 3 x 3", 0.3, square),
        Criterion("images of any height and width", 0.2, images),
        Criterion("kernels of any size", 0.15, kernels),
        Criterion("shape (H - k + 1, W - k + 1)", 0.1, first(starmap(_shape, cases))),
        # Sums that are wrong everywhere earn nothing for being one's own. Calls are
        # seen beside the answer's code, which could fake them: a quarter at most.
        Criterion("a sum of your own", 0.25, wrong or _borrowed(observed)),
    ]


def _problems(inputs: Plain, results: list[Outcome]) -> list[str]:
    """Say of every case what is wrong with its values."""
    cases = [[tensor.to(torch.float64) for tensor in case] for case in inputs]
    every = [convolve_mistakes(*case) for case in cases]
    # By a small output alone several mistakes look alike. But who takes height and
    # width as equal is right for squares, so what explains one case will do, too.
    common = explaining(every, results)
    image, kernel = inputs[0]
    # All of them are whole or halves: 2.5, not 2.5000.
    sample = f"the image {numbers(image)} and the kernel {numbers(kernel)}"
    samples = [sample.replace("000", "")] + [""] * (len(cases) - 1)
    return [
        _problem(result, convolved(*case), likely or mistakes, sample)
        for case, result, likely, mistakes, sample in zip(
            cases, results, common, every, samples, strict=True
        )
    ]


def _problem(
    result: Outcome, want: torch.Tensor, mistakes: Mistakes, sample: str
) -> str:
    for words, meaning in _ERRORS.items():
        if words in str(result.get("text")):
            return f"{_NAME}: {meaning}"
    return value_problem(_NAME, result, want, mistakes, sample)


def _shape(case: list[torch.Tensor], result: Outcome) -> str:
    image, kernel = case
    return shape_problem(_NAME, result, convolved(image, kernel).shape, _SIZES)


def _borrowed(observed: Plain) -> str:
    """Say so if a ready convolution was called."""
    names = observed.get("used") if isinstance(observed, dict) else None
    # Only an empty list clears: what is missing or malformed must not.
    if names == []:
        return ""
    function = str(names[0])[:60] if isinstance(names, list) else "function"
    return (
        f"{_NAME}: expected a sum of your own; got a call of the ready {function}. "
        "Loops, slices, unfold and sums are all that it takes."
    )
