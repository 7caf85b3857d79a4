"""Lesson 05: inputs and observations."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import nn
from torch.overrides import TorchFunctionMode

from course_helpers.check.plain import Plain, attempt, call, copied
from course_helpers.check.seeds import generator
from course_helpers.exercises.observe.models import restored

NO_GRADIENT = "no gradient"

# Parts of names: of the functions, of their kin, and of what the modules call.
_BANNED = ("cross_entropy", "nll_loss")


def mse_inputs(seed: int) -> Plain:
    """Make (predictions, targets): a short vector, a longer one, and a table."""
    g = generator(seed)
    # Halves, so that the loss of the three can be worked out by hand. Which halves, and
    # so the loss, nobody knows beforehand.
    targets = torch.randint(1, 9, (3,), generator=g) / 2
    sizes = (torch.randperm(6, generator=g)[:3].sort().values + 1) / 2
    steps = (sizes * torch.tensor([1, -1, 1]))[torch.randperm(3, generator=g)]
    cases = [[targets + steps, targets]]
    for shape in ((7,), (6, 4)):
        cases.append([torch.randn(shape, generator=g) * 2 for _ in range(2)])
    return cases


def mse_observed(mse: object, inputs: Plain) -> Plain:
    """Call the learner's loss on every case, and take its gradient on one."""
    return {
        "results": [call(mse, *case) for case in inputs],
        "gradient": _gradient(mse, *inputs[1]),
    }


def _gradient(loss: object, variable: torch.Tensor, labels: torch.Tensor) -> Plain:
    """Return d loss / d variable, or NO_GRADIENT if the result has none."""
    # A clone of the leaf, so that an answer may change its argument in place.
    leaf = variable.clone().requires_grad_()
    result, failure = attempt(loss, leaf.clone(), copied(labels))
    if failure is not None:
        return failure
    if not isinstance(result, torch.Tensor) or not result.requires_grad:
        return {"value": NO_GRADIENT}

    def backward() -> object:
        # sum(), for a loss of each row has a gradient as well; its shape costs others.
        gradient = torch.autograd.grad(result.sum(), leaf, allow_unused=True)[0]
        return NO_GRADIENT if gradient is None else gradient

    # An error in backward is no single line's fault.
    return {**call(backward), "line": ""}


def cross_entropy_inputs(seed: int) -> Plain:
    """Make (logits, labels): two rows, one row, many rows, very large logits."""
    g = generator(seed)
    cases = [_two_rows(g)]
    for count, classes in ((1, 4), (50, 10), (6, 5)):
        logits = torch.randn(count, classes, generator=g) * 2
        labels = torch.randint(0, classes, (count,), generator=g)
        cases.append([logits, labels])
    # F.one_hot(labels) guesses the number of classes from the largest label: right
    # for the last class, and for class 0 its single column goes with any.
    cases[1][1] = torch.randint(1, 3, (1,), generator=g)
    cases[2][1][0] = 9
    # exp of 200 is more than any float32 holds.
    cases[3][0] *= 200 / cases[3][0].abs().max()
    return cases


def _two_rows(g: torch.Generator) -> list[torch.Tensor]:
    """Make logits and labels whose loss no other way of adding up gives by chance."""
    # No two of their differences are equal, so labels of other rows always show.
    values = torch.tensor([-2.0, -1.75, -1.0, 0.5, 1.0, 2.25])
    while True:
        logits = values[torch.randperm(6, generator=g)].view(2, 3)
        # The last class and another one, in either order.
        labels = torch.stack([torch.randint(2, (), generator=g), torch.tensor(2)])
        labels = labels[torch.randperm(2, generator=g)]
        losses = F.cross_entropy(logits, labels, reduction="none")
        # Of equal losses the mean may be taken before the log or after it.
        if abs(losses[0] - losses[1]) > 0.5:
            return [logits, labels]


def cross_entropy_observed(cross_entropy: object, inputs: Plain) -> Plain:
    """Call the learner's loss on every case, take its gradient, watch its calls."""
    # A call by itself: the results that are judged come from unwatched ones.
    with _CallNames() as calls:
        call(cross_entropy, *inputs[0])
    return {
        "results": [call(cross_entropy, *case) for case in inputs],
        "gradient": _gradient(cross_entropy, *inputs[2]),
        "used": sorted(name for name in calls.names if _is_banned(name)),
    }


def _is_banned(name: str) -> bool:
    return any(part in name for part in _BANNED)


class _CallNames(TorchFunctionMode):
    """Note the names of the torch functions that are called inside the block."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __torch_function__(
        self, func: object, types: object, args: tuple = (), kwargs: dict | None = None
    ) -> object:
        """Note the function's name and call it."""
        self.names.add(str(getattr(func, "__name__", "")))
        return func(*args, **(kwargs or {}))


