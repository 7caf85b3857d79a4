"""Lesson 01: what well-known mistakes give, and what to say about them."""

import torch

from course_helpers.check.compare import Mistakes

SIGN = (
    "a sign is lost: your output falls where it should rise. "
    "Look at the exponent in your sigmoid."
)
BRACKETS = "1 / 1 + exp(-z) means (1 / 1) + exp(-z). Which brackets are missing?"


def neuron_mistakes(
    features: torch.Tensor, weights: torch.Tensor, bias: torch.Tensor
) -> Mistakes:
    """Return what wrong neurons give, for float64 arrays."""
    s = torch.sigmoid
    products = features * weights
    product = products.sum(dim=1, keepdim=True)
    z = product + bias
    expected = "expected the sigmoid as activation; got"
    mistakes = [
        (product, "this is the plain sum: neither bias nor activation is there yet."),
        (z, "the activation is missing: a sigmoid's output lies between 0 and 1."),
        (s(product), "the bias is missing: yours is the output for a bias of 0."),
        (
            s(product) + bias,
            "the bias is added after the activation. What does the activation take?",
        ),
        (
            s(product + weights.shape[1] * bias),
            "the bias is added inside the sum, once for each feature. "
            "One neuron has one bias.",
        ),
        (s(-z), SIGN),
        (1 + torch.exp(-z), BRACKETS),
        (s(product - bias), "the bias is subtracted. How far does your minus reach?"),
        (
            s(products.mean(dim=1, keepdim=True) + bias),
            "this is the mean of the products. A neuron adds them up.",
        ),
        (s(products + bias), "the products are not added up: each gave an output."),
        (torch.tanh(z), f"{expected} tanh."),
        # A step function fits too: the small sample's sum is negative.
        (
            z.clamp(min=0),
            f"{expected} one that is 0 for every negative sum, like ReLU.",
        ),
        (torch.ones_like(z), f"{expected} softmax: of a single number it is always 1."),
    ]
    if len(features) > 1:
        # Of one row it would be right.
        text = "all rows are summed together. Each row is a sample of its own."
        return [*mistakes, (s(products.sum() + bias), text)]
    # With several rows these sizes do not fit: learners get an error instead.
    outer = features.T @ weights
    text = "an outer product: every feature meets every weight. Which side needs .T?"
    mistakes += [(s(sums + bias), text) for sums in (outer, outer.T, outer.sum())]
    return [*mistakes, (s(outer + bias).sum(), text)]


def two_layer_output(
    features: torch.Tensor,
    w1: torch.Tensor,
    b1: torch.Tensor,
    w2: torch.Tensor,
    b2: torch.Tensor,
) -> torch.Tensor:
    """Return the output (N, K) of two layers with sigmoids, for float64 arrays."""
    return torch.sigmoid(torch.sigmoid(features @ w1 + b1) @ w2 + b2)


def two_layer_mistakes(
    features: torch.Tensor,
    w1: torch.Tensor,
    b1: torch.Tensor,
    w2: torch.Tensor,
    b2: torch.Tensor,
) -> Mistakes:
    """Return what wrong two-layer networks give, for float64 arrays.

    The order is the same for all sizes: the judge asks which mistake explains every
    case, by its place in the list.
    """
    s = torch.sigmoid
    z1 = features @ w1 + b1
    hidden = s(z1)
    z2 = hidden @ w2 + b2
    early = s(features @ w1) + b1
    around = "the activation goes around the product only. Where does the bias belong?"
    # The hidden layer with a sigmoid that is written as 1 / 1 + exp(-z).
    brackets = (1 + torch.exp(-z1)) @ w2 + b2
    expected = "expected sigmoids in both layers; got"
    mistakes = [
        (z1 @ w2 + b2, "both activations are missing."),
        (s(z1 @ w2 + b2), "the activation of the hidden layer is missing."),
        (z2, "the output layer's activation is missing."),
        (s(early @ w2) + b2, around),
        (s(early @ w2 + b2), around),
        (s(hidden @ w2) + b2, around),
        (s(s(features @ w1) @ w2), "both biases are missing."),
        (s(s(features @ w1) @ w2 + b2), "the hidden layer's bias is missing."),
        (s(hidden @ w2), "the output layer's bias is missing."),
        (s(s(z2)), "there is one activation too many after the output layer."),
        # One activation function serves both layers, so its sign is lost in both.
        (s(-(s(-z1) @ w2 + b2)), SIGN),
        (s(torch.relu(z1) @ w2 + b2), f"{expected} ReLU in the hidden layer."),
        (s(torch.tanh(z1) @ w2 + b2), f"{expected} tanh in the hidden layer."),
        (torch.softmax(z2, dim=1), f"{expected} softmax in the output layer."),
        # It may be larger than any float32, in which learners compute.
        ((1 + torch.exp(-brackets)).to(torch.float32), BRACKETS),
        (hidden, "this is the hidden layer. The output layer is missing."),
    ]
    # With several outputs, biases in each other's place do not even fit: nan equals
    # nothing and keeps the place, and the learner's error fits any mistake.
    fits = b2.shape[1] == 1
    swapped = s(s(features @ w1 + b2) @ w2 + b1) if fits else torch.tensor(torch.nan)
    mistakes.append((swapped, "B1 and B2 have changed places."))
    return mistakes + _sums_of_hidden(features @ w1, b1, w2, b2)


