"""Judge center: images moved so that their ink balances in the middle."""

import torch

from course_helpers.check.compare import (
    Mistakes,
    Outcome,
    alike,
    call_problem,
    explaining,
    first,
    outcomes,
    same,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.own_data._center_mistakes import (
    center_mistakes,
    centred,
)

_NAME = "center"
_HINT = "Compare how far the ink moved with how far its centre was from 13.5."
_ERRORS = {
    "must match": "How large are both parts, also when 0 pixels move?",
    "NaN": "How much ink has an empty image, and what is divided by it?",
    "out of bounds": "Which pixels end up beyond the edge?",
}
"""Words of errors, and where to look."""


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge where the ink of each image went, and what became of the image given."""
    cases = [(kind, image) for kind, images in inputs.items() for image in images]
    results = _results(inputs, observed)
    problems = _problems(cases, results)
    whole = first((*problems["whole"], *problems["tie"]))
    # What moves no image well gets nothing for those that stay, by chance or always.
    still = whole or first(problems["still"])
    empty = whole or first(problems["empty"])
    shape = first(
        shape_problem(_NAME, result, (1, 28, 28), "The channel stays, too.")
        for result in results
    )
    return [
        Criterion("the centre of mass in the middle", 0.35, whole),
        Criterion("to the nearest whole pixel", 0.2, first(problems["nearest"])),
        Criterion("ink beyond the edge is lost", 0.2, first(problems["edge"])),
        Criterion("images that need no move", 0.1, still),
        Criterion("empty images", 0.05, empty),
        Criterion("shape (1, 28, 28)", 0.05, shape),
        # Looked at beside the answer's code, which could restore it in between.
        Criterion("the given image as it was", 0.05, whole or _changed(cases, results)),
    ]


def _results(inputs: Plain, observed: Plain) -> list[Outcome]:
    """Return the outcomes of all images in one list."""
    results = []
    for kind, images in inputs.items():
        whole = isinstance(observed, dict) and "error" not in observed
        results += outcomes(observed.get(kind) if whole else observed, len(images))
    return results


def _problems(
    cases: list[tuple[str, torch.Tensor]], results: list[Outcome]
) -> dict[str, list[str]]:
    """Say of every image what is wrong with the result, by the image's kind."""
    every = [center_mistakes(image.to(torch.float64)) for _, image in cases]
    # On a few images several mistakes look alike: what explains all of them, or all
    # but those where ink gets lost, comes first.
    common = explaining(every, results)
    problems: dict[str, list[str]] = {}
    for (kind, image), result, likely, mistakes in zip(
        cases, results, common, every, strict=True
    ):
        rest = [mistake for mistake in mistakes if mistake[1]]
        problem = _problem(kind, image, result, [*likely, *rest])
        problems.setdefault(kind, []).append(problem)
    return problems


def _problem(
    kind: str, image: torch.Tensor, result: Outcome, mistakes: Mistakes
) -> str:
    wanted = centred(image.to(torch.float64))
    got = tensor_of(result)
    if any(alike(got, want) for want in wanted):
        return ""
    problem = call_problem(_NAME, result)
    if problem:
        text = str(result.get("text"))
        hint = first(hint for words, hint in _ERRORS.items() if words in text)
        return f"{problem} {hint}".rstrip()
    if got is not None and got.numel() == image.numel():
        if kind == "empty":
            return _empty(got)
        if not got.isfinite().all():
            return f"{_NAME}: the result holds nan or infinite numbers. Which division?"
    return value_problem(_NAME, result, wanted[0], mistakes, hint=_HINT)


def _empty(got: torch.Tensor) -> str:
    held = "nan" if got.isnan().any() else "other values"
    return (
        f"{_NAME}: expected an empty image to come back unchanged; got {held}. "
        "How much ink is there to divide by?"
    )


def _changed(cases: list[tuple[str, torch.Tensor]], results: list[Outcome]) -> str:
    """Say so if the images given are not what they were."""
    for (_, image), result in zip(cases, results, strict=True):
        if not same(tensor_of({"value": result.get("given")}), image):
            return (
                f"{_NAME}: expected the given image to stay as it was; it has changed. "
                "Does your code write into it, or into a new one?"
            )
    return ""
