"""Lesson 10: validation images that are in the training part, too."""

from dataclasses import dataclass

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
    own_labels,
    pair_of,
    places,
)

_NAME = "clinic_h"
_WHOLE = (
    f"{_NAME}: your function still behaves as the given one: all validation images are "
    "in the training part, too."
)
_PARTS = "training", "validation"


@dataclass(frozen=True)
class Part:
    """A part of a data set.

    Attributes:
        places: of its images among the given ones; None for an image that is not.
        labels: how many labels came with them.
        own: how many images bear their own label.
    """

    places: list[int | None]
    labels: int
    own: int


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge which images are in which part, and with which labels."""
    cases = inputs["cases"]
    calls = observed.get("repair", observed) if isinstance(observed, dict) else None
    results = outcomes(calls, len(cases))
    splits = [_split(*each) for each in zip(cases, results, strict=True)]
    broken = first(problem for _, problem in splits)
    shared = broken or first(
        _overlap_problem(case, parts)
        for case, (parts, _) in zip(cases, splits, strict=True)
    )
    if nothing_written(observed) and shared == _WHOLE:
        return []
    # The given code loses no image, and no label: that alone is no repair.
    whole = shared or first(
        _whole_problem(case, parts)
        for case, (parts, _) in zip(cases, splits, strict=True)
    )
    repair = [
        Criterion("no validation image in training", 0.25, shared),
        Criterion("every image once, with its own label", 0.25, whole),
    ]
    return criteria("h", observed, "validation images in training", repair)


def _split(case: Plain, result: Outcome) -> tuple[list[Part], str]:
    """Return the training part and the validation part, or say why there are none."""
    if problem := call_problem(_NAME, result):
        return [], problem
    value = result["value"]
    pairs = list(map(pair_of, value)) if isinstance(value, list) else []
    if len(pairs) != 2 or None in pairs:
        return [], _form_problem(value)
    parts = []
    for (images, labels), name in zip(pairs, _PARTS, strict=True):
        where = places(images, case["images"])
        if None in where:
            return [], (
                f"{_NAME}: the {name} part holds images that are not among those "
                "given. They are to be divided, not changed."
            )
        fits = len(where) == len(labels)
        own = own_labels(where, labels, case["labels"]) if fits else 0
        parts.append(Part(where, len(labels), own))
    return parts, ""


def _form_problem(value: Plain) -> str:
    if isinstance(value, list) and len(value) == 4:
        return (
            f"{_NAME}: expected two pairs, (images, labels) for training and for "
            "validation; got four values in a row."
        )
    parts = value if isinstance(value, list) else [value]
    return (
        f"{_NAME}: expected two pairs of tensors, images (N, 1, 28, 28) and labels "
        f"(N,); got {', '.join(map(describe, parts[:2]))}."
    )


def _overlap_problem(case: Plain, parts: list[Part]) -> str:
    train, valid = (set(part.places) for part in parts)
    count, shared = case["count"], len(train & valid)
    if len(train) == len(case["labels"]) and shared:
        return (
            _WHOLE
            if len(parts[1].places) == count
            else (f"{_NAME}: training still gets all images, whatever validation gets.")
        )
    if shared:
        return (
            f"{_NAME}: {shared} of {len(valid)} validation images are in the training "
            "part, too. Where does the one part end, and where does the other begin?"
        )
    sizes = [len(part.places) for part in parts]
    if sizes == [count, len(case["labels"]) - count] and sizes[0] != sizes[1]:
        return (
            f"{_NAME}: the parts changed places: {count} images came back for "
            f"training, {sizes[1]} for validation. The order is training, validation."
        )
    if sizes[1] != count:
        return (
            f"{_NAME}: expected {count} images for validation; got {sizes[1]}. What "
            "does your code do with count?"
        )
    return ""


def _whole_problem(case: Plain, parts: list[Part]) -> str:
    for part, name in zip(parts, _PARTS, strict=True):
        size = len(part.places)
        if part.labels != size:
            return (
                f"{_NAME}: the {name} part has {size} images and {part.labels} labels. "
                "What is done to the images is to be done to the labels."
            )
        if part.own != size:
            return (
                f"{_NAME}: in the {name} part only {part.own} of {size} images bear "
                "their own label. Are images and labels cut at the same place?"
            )
        if twice := size - len(set(part.places)):
            return f"{_NAME}: {twice} images are twice in the {name} part."
    lost = len(case["labels"]) - sum(len(part.places) for part in parts)
    return (
        f"{_NAME}: {lost} of {len(case['labels'])} images are in neither part. Is "
        "anything cut off twice?"
        if lost
        else ""
    )
