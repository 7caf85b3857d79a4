"""Judge learns_one_batch by the losses of a training on a single batch."""

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    first,
    outcomes,
    same,
    tensor_of,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.batches import all_close, close
from course_helpers.exercises.judge.debugging._batch_runs import (
    Losses,
    losses,
    slips,
)
from course_helpers.exercises.judge.results import one_or_more

_NAME = "learns_one_batch"
# Words of torch's and Python's own messages.
_ERRORS = {
    "does not require grad": "backward needs a loss with a graph. Does no_grad or "
    "item come before it?",
    "has no attribute 'backward'": "backward belongs to the loss tensor; a plain "
    "number has no graph.",
    "through the graph a second time": "The logits of a step are computed anew after "
    "each update: what stands inside your loop?",
    "leaf Variable that requires grad": "Weights change in place only while autograd "
    "is not recording: where is no_grad?",
    "has no attribute 'parameters'": "make_model is a function: what does it return?",
    "'NoneType'": "A gradient is None until backward has run.",
}


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the losses before each step of plain SGD, for two batches."""
    results = outcomes(observed, len(inputs))
    cases = list(zip(inputs, results, strict=True))
    problems = [_losses_problem(*pair) for pair in cases]
    # With nothing right, the form of what came back and the batch left alone are
    # no merit; of an answer that raised in one case the other one tells.
    ran = [pair for pair in cases if "error" not in pair[1]] or cases[:1]
    start = _start_problem(*cases[0], problems[0])
    return [
        Criterion("the loss before the first step", 0.2, start),
        Criterion("each loss after it", 0.35, problems[0]),
        Criterion("any batch, learning rate and number of steps", 0.3, problems[1]),
        Criterion(
            "plain numbers", 0.1, start or first(_plain_problem(*p) for p in ran)
        ),
        Criterion(
            "the batch as it was", 0.05, start or first(_batch_problem(*p) for p in ran)
        ),
    ]


def _raised(result: Outcome) -> str:
    problem = call_problem(_NAME, result)
    text = str(result.get("text")) if "error" in result else ""
    hint = first(hint for words, hint in _ERRORS.items() if words in text)
    return f"{problem} {hint}".strip()


def _start_problem(case: Plain, result: Outcome, problem: str) -> str:
    """Judge the very first loss by itself: it needs no training yet."""
    if not problem or "value" not in result:
        return problem
    got = one_or_more(result["value"])
    # An answer that makes a model to look at, and then a fresh one, is right too.
    starts = [losses(case, model, steps=0)[0] for model in (0, 1)]
    if got and any(close(got[0], start) for start in starts):
        return ""
    return problem


def _losses_problem(case: Plain, result: Outcome) -> str:
    problem = _raised(result)
    if problem:
        return problem
    got = one_or_more(result["value"])
    wants = [losses(case, model)[:-1] for model in (0, 1)]
    if any(all_close(got, want) for want in wants):
        return ""
    if not got:
        return (
            f"{_NAME}: expected a list of {case['steps']} losses; got "
            f"{describe(result['value'])}. What does your loop append to?"
        )
    for wrong, message in slips(case):
        if all_close(got, wrong):
            return f"{_NAME}: {message}"
    return _general(got, wants[0], result)


def _general(got: Losses, want: Losses, result: Outcome) -> str:
    """Say what differs first: a loss, or the number of losses."""
    for step, (ours, theirs) in enumerate(zip(want, got, strict=False)):
        if not close(theirs, ours):
            return (
                f"{_NAME}: the loss before step {step + 1} should be {ours:.4f}; got "
                f"{theirs:.4f}. {_HINTS[step > 0]}"
            )
    return (
        f"{_NAME}: expected {len(want)} losses, one before each of the steps that were "
        f"asked for; got {describe(result['value'])}."
    )


_HINTS = (
    "Is it the value that cross-entropy gives for the logits of this batch?",
    "Work out this step by hand: weight - lr * gradient, on the whole batch.",
)


def _plain_problem(case: Plain, result: Outcome) -> str:
    if _raised(result):
        return _raised(result)
    # A loss with its graph keeps the activations of its whole batch in memory. Not
    # `is True`: what an observation lacks must never count as right.
    if result.get("graph") is not False:
        return (
            f"{_NAME}: expected plain numbers; got tensors that still hold their "
            "graph. Which method of a tensor gives a Python number?"
        )
    return ""


def _batch_problem(case: Plain, result: Outcome) -> str:
    batch = result.get("batch")
    batch = batch if isinstance(batch, list) and len(batch) == 2 else [None, None]
    for name, after in zip(("images", "labels"), batch, strict=True):
        tensor, want = tensor_of({"value": after}), case[name]
        # Another shape is no other batch: resize_ is what some courses teach.
        if tensor is None or not same(tensor.flatten(), want.flatten()):
            return (
                f"{_NAME}: the {name} that were given have other values afterwards. "
                "Which line changes them in place?"
            )
    return ""
