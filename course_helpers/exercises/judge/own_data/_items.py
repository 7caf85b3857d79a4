"""DigitFiles: shape, label and place of each item that shows one of the files."""

import torch

from course_helpers.check.compare import Outcome, describe
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.own_data._pictures import (
    SIDE,
    File,
    Undo,
    items_of,
    pair_of,
    places,
    readable,
)
from course_helpers.exercises.judge.results import number

NAME = "DigitFiles"
Case = tuple[str, list[File], Outcome]
"""Which folder it is, its files, and what was seen of them."""


def form_problem(case: Case, undo: Undo) -> str:
    """Judge shape and dtype of all images that show a file."""
    _, files, seen = case
    items = items_of(seen)
    for item, place in zip(items, places(readable(files), items, undo), strict=True):
        image = pair_of(item)[0]
        if place is None:
            continue
        if not isinstance(image, torch.Tensor):
            return (
                f"{NAME}: an image should be a tensor; got {describe(image)}. Which "
                "call makes a tensor of it?"
            )
        if tuple(image.shape) != (1, SIDE, SIDE):
            return (
                f"{NAME}: an image should have the shape (1, 28, 28); got "
                f"{describe(image)}. A network expects the channels first."
            )
        if image.dtype is not torch.float32:
            kind = str(image.dtype).removeprefix("torch.")
            return (
                f"{NAME}: an image should be float32, as weights are; got {kind}. "
                "Which dtype has what you divide?"
            )
    return ""


def label_problem(case: Case, undo: Undo) -> str:
    """Judge the labels of all images that show a file."""
    _, files, seen = case
    items, wanted = items_of(seen), readable(files)
    names = [file["path"].partition("/")[0] for file in wanted]
    for item, place in zip(items, places(wanted, items, undo), strict=True):
        if place is None:
            continue
        label, want = pair_of(item)[1], int(names[place])
        if _is_int(label) and number(label) == want:
            continue
        got = f"the float {label}" if isinstance(label, float) else describe(label)
        return (
            f"{NAME}: the label of {wanted[place]['path']} should be the int {want}; "
            f"got {got}. {_label_hint(label, names, place)}"
        )
    return ""


def _is_int(label: Plain) -> bool:
    if isinstance(label, torch.Tensor):
        whole = not label.is_floating_point() and label.dtype is not torch.bool
        return whole and label.dim() == 0
    return isinstance(label, int) and not isinstance(label, bool)


def _label_hint(label: Plain, names: list[str], place: int) -> str:
    if isinstance(label, str):
        return "What turns text into a number?"
    if isinstance(label, dict):
        return "Of a path the folder's name is asked."
    value = number(label)
    if value == int(names[place]):
        return "A loss takes whole numbers, without a dimension, as labels."
    if value == sorted(set(names)).index(names[place]):
        return "That is the folder's place in the list, not its name."
    if value is not None and f"{value:g}" in names[place]:
        return "That is one digit of the name."
    return "From which part of the path does it come?"


def order_problem(case: Case, undo: Undo) -> str:
    """Judge the order of all items that show a file."""
    _, files, seen = case
    items, wanted = items_of(seen), readable(files)
    shown = [p for p in places(wanted, items, undo) if p is not None]
    for index, (got, want) in enumerate(zip(shown, sorted(shown), strict=True)):
        if got != want:
            return (
                f"{NAME}: item {index} should be {wanted[want]['path']}; got "
                f"{wanted[got]['path']}. A folder lists its files in no order, and "
                "other machines in another."
            )
    return ""
