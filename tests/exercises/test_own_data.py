"""center and fine_tune: judges against references of another kind, on any input."""

from functools import cache

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import nn

from course_helpers.check.parts import judge, make_inputs, observe
from course_helpers.exercises.judge.own_data._center_mistakes import centred
from course_helpers.exercises.observe import _own_networks
from tests.exercises.real_answers import right_answers

FEW = settings(max_examples=max(1, settings.default.max_examples // 4))


@st.composite
def images(draw: st.DrawFn) -> torch.Tensor:
    """Ink anywhere, in a box of any size; sometimes none."""
    g = torch.Generator().manual_seed(draw(st.integers(0, 2**32)))
    top, left = draw(st.integers(0, 27)), draw(st.integers(0, 27))
    height, width = draw(st.integers(0, 28)), draw(st.integers(0, 28))
    image = torch.zeros(1, 28, 28)
    box = image[:, top : top + height, left : left + width]
    box.copy_(torch.rand(box.shape, generator=g))
    return image


def middle(image: torch.Tensor) -> list[float]:
    """The centre of mass, as the mean of all places, each with its weight."""
    places = torch.cartesian_prod(torch.arange(28.0), torch.arange(28.0)).double()
    weights = image.flatten().double()
    return ((weights[:, None] * places).sum(0) / weights.sum()).tolist()


def rolled(image: torch.Tensor) -> torch.Tensor:
    """The image moved on a canvas so large that nothing comes round."""
    if not image.any():
        return image
    moves = [round(13.5 - place) for place in middle(image)]
    canvas = torch.zeros(1, 84, 84)
    canvas[:, 28:56, 28:56] = image
    return canvas.roll(moves, (1, 2))[:, 28:56, 28:56]


@cache
def center_inputs() -> dict:
    return make_inputs("center", 1)


@given(images())
def test_center_takes_a_roll_on_a_canvas(image):
    inputs = {**center_inputs(), "whole": [image]}
    verdict = judge("center", inputs, observe("center", (rolled,), inputs))
    assert verdict.passed, verdict.message


@given(images(), st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1)]))
def test_center_takes_no_other_move(image, way):
    assume(image.any())
    apart = [abs((13.5 - place) % 1 - 0.5) for place in middle(image)]
    # Between two places both are right.
    assume(min(apart) > 1e-3)

    moved = rolled(image).roll(way, (1, 2))
    assume(not torch.equal(moved, rolled(image)))
    inputs = {**center_inputs(), "whole": [image]}
    observed = observe("center", (rolled,), inputs)
    observed["whole"][0]["value"] = moved
    verdict = judge("center", inputs, observed)
    assert not verdict.passed
    assert "center: " in verdict.message


@pytest.mark.parametrize("row", [0, 5, 13, 14, 27])
def test_center_takes_both_ways_of_a_tie(row):
    """One dot lies in a pixel, the middle between four: all four are right."""
    image = torch.zeros(1, 28, 28)
    image[0, row, 3] = 1
    for dot in [(13, 13), (13, 14), (14, 13), (14, 14)]:
        want = torch.zeros(1, 28, 28)
        want[0][dot] = 1
        assert any(torch.equal(want, one) for one in centred(image))
    assert len(centred(image)) == 4


@pytest.mark.parametrize("seed", range(5))
def test_center_images_need_what_their_kind_says(seed):
    for kind, several in make_inputs("center", seed).items():
        for image in several:
            kept = torch.isclose(rolled(image).sum(), image.sum(), rtol=1e-5)
            assert kept == (kind != "edge"), kind
            assert image.min() >= 0 and image.max() <= 1


class Body(nn.Module):
    """Layers of any number and size, in any form of list, by any depth."""

    def __init__(self, sizes: list[int], form: str, depth: int, bias: bool) -> None:
        super().__init__()
        pairs = zip(sizes, sizes[1:], strict=False)
        layers = [nn.Linear(a, b, bias=bias) for a, b in pairs]
        if form == "dict":
            held = nn.ModuleDict({f"layer{i}": m for i, m in enumerate(layers)})
        else:
            held = nn.ModuleList(layers) if form == "list" else nn.Sequential(*layers)
        for _ in range(depth):
            held = nn.ModuleDict({"inner": held})
        self.held, self.last = held, nn.LogSoftmax(dim=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x.flatten(1)
        for module in self.held.modules():
            if isinstance(module, nn.Linear):
                x = torch.tanh(module(x))
        return self.last(x)


@st.composite
def bodies(draw: st.DrawFn):
    """What builds the same network again and again."""
    hidden = draw(st.lists(st.integers(1, 9), min_size=1, max_size=5))
    form = draw(st.sampled_from(["list", "sequential", "dict"]))
    depth, bias = draw(st.integers(0, 3)), draw(st.booleans())
    return lambda a, b, c, d: Body([a * a, *hidden, d], form, depth, bias)


def fine_tune_verdict(build, answer, seed):
    """The verdict where one of the networks is another one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(_own_networks._MODELS, "nested", build)
        inputs = make_inputs("fine_tune", seed)
        return judge("fine_tune", inputs, observe("fine_tune", (answer,), inputs))


def frozen_too_late(model, classes):
    (answer,) = right_answers("fine_tune")
    return answer(model, classes).requires_grad_(False)


def no_new_layer(model, classes):
    return model.requires_grad_(False)


@FEW
@given(bodies(), st.integers(1, 2**32))
def test_fine_tune_is_judged_alike_for_networks_of_any_shape(build, seed):
    verdict = fine_tune_verdict(build, right_answers("fine_tune")[0], seed)
    assert verdict.passed, verdict.message
    for answer in (frozen_too_late, no_new_layer):
        assert not fine_tune_verdict(build, answer, seed).passed


@FEW
@given(bodies(), st.integers(1, 2**32))
def test_fine_tune_for_all_but_one_network_is_not_enough(build, seed):
    def answer(model, classes):
        odd = type(model) is Body
        return model if odd else right_answers("fine_tune")[0](model, classes)

    verdict = fine_tune_verdict(build, answer, seed)
    assert not verdict.passed and verdict.score >= 1
