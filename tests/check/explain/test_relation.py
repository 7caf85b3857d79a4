import pytest
import torch

from course_helpers.check.explain.relation import relation

WANT = torch.tensor(
    [[0.3125, -1.25, 2.5], [4.75, 0.875, -0.625], [1.9, 2.2, -3.3]],
    dtype=torch.float64,
)


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (WANT.T, "changed places"),
        (WANT * 3, "3 times the right ones"),
        (WANT / 4, "0.25 (1 / 4) times"),
        (WANT * torch.tensor([[1.0], [2.0], [3.0]]), "In each row"),
        (WANT * torch.tensor([1.0, 2.0, 3.0]), "In each column"),
        (WANT + 0.5, "is 0.5 more"),
        (WANT.abs(), "signs of 3 of 9"),
        (WANT.flip(0), "another order"),
        (torch.cat([WANT[:2], WANT[:1]]), "first 2 of 3 rows are right"),
        (torch.cat([WANT[1:2], WANT[1:]]), "only your last"),
        (WANT.round(decimals=1), "rounded"),
        (WANT.trunc(), "whole"),
        (WANT + 0.01 * torch.sin(WANT * 40), "near the right ones"),
        (torch.full_like(WANT, 7), "All your values are 7"),
        (WANT / torch.tensor([1.0, 0.0, 1.0]), "inf"),
        (WANT * float("nan"), "nan"),
    ],
)
def test_relation_is_said(got, words):
    assert words.lower() in relation(got.to(torch.float64), WANT).lower()


@pytest.mark.parametrize("seed", range(20))
def test_what_has_nothing_to_do_with_it_is_left_unsaid(seed):
    generator = torch.Generator().manual_seed(seed)
    got = torch.randn(3, 3, generator=generator, dtype=torch.float64)
    assert relation(got, WANT) == ""


@pytest.mark.parametrize("shape", [(), (1,), (2, 2), (9,), (3, 3, 1), (0,)])
def test_any_shape_is_taken(shape):
    relation(torch.zeros(shape, dtype=torch.float64), WANT)
    relation(WANT, torch.ones(shape, dtype=torch.float64))
