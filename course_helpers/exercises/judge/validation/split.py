"""Lesson 07: the judge of split."""

from collections.abc import Sequence

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    first,
    number_of,
    outcomes,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain

CALLS = 3
"""Each data set is split twice with one seed, then with another."""
Parts = list[list[int]]


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge which samples are in which part, by their numbers."""
    results = outcomes(observed, CALLS * len(inputs))
    sizes, wholes, seeds, states = [], [], [], []
    for index, case in enumerate(inputs):
        calls = results[CALLS * index : CALLS * (index + 1)]
        splits, problems = zip(*(_parts(case, call) for call in calls), strict=True)
        problem = first(problems)
        sizes.append(problem or first(_size_problem(case, s) for s in splits))
        wholes.append(problem or first(_whole_problem(case, s) for s in splits))
        seeds.append(problem or _seed_problem(case, splits))
        states.append(problem or _state_problem(calls))
    return [
        Criterion("n_valid samples for validation", 0.2, first(sizes)),
        Criterion("every sample once, none twice", 0.3, first(wholes)),
        Criterion("the seed decides the split", 0.3, first(seeds)),
        # Noted beside the learner's code, which could forge it: at most a quarter.
        Criterion("global random state untouched", 0.2, first(states)),
    ]


def _parts(case: Plain, result: Outcome) -> tuple[Parts, str]:
    """Return the numbers of the samples in both parts, or say why there are none."""
    parts = result.get("parts")
    problem = call_problem("split", result)
    # random_split says so of sizes that were copied, the lesson's 55,000 and 5,000.
    if "input lengths" in str(result.get("text")):
        problem += " The sizes of both parts follow from len(dataset) and n_valid."
    if problem:
        return [], problem
    if not isinstance(parts, list) or len(parts) != 2:
        got = describe(result["value"])
        return [], f"split: expected two parts, (train, valid); got {got}."
    places, numbers = [], _numbers(case)
    for part, value in zip(parts, _pair(result["value"]), strict=True):
        samples = part.get("samples") if isinstance(part, dict) else None
        if not isinstance(samples, list):
            return [], (
                "split: each part should have a len() and an index, as a list has; "
                f"got {describe(value)}."
            )
        inside = [_index(case, numbers, sample) for sample in samples]
        if None in inside:
            return [], _foreign(case, samples[inside.index(None)])
        places.append(inside)
    return places, ""


def _pair(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) and len(value) == 2 else [None, None]


def _numbers(case: Plain) -> dict[float, int]:
    """Return each sample's place in the data set, by the number in its image."""
    return {float(n): i for i, n in enumerate(case["images"].flatten())}


def _index(case: Plain, numbers: dict[float, int], sample: Plain) -> int | None:
    if not isinstance(sample, list) or len(sample) != 2:
        return None
    image, label = sample
    if not isinstance(image, torch.Tensor) or image.numel() != 1 or image.is_complex():
        return None
    index = numbers.get(float(image))
    if isinstance(label, torch.Tensor) and label.numel() == 1:
        label = label.reshape(())
    # Images and labels that were shuffled apart are all there, but no samples.
    right = index is not None and number_of({"value": label}) == float(
        case["labels"][index]
    )
    return index if right else None


def _foreign(case: Plain, sample: Plain) -> str:
    number = sample.item() if _is_whole(sample) else sample
    if isinstance(number, int) and 0 <= number < len(case["labels"]):
        return (
            "split: the parts hold the samples' numbers, such as "
            f"{number}; expected the samples themselves, images with labels."
        )
    return (
        "split: a part holds something that is not a sample of the data set: "
        f"{describe(sample)}. Expected pairs of an image and its label, as given."
    )


def _is_whole(value: Plain) -> bool:
    whole = isinstance(value, torch.Tensor) and value.numel() == 1
    return whole and not value.is_floating_point() and not value.is_complex()


def _size_problem(case: Plain, parts: Parts) -> str:
    count, n_valid = len(case["labels"]), case["n_valid"]
    sizes = [len(part) for part in parts]
    if sizes == [count - n_valid, n_valid]:
        return ""
    hint = (
        "The order is (train, valid)."
        if sizes[::-1] == [count - n_valid, n_valid]
        else ""
    )
    return (
        f"split: of {count} samples {count - n_valid} should be for training and "
        f"{n_valid} for validation; got {sizes[0]} and {sizes[1]}. {hint}"
    ).rstrip()


def _whole_problem(case: Plain, parts: Parts) -> str:
    train, valid = map(set, parts)
    count = len(case["labels"])
    if train & valid:
        return (
            f"split: {len(train & valid)} of {count} samples are in both parts. "
            "Images seen in training say nothing about new ones."
        )
    twice = sum(map(len, parts)) - len(train) - len(valid)
    if twice:
        return f"split: {twice} samples are twice in one part; each belongs there once."
    missing = count - len(train) - len(valid)
    return f"split: {missing} of {count} samples are in neither part." * bool(missing)


def _seed_problem(case: Plain, splits: Sequence[Parts]) -> str:
    seed, other_seed = case["seeds"]
    valid, _, other_valid = (set(parts[1]) for parts in splits)
    numbers = sorted(valid)
    # Asked first: where nothing is drawn at random, seeds are not the point.
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
        return (
            "split: the validation samples stand in one row in the data set, from "
            f"{numbers[0]} to {numbers[-1]}. Expected samples chosen at random."
        )
    if splits[0] != splits[1]:
        return (
            f"split: two calls with seed {seed} gave two different splits. "
            "Where does your code take its random numbers from?"
        )
    # As sets: the same samples in another order are no other split.
    if valid == other_valid:
        return (
            f"split: the seeds {seed} and {other_seed} gave the same split. "
            "What does your code do with seed?"
        )
    return ""


def _state_problem(calls: Sequence[Outcome]) -> str:
    if all(call.get("untouched") is True for call in calls):
        return ""
    return (
        "split: the global random state should stay as it was; afterwards it was "
        "another. Look for a source of random numbers with a state of its own."
    )
