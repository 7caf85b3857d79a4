"""Reference trainings on a single batch, right ones and known slips."""

from collections.abc import Callable, Iterator

import torch
from torch.nn import functional as F

from course_helpers.check.plain import Plain

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
Losses = list[float]


def losses(
    case: Plain,
    model: int = 0,
    moves: str = "zbs",
    loss: Loss = F.cross_entropy,
    optimizer: Callable[..., torch.optim.Optimizer] = torch.optim.SGD,
    count: int | None = None,
    lr: float | None = None,
    steps: int | None = None,
) -> Losses:
    """Return the losses before each step of a training, and the one after the last.

    Args:
        case: what the training starts from.
        model: which of the case's models.
        moves: z: zero the gradients; b: backward; u: backward uphill; s: step.
        loss: of logits and labels.
        optimizer: made with parameters and learning rate.
        count: of images that are used; all if None.
        lr: the learning rate; the case's own if None.
        steps: how many; the case's own number if None.
    """
    state = case["models"][model]["state"]
    tensors = [tensor.double().requires_grad_() for tensor in state.values()]
    first, first_bias, last, last_bias = tensors
    trained = optimizer(tensors, lr=case["lr"] if lr is None else lr)
    images = case["images"][:count].double().flatten(1)
    labels = case["labels"][:count]
    values: Losses = []
    for _ in range((case["steps"] if steps is None else steps) + 1):
        hidden = torch.tanh(F.linear(images, first, first_bias))
        value = loss(F.linear(hidden, last, last_bias), labels)
        values.append(value.item())
        for move in moves:
            if move == "z":
                trained.zero_grad()
            elif move == "s":
                trained.step()
            else:
                (value if move == "b" else -value).backward(retain_graph=True)
    return values


def _double_softmax(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return F.cross_entropy(logits.softmax(dim=1), labels)


def _sum(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return F.cross_entropy(logits, labels, reduction="sum")


def _squares(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return F.mse_loss(logits, F.one_hot(labels, logits.shape[1]).to(logits.dtype))


def _momentum(parameters: list, lr: float) -> torch.optim.Optimizer:
    return torch.optim.SGD(parameters, lr=lr, momentum=0.9)


_OTHER = "plain SGD is asked: no momentum, no Adam, no learning rate of your own."


def slips(case: Plain) -> Iterator[tuple[Losses, str]]:
    """Yield what known slips return for a case, and a message about each."""
    steps, right = case["steps"], losses(case)
    start = right[0]
    again = [losses(case, i % 2, steps=0)[0] for i in range(steps)]
    yield (
        [start] * steps,
        "the loss is the same before every step: nothing learns. Does backward come "
        "before step, and whose parameters does the optimizer hold?",
    )
    yield (
        [again[1]] * steps if steps > 1 else [],
        "the loss is the same before every step: nothing learns. Whose parameters "
        "does the optimizer hold?",
    )
    yield (
        again,
        "each loss is that of a new model. How often should make_model be called?",
    )
    yield (
        losses(case, moves="bs")[:-1],
        "the weights moved as with accumulated gradients. When are they reset?",
    )
    yield (
        losses(case, moves="zus")[:-1],
        "the loss grows: the weights moved up the gradient.",
    )
    yield right[1:], "each loss is that after its update; the one before it is asked."
    yield right, "one loss too many: none is asked for after the last update."
    yield right[: steps - 1], "one loss too few: the first is that before any update."
    yield right[1:steps], "one loss too few: the first is that before any update."
    yield (
        losses(case, loss=_double_softmax)[:-1],
        "the outputs went through a softmax first. What does cross-entropy take?",
    )
    summed = losses(case, loss=_sum)[:-1]
    total = "a sum over the images in place of their mean: losses and steps grow."
    yield summed, total
    yield [value / len(case["labels"]) for value in summed], total
    yield losses(case, loss=_squares)[:-1], "squared errors; cross-entropy is asked."
    yield (
        losses(case, loss=F.nll_loss)[:-1],
        "NLLLoss takes log-probabilities; here it got logits.",
    )
    yield losses(case, moves="zbss")[:-1], "two steps for each loss; one is asked."
    yield losses(case, count=1)[:-1], "only the first image of the batch is used."
    yield from _other_results(right[:-1])
    yield from _other_optimizers(case)


def _other_results(right: Losses) -> Iterator[tuple[Losses, str]]:
    """Yield what came of the right losses in another form."""
    sums = [sum(right[: i + 1]) for i in range(len(right))]
    yield sums, "the losses are added up; each step's own is asked."
    means = [total / (i + 1) for i, total in enumerate(sums)]
    yield means, "a mean over the steps so far; each step's own loss is asked."
    yield right[-1:], "only the last loss came back; one for each step is asked."
    yield right[:1], "only the first loss came back. Where does your return stand?"
    yield right[::-1], "the losses are in reverse order."


def _other_optimizers(case: Plain) -> Iterator[tuple[Losses, str]]:
    yield losses(case, optimizer=_momentum)[:-1], _OTHER
    yield losses(case, optimizer=torch.optim.Adam)[:-1], _OTHER
    for lr in (1.0, 0.1, 0.01, 0.003, 0.001):
        yield losses(case, lr=lr)[:-1], _OTHER
