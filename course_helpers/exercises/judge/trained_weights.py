"""What became of a model's weights, and errors on the way, in words."""

import torch

from course_helpers.check.compare import call_problem, first, same, tensor_of
from course_helpers.check.plain import Plain

# Words of torch's and Python's own messages, in lower case.
_ERRORS = {
    "a leaf variable that requires grad": "A leaf that requires grad may change in "
    "place only while autograd is not recording: where is no_grad?",
    "does not require grad and does not have a grad_fn": "backward needs a loss with "
    "a graph. Does no_grad or item() come before it?",
    "has no attribute 'backward'": "backward belongs to the loss tensor; a plain "
    "number has no graph.",
    "cannot be multiplied": "The model takes flat rows of 784 numbers; the images "
    "come as (N, 1, 28, 28).",
    "is invalid for input of size": "A last batch may be shorter: does your code "
    "count on a fixed number of images?",
    "through the graph a second time": "Each loss is used for backward once. Does "
    "yours still hang on an earlier batch?",
    "modified by an inplace operation": "The weights changed between the forward pass "
    "and backward. In which order come backward and step?",
    "not subscriptable": "parameters may be an iterator, as model.parameters() is: "
    "it can only be walked through.",
    "object of type 'generator' has no len": "parameters may be an iterator, as "
    "model.parameters() is: it can only be walked through.",
}


def error_problem(exercise: str, result: Plain) -> str:
    """Say what the learner's code raised, and where to look; empty if nothing."""
    if "error" not in result:
        return ""
    text = str(result.get("text")).lower()
    hint = first(hint for words, hint in _ERRORS.items() if words in text)
    return f"{call_problem(exercise, result)} {hint}".rstrip()


def tensors(value: Plain, count: int) -> list[torch.Tensor | None]:
    """Return `count` float64 tensors from plain data, None where there is none."""
    items = value[:count] if isinstance(value, list) else []
    values = [tensor_of({"value": item}) for item in items]
    return values + [None] * (count - len(values))


def same_weights(result: Plain, want: list[torch.Tensor]) -> bool:
    """Whether the observed weights are the wanted ones, up to rounding."""
    return all(map(same, tensors(result.get("weights"), len(want)), want))


def unmoved(result: Plain, before: list[torch.Tensor]) -> str:
    """Say so if the observed weights are those from before; empty if they moved."""
    if not same_weights(result, before):
        return ""
    gradients = tensors(result.get("gradients"), len(before))
    if any(gradient is not None and gradient.any() for gradient in gradients):
        return (
            "the weights did not move, though gradients are there. "
            "Which call takes the step, and does it come after backward?"
        )
    return (
        "the weights did not move, and no gradient is left on them. "
        "Is there a backward, and are its gradients still there for the step?"
    )


def moved_by(
    result: Plain, before: list[torch.Tensor], want: list[torch.Tensor]
) -> str:
    """Say how observed weights moved compared with how they should have."""
    got = tensors(result.get("weights"), len(want))
    if any(g is None or g.shape != w.shape for g, w in zip(got, want, strict=True)):
        return "the model's weights are no longer there, or have other shapes."
    moved, should = (
        torch.cat([(b - a).flatten().double() for a, b in zip(before, x, strict=True)])
        for x in (got, want)
    )
    # Comparisons with NaN are never true: below it would pass for another direction.
    if not moved.isfinite().all():
        return "the weights became NaN or infinite. Print the loss of every batch."
    # The same direction: a learning rate or an optimizer of the learner's own.
    ratio = float(moved @ should / (should @ should))
    if float(torch.linalg.norm(moved - ratio * should)) < 1e-3 * float(moved.norm()):
        return (
            f"the weights moved {ratio:.3g} times as far as they should. "
            "Only the optimizer that was given should move them, once for each batch."
        )
    return (
        "the weights moved in another direction than the loss of these images and "
        "labels asks for. Which images, labels and criterion does your loss use?"
    )
