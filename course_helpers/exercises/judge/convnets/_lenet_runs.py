"""What the judge of LeNet says about a network that could not be made or run."""

import re

from course_helpers.check.compare import outcomes
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.networks import listed, network_problem

_ROW = 400
"""16 maps of 5 x 5, flat."""
# What torch says of sizes that do not fit.
_PRODUCT = re.compile(r"\((\d+)x(\d+) and (\d+)x\d+\)")
_LOST_BATCH = re.compile(r"input of size|size mismatch, got input")
_PICTURES = re.compile(r"Expected 3D .* or 4D .* input to (conv|max_pool|avg_pool)2d")
_CHANNELS = re.compile(r"weight of size .* expected input.* channels")


def run_problem(observed: Plain, images: int) -> str:
    """Say why LeNet could not be made or run; empty if it could.

    Args:
        observed: what the network consists of and what it returned.
        images: how many there were in the first batch.
    """
    problem = network_problem("LeNet", observed)
    outcome = outcomes(listed(observed, "outputs"), 1)[0]
    text = str(outcome.get("text"))
    product = _PRODUCT.search(text)
    if product:
        rows, columns, wanted = map(int, product.groups())
        return _product_problem(images, rows, columns, wanted) or problem
    if _PICTURES.search(text):
        return f"{problem} It needs pictures. When is the time to flatten?"
    if _CHANNELS.search(text):
        return f"{problem} Which channels does the layer before hand on?"
    if _LOST_BATCH.search(text):
        return f"{problem} Look at how you flatten the {images} images of this batch."
    return problem


def _product_problem(images: int, rows: int, columns: int, wanted: int) -> str:
    """Say what is wrong with the rows before the first dense layer; empty if unsure."""
    got = f"got a table of {rows} x {columns}"
    if rows != images:
        return (
            f"LeNet: expected one row for each of the {images} images before the "
            f"first dense layer; {got}. Look at how you flatten."
        )
    if wanted == _ROW:
        return (
            f"LeNet: expected {_ROW} numbers for each image before the first dense "
            f"layer, 16 maps of 5 x 5; {got}. "
            "Look at kernel size, padding and pooling of your convolutions."
        )
    if columns == _ROW:
        return (
            f"LeNet: the first dense layer takes {wanted} numbers; {got}. "
            "How many maps come out of the second pooling, and how large are they?"
        )
    return ""
