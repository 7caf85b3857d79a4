"""Judges take whatever is handed in; observations survive whatever an answer does."""

import copy
import math
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from course_helpers.check.catalogue import exercises
from course_helpers.check.parts import judge, make_inputs, observe
from course_helpers.check.plain import plain
from course_helpers.check.session import NOTEBOOK_SEED
from course_helpers.data import find_dataset, load_data
from tests.exercises.hostile import makers_of_answers
from tests.exercises.real_answers import right_answers

pytestmark = pytest.mark.filterwarnings("ignore:Casting complex values")

DTYPES = [
    *(torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.complex64),
    *(torch.int64, torch.int32, torch.uint8, torch.uint16, torch.bool),
]
SHAPES = [
    *((), (0,), (1,), (3,), (0, 10), (10, 0), (1, 1), (2, 3), (5, 10), (64, 10)),
    *((3, 1, 28, 28), (1,) * 9),
]
NUMBERS = [0, 1, -1, 0.5, 1e30, math.nan, math.inf, -math.inf]
WORDS = [
    *("", "x", "value", "error", "text", "type", "tensor", "ndarray", "cut", "shape"),
    *("Tensor", "NotImplementedError", "KeyboardInterrupt", "NoneType", "no gradient"),
    *("mat1 and mat2 shapes cannot be multiplied (6x8 and 400x120)", "a" * 3000),
]
COSTLY = {"fit": 5, "train_classifier": 4, "train": 3, "LeNet": 3}
COSTLY |= {"log_softmax_model": 2, "pixel_stats": 2}
"""What trains, computes or reads much is given fewer examples, by this divisor."""


def tensor(dtype: torch.dtype, shape: tuple, number: float) -> torch.Tensor:
    return torch.full(shape, number, dtype=torch.float64).to(dtype)


tensors = st.builds(
    tensor, *(st.sampled_from(choice) for choice in (DTYPES, SHAPES, NUMBERS))
)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 300),
    st.sampled_from([10**400, -(2**63), 2**62]),
    st.floats(),
    st.sampled_from(WORDS),
    tensors,
    tensors.map(lambda t: {"type": "ndarray", "tensor": t}),
)


def nested(inner: st.SearchStrategy) -> st.SearchStrategy:
    keys = st.sampled_from(WORDS)
    return st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)


anything = st.recursive(leaves, nested, max_leaves=8)

CHANGES_OF_A_TENSOR = [
    lambda t: t.flatten(),
    lambda t: t.unsqueeze(0),
    lambda t: t[..., :0] if t.dim() else t,
    lambda t: t.mT if t.dim() > 1 else t,
    lambda t: t.sum(),
    lambda t: t * math.nan,
    lambda t: t.to(torch.float16),
    lambda t: t.to(torch.complex64),
    lambda t: t.to(torch.int64),
    lambda t: t.to(torch.bool),
    lambda t: t.to(torch.float64) + 1,
]


@st.composite
def changed(draw: st.DrawFn, value: object) -> object:
    """Draw an observation with a random part of it replaced, cut or turned round."""
    parts = value if isinstance(value, dict) else dict(enumerate(value or []))
    if parts and draw(st.integers(0, 5)):
        key = draw(st.sampled_from(list(parts)))
        value[key] = draw(_changed_part(value[key]))
        return value
    kind = draw(st.integers(0, 4))
    if kind == 0 and isinstance(value, dict) and value:
        del value[draw(st.sampled_from(list(value)))]
        return value
    if kind == 1 and isinstance(value, list):
        return value[: draw(st.integers(0, len(value)))] * draw(st.integers(0, 3))
    return draw(anything)


def _changed_part(part: object) -> st.SearchStrategy:
    if isinstance(part, list | dict):
        return changed(part)
    if isinstance(part, torch.Tensor):
        turned = st.sampled_from(CHANGES_OF_A_TENSOR).map(lambda change: change(part))
        return turned | anything
    return anything


@st.composite
def observations(draw: st.DrawFn, real: object) -> object:
    """Draw a real observation with up to four changes, or anything at all."""
    if not draw(st.integers(0, 9)):
        return draw(anything)
    found = copy.deepcopy(real)
    for _ in range(draw(st.integers(1, 4))):
        found = draw(_changed_part(found))
    return found


@cache
def seen(exercise: str) -> tuple:
    """Inputs, and what is observed of a right answer to them."""
    if exercise == "train_classifier":  # training takes 15 seconds
        labels = torch.arange(50) % 10
        numbers = torch.arange(10).roll(1)
        inputs = {"data": "Digits", "part": "test", "numbers": numbers}
        inputs["secret"] = {"labels": labels}
        outputs = {"value": 9 * torch.nn.functional.one_hot(labels, 10).float()}
        notes = {"seconds": 9.0, "data": "Digits", "training": "seen"}
        return inputs, notes | {"outputs": outputs}
    inputs = make_inputs(exercise, 1)
    return inputs, observe(exercise, right_answers(exercise), inputs)


def some(exercise: str, share: float = 1) -> settings:
    count = settings.default.max_examples * share / COSTLY.get(exercise, 1)
    return settings(max_examples=max(1, round(count)))


@pytest.mark.parametrize("exercise", exercises())
def test_judge_gives_a_score_for_whatever_was_observed(exercise):
    inputs, real = seen(exercise)
    points = exercises()[exercise].points
    assert judge(exercise, inputs, real).score == points

    @some(exercise)
    @given(observations(real))
    def holds(observed):
        verdict = judge(exercise, inputs, observed)
        assert math.isfinite(verdict.score) and 0 <= verdict.score <= points
        assert verdict.passed or verdict.message
        assert all(isinstance(c.message, str) for c in verdict.criteria)
        assert all(len(c.message) < 3000 for c in verdict.criteria)

    holds()


