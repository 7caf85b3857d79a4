"""What a measurement left of a model: it should be what was there before."""

import torch

from course_helpers.check.compare import Outcome, entry, same, tensor_of
from course_helpers.check.plain import Plain


def mode_problem(exercise: str, case: Plain, outcome: Outcome) -> str:
    """Say so if the model's own mode is not that of before; empty if it is."""
    before, after = case["before"]["modes"], _part(outcome, "modes")
    if after.get("") is before[""]:
        return ""
    came, went = ("train", "eval") if before[""] else ("eval", "train")
    return (
        f"{exercise}: the model came in {came} mode and was in {went} mode "
        "afterwards. Leave it as it came."
    )


def parts_remark(case: Plain, outcome: Outcome) -> str:
    """Say which module lost a mode of its own, other than the model's; else nothing."""
    before, after = case["before"]["modes"], _part(outcome, "modes")
    lost = [name for name, mode in before.items() if after.get(name) is not mode]
    if not lost or "" in lost:
        return ""
    came = "train" if before[lost[0]] else "eval"
    return (
        f"the module {lost[0]!r} came in {came} mode, other than modules around it, "
        "and lost that mode. Each module has a mode of its own."
    )


def tensor_problem(exercise: str, case: Plain, outcome: Outcome) -> str:
    """Say which tensors are not as before: weights, buffers, gradients."""
    before = case["before"]
    name = _changed(before["gradients"], _part(outcome, "gradients"))
    if name:
        return _gradient_text(exercise, name, before["gradients"][name])
    name = _changed(before["state"], _part(outcome, "state"))
    if name in before["gradients"]:
        return (
            f"{exercise}: the weights of {name!r} are others afterwards. To measure is "
            "not to train: which line changes them?"
        )
    if name:
        return (
            f"{exercise}: the buffer {name!r} changed while you measured. In which "
            "mode does batch norm move its running mean?"
        )
    asks, trained = before["trained"], _part(outcome, "trained")
    lost = [name for name in asks if trained.get(name) is not asks[name]]
    if lost:
        return (
            f"{exercise}: requires_grad of {lost[0]!r} is no longer {asks[lost[0]]}. "
            "Leave the parameters as they came."
        )
    return ""


def _gradient_text(exercise: str, name: str, was: torch.Tensor | None) -> str:
    if was is None:
        return (
            f"{exercise}: .grad of {name!r} was None and is a tensor afterwards. "
            "Is there a backward, or a line that writes to .grad?"
        )
    return (
        f"{exercise}: .grad of {name!r} has other values afterwards. Which line adds "
        "to it, resets it, or works on it in place?"
    )


def _part(outcome: Outcome, key: str) -> Outcome:
    part = entry(outcome, "after").get(key)
    return part if isinstance(part, dict) else {}


def _changed(before: dict[str, Plain], after: Outcome) -> str:
    """Return the name of the first tensor that is not as before; empty if all are."""
    for name, was in before.items():
        tensor = after.get(name, "missing")
        if was is None and tensor is None:
            continue
        if was is None or not same(tensor_of({"value": tensor}), was):
            return name
    return ""
