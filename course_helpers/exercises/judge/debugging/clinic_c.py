"""Lesson 10: a network whose parameters() do not yield all of its layers."""

from collections import Counter

import torch

from course_helpers.check.compare import entry
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.debugging._clinic import criteria, nothing_written
from course_helpers.exercises.judge.debugging._networks import (
    output_problem,
    reference_gradients,
    same_norms,
)
from course_helpers.exercises.judge.networks import listed, network_problem

_NAME = "clinic_c"
_GIVEN = Counter([(10, 64), (10,)])
"""Sizes of what the given class registers, each shape sorted."""


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge what the class registers, and what it gives under known weights."""
    seen = entry(observed, "repair")
    if nothing_written(observed) and _sizes(seen) == _GIVEN:
        return []
    registered = network_problem(_NAME, seen) or _registered_problem(inputs, seen)
    output = registered or _output_problem(inputs, seen)
    # The weights are right only where they reach all layers: one mistake, both lost.
    repair = [
        Criterion("every layer is registered and can learn", 0.25, registered),
        Criterion("still the network that was asked for", 0.25, output),
    ]
    return criteria("c", observed, "layers not registered", repair)


def _registered_problem(inputs: Plain, seen: Plain) -> str:
    values = [value for layer in inputs["layers"] for value in layer]
    wanted = Counter(_sorted(value.shape) for value in values)
    sizes, count = _sizes(seen), _sizes(seen).total()
    if sizes == _GIVEN:
        return (
            f"{_NAME}: your class still behaves as the given one: parameters() yields "
            "2 tensors, those of the last layer. How would nn.Module learn of the "
            "others?"
        )
    if not count:
        return (
            f"{_NAME}: parameters() yields nothing at all: no layer is registered any "
            "more. Where does nn.Module look for layers?"
        )
    missing = wanted - sizes
    if missing and sizes <= wanted:
        return _missing_problem(missing, count)
    if sizes != wanted:
        return (
            f"{_NAME}: expected weights and biases of 3 layers, 784-64-64-10; "
            f"parameters() yields {count} tensors, of other sizes. List the shapes in "
            "named_parameters(): which layer is not as in the given class?"
        )
    return _kept_problem(seen, wanted) or _learning_problem(seen)


def _missing_problem(missing: Counter, count: int) -> str:
    shape = max(missing, key=len)
    if all(len(sizes) < 2 for sizes in missing):
        return (
            f"{_NAME}: parameters() yields {count} tensors: a bias of {shape[0]} "
            "numbers is missing. The given layers have one each."
        )
    shown = " x ".join(map(str, shape))
    return (
        f"{_NAME}: parameters() yields {count} tensors of 6: the weight of {shown} "
        "numbers is not among them. Which layer is it, and does self hold it as the "
        "others are held?"
    )


def _kept_problem(seen: Plain, wanted: Counter) -> str:
    """Say so if an optimizer or a file would miss parameters; empty if not."""
    # A parameters() of the learner's own: optimizers see all layers, nothing else does.
    if _counted(seen, "stored") != wanted:
        return (
            f"{_NAME}: parameters() yields {wanted.total()} tensors, but state_dict() "
            "holds others: saved and loaded, the network would lose layers. They "
            "should be registered, not handed out by hand."
        )
    if seen.get("before") != wanted.total() or isinstance(seen["before"], bool):
        return (
            f"{_NAME}: some layers appear in parameters() only after the first forward "
            "pass; an optimizer made before never sees them. Where is the place to "
            "make layers?"
        )
    return ""


def _learning_problem(seen: Plain) -> str:
    norms = listed(seen, "gradients")
    if len(norms) != len(listed(seen, "shapes")) or None in norms:
        return (
            f"{_NAME}: some registered tensors get no gradient. Does forward use the "
            "very layers that are registered, and does nothing cut the graph?"
        )
    moving = listed(seen, "moving")
    if len(moving) != len(norms) or not all(flag is True for flag in moving):
        return (
            f"{_NAME}: all layers are registered, but as they start the gradient of "
            "some is 0. With which numbers do your weights begin?"
        )
    return ""


def _output_problem(inputs: Plain, seen: Plain) -> str:
    layers, images = inputs["layers"], inputs["images"]
    problem = output_problem(_NAME, layers, images, seen)
    if problem:
        return problem
    norms = reference_gradients(layers, images, inputs["labels"])
    wanted: dict[tuple[int, ...], list[float]] = {}
    for layer, pair in zip(layers, norms, strict=True):
        for value, norm in zip(layer, pair, strict=True):
            wanted.setdefault(_sorted(value.shape), []).append(norm)
    got: dict[tuple[int, ...], list[Plain]] = {}
    for shape, norm in zip(
        listed(seen, "shapes"), listed(seen, "gradients"), strict=True
    ):
        got.setdefault(_sorted(shape), []).append(norm)
    if all(same_norms(got.get(shape, []), wanted[shape]) for shape in wanted):
        return ""
    return (
        f"{_NAME}: the logits are right, but not the gradients that come back. What in "
        "forward changes what backward sees?"
    )


def _sizes(seen: Plain) -> Counter:
    return _counted(seen, "shapes")


def _counted(seen: Plain, key: str) -> Counter:
    """Count the shapes, each sorted: a weight of one's own may be (in, out)."""
    shapes = [shape for shape in listed(seen, key) if isinstance(shape, list)]
    return Counter(map(_sorted, shapes))


def _sorted(shape: list[Plain] | torch.Size) -> tuple[int, ...]:
    # Without sizes of 1: a bias of one's own may be (1, out).
    return tuple(sorted(n for n in shape if isinstance(n, int) and n != 1))