def _sums_of_hidden(
    product: torch.Tensor, b1: torch.Tensor, w2: torch.Tensor, b2: torch.Tensor
) -> Mistakes:
    """Return what sums over the hidden units give."""
    s = torch.sigmoid
    hidden, unit = s(product + b1), s((product + b1).sum())
    # The sum stands before the bias, after it, or after the activation; some answers
    # sum up the output layer, too.
    outputs = [
        s(s(product.sum() + b1) @ w2 + b2),
        s(unit * w2 + b2),
        s((unit * w2).sum() + b2),
        s(hidden.sum() * w2 + b2),
        s((hidden.sum() * w2).sum() + b2),
        s(hidden.sum(dim=1, keepdim=True) * w2.sum(dim=0) + b2),
    ]
    text = "a sum collapses the hidden units into one number. Keep all H of them."
    return [(output, text) for output in outputs]


def standardized(x: torch.Tensor, correction: int) -> torch.Tensor:
    """Return x (N, D) with mean 0, deviation 1 in each column; constant columns 0.

    Args:
        x: the table, without NaN.
        correction: 0 to divide by N in the deviation, 1 to divide by N - 1.
    """
    deviation = x.std(dim=0, keepdim=True, correction=correction)
    centred = x - x.mean(dim=0, keepdim=True)
    # No column of the inputs comes near 1e-6 but a constant one.
    return torch.where(deviation > 1e-6, centred / deviation, 0)


def standardize_mistakes(x: torch.Tensor) -> Mistakes:
    """Return what wrong ways to standardize x (N, D) give.

    Of a constant column some hold NaN, which equals nothing.
    """
    centred = x - x.mean(dim=0)
    low, high = x.amin(dim=0), x.amax(dim=0)
    length = centred.norm(dim=0)
    mistakes = [
        (centred, "the mean is 0, but nothing was divided yet."),
        (
            (x - low) / (high - low),
            "your columns lie between 0 and 1: this is min-max.",
        ),
        (
            centred / torch.where(length > 1e-6, length, 1),
            "you divide by the root of a sum of squares. "
            "The deviation also depends on how many rows there are.",
        ),
    ]
    # Either divisor is right, so each mistake comes with either.
    for correction in (0, 1):
        mistakes += _with_deviation(x, correction)
    return mistakes


def _with_deviation(x: torch.Tensor, correction: int) -> Mistakes:
    """Return what mistakes give with one of the two standard deviations."""
    mean, all_rows = x.mean(dim=0), {"dim": 1, "keepdim": True}
    deviation = x.std(dim=0, correction=correction)
    # A constant column counts as spared here: it has a criterion of its own.
    deviation = torch.where(deviation > 1e-6, deviation, 1)
    across = x.std(**all_rows, correction=correction)
    whole = "for the whole table. Each column has its own."
    return [
        (
            (x - x.mean(**all_rows)) / across,
            "your rows have mean 0. Which dim runs down a column?",
        ),
        ((x - x.mean()) / x.std(correction=correction), f"one mean {whole}"),
        ((x - x.mean()) / deviation, f"one mean {whole}"),
        ((x - mean) / x.std(correction=correction), f"one standard deviation {whole}"),
        ((x - mean) / deviation**2, "you divide by the variance. What is its root?"),
        (x / deviation, "the mean is not subtracted."),
        (x / deviation - mean, "you divide first. What comes first in the formula?"),
        (x - mean / deviation, "only the mean is divided. Which brackets are missing?"),
        ((x - mean) * deviation, "you multiply by the deviation instead of dividing."),
    ]