def is_plain(value: object) -> bool:
    if type(value) is list:
        return all(map(is_plain, value))
    if type(value) is dict:
        return all(type(k) is str and is_plain(v) for k, v in value.items())
    return type(value) in (type(None), bool, int, float, str, torch.Tensor)


def test_observation_survives_what_an_answer_takes_away(monkeypatch):
    monkeypatch.setattr(np.random, "set_state", np.random.set_state)

    def answer(*arguments):
        del np.random.set_state

    observed = observe("neuron", (answer,), make_inputs("neuron", 1))
    assert observed["error"] == "AttributeError"


def test_observation_of_an_endless_data_set_comes_to_an_end():
    endless: list = []
    endless.extend([endless] * 1000)

    class Endless:
        def __init__(self, folder):
            self.skipped = []

        def __len__(self):
            return 100

        def __getitem__(self, index):
            return endless

    observed = observe("DigitFiles", (Endless,), make_inputs("DigitFiles", 1))
    counts = [_parts(folder["items"]) for folder in observed.values()]
    assert sum(counts) < 600_000


def _parts(value: object) -> int:
    """Return how many values plain data holds."""
    inner = value.values() if isinstance(value, dict) else value
    return 1 + sum(map(_parts, inner)) if isinstance(value, dict | list) else 1


@pytest.mark.parametrize("exercise", exercises())
def test_observation_is_plain_data_whatever_the_answer_does(exercise, monkeypatch):
    inputs = seen(exercise)[0]
    if exercise == "train_classifier":
        images = torch.zeros(9, 1, 28, 28, dtype=torch.uint8)
        inputs = {"images": images, "numbers": torch.arange(10).roll(1)}
        module = "course_helpers.exercises.observe.fashion_mnist"
        dataset = SimpleNamespace(targets=torch.arange(9))
        loaders = [torch.utils.data.DataLoader(dataset)] * 3
        monkeypatch.setattr(f"{module}.load_data", lambda name: loaders)
    count = len(exercises()[exercise].answers)

    @some(exercise)
    @given(st.tuples(*[makers_of_answers] * count))
    def holds(makers):
        observed = observe(exercise, tuple(make() for make in makers), inputs)
        assert is_plain(observed)
        assert is_plain(plain(observed))
        assert not judge(exercise, seen(exercise)[0], observed).passed

    holds()


def test_judged_garments_are_no_images_of_the_data_set():
    """Looking images up in the data set finds none; each seed alters them anew."""
    dataset_class, root = find_dataset("fashion-mnist")
    known = {
        image.numpy().tobytes()
        for train in (True, False)
        for image in dataset_class(root, train=train).data
    }
    first, other = (make_inputs("train_classifier", seed)["images"] for seed in (1, 2))
    assert not [image for image in first[:, 0] if image.numpy().tobytes() in known]
    assert not torch.equal(first, other)


@pytest.mark.parametrize("seed", [NOTEBOOK_SEED, 1, 2**61 + 7])
def test_judged_garments_are_test_images_in_grading_alone(seed):
    """In a notebook the check is run again and again; tests are for the end."""
    inputs = make_inputs("train_classifier", seed)
    part = "validation" if seed == NOTEBOOK_SEED else "test"
    _, valid, test = load_data("fashion-mnist")
    parts = {"validation": valid, "test": test}
    some = inputs["images"][:100].flatten(1).float()
    labels, distances = {}, {}
    for name, loader in parts.items():
        images, classes = map(torch.cat, zip(*loader, strict=True))
        grey = (images.flatten(1) + 1) * 127.5
        distances[name], nearest = torch.cdist(some, grey).min(dim=1)
        labels[name] = inputs["numbers"][classes[nearest]]
    other = next(name for name in parts if name != part)
    assert (distances[part] < distances[other]).float().mean() > 0.9
    right = labels[part] == inputs["secret"]["labels"][:100]
    assert right.float().mean() > 0.9
    nothing = {"outputs": {"value": torch.zeros(len(inputs["images"]), 10)}}
    nothing["training"] = "seen"
    message = judge("train_classifier", inputs, nothing).message
    assert f"4,000 altered {part} images" in message


def test_no_judged_garment_is_there_to_learn_from_in_a_notebook():
    """Who trains on the images for validation passes neither here nor in grading."""
    inputs = make_inputs("train_classifier", NOTEBOOK_SEED)
    some, given = inputs["images"][:100].flatten(1).float(), []

    def spy(train_loader, valid_loader, device):
        given.extend(
            torch.cat([x for x, _ in it]) for it in (train_loader, valid_loader)
        )
        given.extend(y for _, y in valid_loader)

    observe("train_classifier", (spy,), inputs)
    train, valid, *labels = given
    all_valid = torch.cat([x for x, _ in load_data("fashion-mnist")[1]])
    own, left, other = (
        torch.cdist(some, (images.flatten(1) + 1) * 127.5).min(dim=1).values
        for images in (all_valid, valid, train[:10_000])
    )
    assert (own < left).float().mean() > 0.9 and (own < other).float().mean() > 0.9
    assert len(valid) == len(torch.cat(labels)) == 1000
    # Its classes have new numbers, too.
    originals = torch.cat([y for _, y in load_data("fashion-mnist")[1]])
    kept = inputs["numbers"][originals[inputs["unjudged"]]]
    assert torch.equal(torch.cat(labels), kept)
