"""A seed for each exercise, and every bit of it in the numbers."""

import numpy as np
import pytest
import torch

from course_helpers.check.catalogue import exercises
from course_helpers.check.parts import make_inputs
from course_helpers.check.seeds import _PLACE, _WORDS, generator, seed_for


def numbers(seed):
    return torch.rand(8, generator=generator(seed)).tolist()


@pytest.mark.parametrize("bit", range(64))
def test_every_bit_of_a_seed_counts(bit):
    assert numbers(0) == numbers(0) != numbers(1 << bit)


def test_each_exercise_has_a_seed_of_its_own():
    seeds = {seed_for(name, seed) for name in exercises() for seed in range(50)}
    assert len(seeds) == 50 * len(exercises())
    assert all(0 <= seed < 2**63 for seed in seeds)


def test_seeds_that_torch_takes_for_the_same_give_other_inputs():
    one, other = (make_inputs("neuron", seed)[1][0] for seed in (5, 5 + 2**32))
    assert not torch.equal(one, other)


def test_same_seed_gives_the_same_inputs_years_later():
    """A stored seed has to bring back a hand-in's inputs, for an appeal."""
    assert seed_for("neuron", 5) == 7991060575465582652
    assert torch.randint(1000, (3,), generator=generator(5)).tolist() == [714, 22, 419]


def test_numbers_lie_in_the_state_where_torch_keeps_them():
    state = torch.Generator().manual_seed(5489).get_state()
    words = state[_PLACE:].view(torch.int64)[:_WORDS].tolist()
    assert words == np.random.RandomState(5489).get_state()[1].tolist()


def test_numbers_spread_as_they_should():
    g = generator(1)
    uniform, normal = (draw(200_000, generator=g) for draw in (torch.rand, torch.randn))
    assert float(uniform.mean()) == pytest.approx(1 / 2, abs=5e-3)
    assert float(uniform.var()) == pytest.approx(1 / 12, abs=2e-3)
    assert float(normal.mean()) == pytest.approx(0, abs=1e-2)
    assert float(normal.std()) == pytest.approx(1, abs=1e-2)
