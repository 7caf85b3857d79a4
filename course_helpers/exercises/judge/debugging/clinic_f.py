"""Lesson 10: images and labels that are shuffled apart."""

from collections.abc import Iterator

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    first,
    outcomes,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._clinic import criteria, nothing_written
from course_helpers.exercises.judge.debugging._samples import (
    Pair,
    own_labels,
    pair_of,
    places,
)

_NAME = "clinic_f"
_APART = (
    f"{_NAME}: your function still behaves as the given one: images and labels both "
    "come in a new order, and not in the same."
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge whether the labels follow the images, and whether the order is random."""
    cases = inputs["cases"]
    calls = observed.get("repair", observed) if isinstance(observed, dict) else None
    results = outcomes(calls, len(cases))
    pairs = [_pair(*each) for each in zip(cases, results, strict=True)]
    broken = first(problem for _, problem in pairs)
    together = broken or first(
        _label_problem(case, pair)
        for case, (pair, _) in zip(cases, pairs, strict=True)
        if pair
    )
    if nothing_written(observed) and together.startswith(_APART):
        return []
    # Two random orders are random, too: that is the fault, and earns nothing.
    order = together or _order_problem(cases, [pair for pair, _ in pairs if pair])
    repair = [
        Criterion("every image with its own label", 0.25, together),
        Criterion("all images in a random order", 0.25, order),
    ]
    return criteria("f", observed, "labels out of step", repair)


def _pair(case: Plain, result: Outcome) -> tuple[Pair | None, str]:
    """Return images and labels as they came back, or say why there are none."""
    if problem := call_problem(_NAME, result):
        return None, problem
    pair, count = pair_of(result["value"]), len(case["labels"])
    if pair is None:
        return None, _form_problem(result["value"])
    if [len(part) for part in pair] != [count, count]:
        return None, (
            f"{_NAME}: expected all {count} images with {count} labels; got "
            f"{len(pair[0])} images and {len(pair[1])} labels. Which are left out?"
        )
    where = places(pair[0], case["images"])
    if None in where:
        return None, (
            f"{_NAME}: some images that came back are not among those given. Only "
            "their order may change: along which dimension does your index go?"
        )
    if lost := count - len(set(where)):
        return None, (
            f"{_NAME}: {lost} of {count} images are lost, and others came back more "
            "than once. Does your order hold every number once?"
        )
    return pair, ""


def _form_problem(value: Plain) -> str:
    if isinstance(value, list) and len(value) == 2 and pair_of(value[::-1]):
        return f"{_NAME}: the labels came back first. Expected images, labels."
    parts = value if isinstance(value, list) else [value]
    return (
        f"{_NAME}: expected two tensors, images (N, 1, 28, 28) and labels (N,); got "
        f"{', '.join(map(describe, parts[:2]))}. In which form came the arguments?"
    )


def _label_problem(case: Plain, pair: Pair) -> str:
    images, labels = pair
    given = case["labels"].double()
    where = places(images, case["images"])
    own, count = own_labels(where, labels, case["labels"]), len(given)
    if own == count:
        return ""
    if slip := first(_slips(where, labels, given)):
        return f"{_NAME}: {slip}"
    return f"{_APART} Only {own} of {count} images bear their own label."


def _slips(
    where: list[int], labels: torch.Tensor, given: torch.Tensor
) -> Iterator[str]:
    """Yield what is known of labels that do not belong to their images."""
    order = torch.tensor(where)
    if not torch.equal(labels.sort().values, given.sort().values):
        yield (
            "labels came back that are not those given: some are lost, changed or "
            "repeated."
        )
    if torch.equal(labels, given):
        yield "the images have a new order, the labels still their old one."
    if torch.equal(order, torch.arange(len(order))):
        yield "the labels have a new order, the images still their old one."
    if torch.equal(labels, given[order.argsort()]):
        yield (
            "the labels go the way back: they have the inverse of the images' order. "
            "Use the same index for both."
        )
    if torch.equal(labels, labels.sort().values):
        yield "the labels are sorted, whatever image they belong to."


def _order_problem(cases: list[Plain], pairs: list[Pair]) -> str:
    wheres = [
        torch.tensor(places(images, case["images"]))
        for case, (images, _) in zip(cases, pairs, strict=True)
    ]
    for where, (_, labels) in zip(wheres, pairs, strict=True):
        if torch.equal(where, torch.arange(len(where))):
            return (
                f"{_NAME}: every image has its label, but all of them came back in "
                "their old order; shuffled ones are asked for."
            )
        steps = labels.diff()
        if (steps >= 0).all() or (steps <= 0).all():
            return (
                f"{_NAME}: the images came back sorted by their labels: a batch would "
                "hold one or two classes. A random order is asked for."
            )
        # Reversed, rolled, every second one: few distances between neighbours. Among
        # 50 images that chance has put in order there are 30 or more.
        if len(where.diff().unique()) < len(where) / 4:
            return (
                f"{_NAME}: the order follows a rule, not chance: neighbours stay at "
                "the same distance. Where do random numbers come in?"
            )
    # The second data set is the first, turned round.
    if torch.equal(*(images for images, _ in pairs[:2])):
        return (
            f"{_NAME}: the order depends only on what is in the images. A random one "
            "is asked for."
        )
    return ""