def log_softmax_model_inputs(seed: int) -> Plain:
    """Make weights and biases for 784-128-64-10, images, and log_probs with labels."""
    g = generator(seed)
    weights = []
    for before, after in ((784, 128), (128, 64), (64, 10)):
        # Sums of a size of about 2: there the usual activations differ.
        spread = 2 / before**0.5
        weights.append(torch.randn(after, before, generator=g) * spread)
        weights.append(torch.randn(after, generator=g))
    scores = torch.randn(7, 10, generator=g) * 2
    images = torch.randn(8, 784, generator=g)
    # In a circle, so that each image comes again at another place. Which one, the judge
    # alone is told.
    circle = torch.randperm(8, generator=g)
    order = torch.empty_like(circle).scatter(0, circle, circle.roll(1))
    return {
        "weights": weights,
        "images": images,
        "again": images[order],
        "secret": {"order": order},
        "log_probs": F.log_softmax(scores, dim=1),
        # Not normalised: of these only a criterion that takes logits gives the loss.
        "scores": scores + 1,
        "labels": torch.randint(0, 10, (7,), generator=g),
    }


def log_softmax_model_observed(log_softmax_model: object, inputs: Plain) -> Plain:
    """Build the pair, give the model known weights, run it and the criterion."""
    pair, failure = attempt(log_softmax_model)
    if failure is not None:
        return failure
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        return {"pair": call(lambda: pair)}
    model, criterion = pair
    return {
        "kinds": [_kind(part) for part in pair],
        **_model_observed(model, inputs),
        "loss": call(criterion, inputs["log_probs"], inputs["labels"]),
        "loss_of_scores": call(criterion, inputs["scores"], inputs["labels"]),
    }


def _kind(value: object) -> Plain:
    """Say of an object what it is called and whether it is a module or a class."""
    is_class = isinstance(value, type)
    named = value if is_class or hasattr(value, "__name__") else type(value)
    return {
        "name": str(getattr(named, "__name__", ""))[:60],
        "class": is_class,
        "module": isinstance(value, nn.Module),
    }


def _model_observed(model: object, inputs: Plain) -> Plain:
    """Return the parameters' shapes and two outputs in eval mode."""
    if not isinstance(model, nn.Module):
        return {}
    if type(model).forward is nn.Module.forward:
        return {"forward": False}
    with restored(model):
        model.eval()
        attempt(model, inputs["images"].clone())  # gives lazy layers their shapes
        _set_weights(model, inputs["weights"])
        with torch.no_grad():
            outputs = [call(model, inputs[key]) for key in ("images", "again")]
        shapes = [list(parameter.shape) for parameter in model.parameters()]
    return {"shapes": shapes, "output": outputs[0], "again": outputs[1]}


def _set_weights(model: nn.Module, weights: Sequence[torch.Tensor]) -> None:
    """Copy each weight into the parameters with as many values, turned as needed."""
    # The six differ in their number of values, and neither names nor order are given.
    by_size = {weight.numel(): weight for weight in weights}
    with torch.no_grad():
        for parameter in model.parameters():
            weight = by_size.get(parameter.numel())
            if weight is None:
                continue
            transposed = tuple(parameter.shape) == tuple(weight.shape)[::-1]
            weight = weight.T if transposed else weight
            parameter.copy_(weight.reshape(parameter.shape))


def accuracy_inputs(seed: int) -> Plain:
    """Make (scores, labels): five rows with three right, one row, and two batches.

    Five rows have five classes, each the label of one row. The wrong ones and the
    largest score are placed so that no known mistake gives the right share.
    """
    g = generator(seed)
    first, step = (int(torch.randint(1, n, (1,), generator=g)) for n in (5, 3))
    labels = (torch.arange(5) + step) % 5
    favoured, wrong = labels.clone(), torch.tensor([first, (first + step) % 5])
    favoured[wrong] = labels[wrong.flip(0)]
    cases = [[_scores(favoured, 5, 9.0, g), labels]]
    # Row 0 holds the largest score of all: its place in the whole table is a class,
    # so that argmax without dim gives a share above 0.
    cases[0][0][0] += 20
    for count, classes, lead in ((1, 3, 9.0), (50, 10, 1.5), (23, 4, 1.5)):
        # In a single row not 0, which argmax down each column would give.
        labels = torch.randint(0 if count > 1 else 1, classes, (count,), generator=g)
        cases.append([_scores(labels, classes, lead, g), labels])
    scores, labels = cases[2]
    scores[1] += 20
    # The first row is wrong, the last one right: counting either alone shows, and so
    # does taking the smallest score.
    labels[0], labels[-1] = scores[0].argmin(), scores[-1].argmax()
    # Log-probabilities are scores, too; all of them are negative.
    cases[3][0] = F.log_softmax(cases[3][0], dim=1)
    return cases


def _scores(
    favoured: torch.Tensor, classes: int, lead: float, g: torch.Generator
) -> torch.Tensor:
    """Return random scores in which one class of each row is `lead` ahead."""
    noise = torch.randn(len(favoured), classes, generator=g)
    return noise + lead * F.one_hot(favoured, classes)


def accuracy_observed(accuracy: object, inputs: Plain) -> Plain:
    """Call the learner's function on every case."""
    return [call(accuracy, *case) for case in inputs]
