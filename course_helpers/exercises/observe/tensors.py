"""Lesson 01: inputs and observations."""

import torch

from course_helpers.check.plain import Plain, attempt, call
from course_helpers.check.seeds import generator


def neuron_inputs(seed: int) -> Plain:
    """Make (features, weights, bias) for a small sample, one row, and several.

    The small sample's weighted sum is negative and never 0, so that activations
    differ there.
    """
    g = generator(seed)
    features, weights = torch.randint(1, 4, (2, 1, 2), generator=g) / 2
    # Not 0, or a bias left out would not show; small, so that the sum stays negative.
    cases = [[features, -weights, torch.tensor([[0.1]])]]
    # (1, 5) as in the lesson's example: an answer tied to its sizes passes there, and
    # is told so. With (7, 4) rows summed together, or made columns, show.
    for rows, columns in ((1, 5), (7, 4)):
        features = torch.randn(rows, columns, generator=g)
        weights = torch.randn(1, columns, generator=g)
        cases.append([features, weights, torch.randn(1, 1, generator=g) + 1])
    return cases


def neuron_observed(neuron: object, inputs: Plain) -> Plain:
    """Call the learner's neuron on every case, and look whether derivatives pass."""
    return [*(call(neuron, *case) for case in inputs), _differentiated(neuron, inputs)]


def _differentiated(neuron: object, inputs: Plain) -> Plain:
    arguments = [array.clone().requires_grad_() for array in inputs[0]]
    result, failure = attempt(neuron, *arguments)
    return failure or {"graph": torch.is_tensor(result) and result.requires_grad}


def two_layer_inputs(seed: int) -> Plain:
    """Make (features, W1, B1, W2, B2) for one row and for several.

    In the one row's hidden layer a negative and a positive sum meet, none of them
    near 0 or large, so that activations differ there.
    """
    g = generator(seed)
    features, w1, w2, b2 = (
        _clear(g, *shape) for shape in ((1, 3), (3, 2), (2, 1), (1, 1))
    )
    sums = _clear(g, 1, 2).abs() * torch.tensor([-1, 1])
    # Three outputs, where the lesson's example has one; and no two sizes are equal,
    # so that a wrong .T or a wrong side of @ does not fit.
    shapes = ((6, 5), (5, 4), (1, 4), (4, 3), (1, 3))
    several = [torch.randn(shape, generator=g) for shape in shapes]
    # The hidden bias is what is missing to the sums that are wanted.
    return [[features, w1, sums - features @ w1, w2, b2], several]


def _clear(g: torch.Generator, *shape: int) -> torch.Tensor:
    """Return random numbers of either sign with sizes from 0.5 to 1.5."""
    signs = torch.randint(2, shape, generator=g) * 2 - 1
    return signs * (torch.rand(shape, generator=g) + 0.5)


def two_layer_observed(two_layer: object, inputs: Plain) -> Plain:
    """Call the learner's network on every case."""
    return [call(two_layer, *case) for case in inputs]


def standardize_inputs(seed: int) -> Plain:
    """Make x: a small table, a larger one, and one with a constant column.

    The small table's columns and rows have different means, medians and deviations.
    """
    g = generator(seed)
    low, high = torch.randint(4, (2,), generator=g)
    # Whole numbers: the message shows this table, to be worked out by hand.
    columns = [torch.tensor([1.0, 2, 6]) + low, torch.tensor([20.0, 22, 30]) + high]
    small = torch.stack([c[torch.randperm(3, generator=g)] for c in columns], dim=1)
    # More rows and columns than the small table, for answers tied to 3 and 2; spreads
    # below and above 1, for those that never divide by less than 1.
    large = torch.randn(40, 5, generator=g) * torch.tensor([0.5, 1, 2, 3, 4]) + 10
    constant = torch.randn(8, 3, generator=g) * 2
    # A power of 2 has an exact mean, however the values are added.
    constant[:, 1] = 2.0 ** torch.randint(4, (1,), generator=g)
    return [[small], [large], [constant]]


def standardize_observed(standardize: object, inputs: Plain) -> Plain:
    """Call the learner's function on every case."""
    return [call(standardize, *case) for case in inputs]
