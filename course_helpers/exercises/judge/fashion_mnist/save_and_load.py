"""Lesson 09: the judge of save_and_load."""

import torch

from course_helpers.check.compare import (
    Outcome,
    call_problem,
    describe,
    entry,
    first,
    outcomes,
    same,
    tensor_of,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.networks import listed

BROKEN = {
    "empty": "an empty file",
    "foreign": "a file that is no model",
    "mismatched": "another network's state_dict",
    "code": "a file with other things than tensors in it",
}


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the file that save writes, the network that load gives, and its errors."""
    problem = _model_problem(observed)
    loaded = outcomes(listed(observed, "loaded"), 2)
    # From a file of ours as well: a load that fits only its own save (a checkpoint, a
    # whole network) reads no state_dict.
    ours = problem or _load_problem(inputs, observed, loaded[0])
    theirs = problem or _load_problem(inputs, observed, loaded[1])
    saved = problem or _save_problem(inputs, observed)
    mode = ours or theirs
    if not mode and any(model.get("training") is not False for model in loaded):
        mode = (
            "load: expected a network in evaluation mode; got one in training mode. "
            "Which method switches it?"
        )
    # All of this can be forged: files are written and read beside the learner's code.
    return [
        Criterion("save writes the state_dict", 0.25, saved),
        Criterion("load gives an equal network", 0.35, ours or theirs),
        Criterion("in evaluation mode", 0.1, mode),
        Criterion("a missing file", 0.1, problem or _missing_problem(observed)),
        Criterion("broken files", 0.1, problem or _broken_problem(observed)),
        Criterion("no code from the file runs", 0.1, problem or _ran(observed)),
    ]


def _model_problem(observed: Plain) -> str:
    """Say why there is no network to save; empty if there is one."""
    model = entry(observed, "model")
    if "made" in model:
        return f"Classifier: expected an nn.Module; got {describe(model['made'])}."
    if "error" in model:
        return call_problem("Classifier", model)
    if not _sizes(observed):
        return (
            "Classifier: expected tensors in its state_dict; got none. Has it layers?"
        )
    return call_problem("Classifier", entry(model, "outputs"))


def _sizes(observed: Plain) -> dict[str, Plain]:
    """Return how many values of each tensor were looked at, by name."""
    return entry(entry(observed, "model"), "sizes")


def _values_problem(inputs: Plain, observed: Plain, heads: Plain) -> str:
    """Name a tensor that does not hold the values that were to be saved."""
    heads = heads if isinstance(heads, dict) else {}
    sizes = _sizes(observed)
    more = [name for name in heads if name not in sizes]
    if more:
        return f"{more[0][:80]} is no tensor of this network"
    for number, (name, size) in enumerate(sizes.items()):
        if name not in heads:
            return f"{name[:80]} is missing"
        got = tensor_of({"value": heads[name]})
        if got is None:
            return f"{name[:80]} is no tensor"
        # By the network's own sizes: the first values of a tensor cut short are right.
        want = inputs["values"].roll(number)[:size] if isinstance(size, int) else None
        # Batch norm's counter holds whole numbers, into which no values were put.
        counter = name.endswith("num_batches_tracked")
        if not counter and not same(got.to(torch.float32), want):
            return f"{name[:80]} holds other values"
    return ""


def _save_problem(inputs: Plain, observed: Plain) -> str:
    saved = entry(observed, "saved")
    if "error" in saved:
        return call_problem("save", saved)
    unreadable = entry(saved, "unreadable")
    if unreadable.get("error") == "FileNotFoundError":
        return "save: expected a file at the path; there is none. Is the path used?"
    if unreadable:
        return (
            "save: expected a file that torch.load reads with weights_only=True; it "
            f"refuses with {str(unreadable.get('error'))[:60]}. Is the whole network "
            "in it, or only its state_dict?"
        )
    problem = _values_problem(inputs, observed, saved.get("heads"))
    if not problem:
        return ""
    return f"save: expected the network's state_dict in the file; {problem}."


def _load_problem(inputs: Plain, observed: Plain, loaded: Outcome) -> str:
    """Say why a loaded network is not equal to the saved one; empty if it is."""
    if "made" in loaded:
        return (
            f"load: expected a Classifier; got {describe(loaded['made'])}. "
            f"{_result_hint(loaded['made'])}"
        )
    if "error" in loaded or "heads" not in loaded:
        return call_problem("load", loaded if "error" in loaded else {})
    problem = _values_problem(inputs, observed, loaded["heads"])
    if problem:
        return (
            f"load: expected the saved numbers in the network; {problem}. Do they get "
            "from the file into the new Classifier?"
        )
    want = tensor_of(entry(entry(observed, "model"), "outputs"))
    if same(tensor_of(entry(loaded, "outputs")), want):
        return ""
    return "load: the network holds the right numbers, but gives other outputs."


def _result_hint(result: Plain) -> str:
    if result is None:
        return "Does it end with return?"
    # load_state_dict's report as plain data: keys that are missing, keys too many.
    if str(result) == "[[], []]":
        return "load_state_dict returns a report; the network itself is filled."
    return "A file holds numbers only: which class do they belong to?"


def _missing_problem(observed: Plain) -> str:
    outcome = entry(entry(observed, "bad"), "missing")
    if outcome.get("error") == "FileNotFoundError":
        return ""
    return (
        "load: for a missing file expected FileNotFoundError; "
        f"got {_instead(outcome)}. Which errors does your code catch?"
    )


def _instead(outcome: Outcome) -> str:
    return str(outcome.get("error", "no error"))[:60]


def _broken_problem(observed: Plain) -> str:
    outcomes_of = {kind: entry(entry(observed, "bad"), kind) for kind in BROKEN}
    errors = [
        f"load: for {words} expected ValueError; got {_instead(outcomes_of[kind])}. "
        "Which line fails for such a file?"
        for kind, words in BROKEN.items()
        if outcomes_of[kind].get("error") != "ValueError"
    ]
    nameless = [
        f"load: for {words} the ValueError should name the path; it says "
        f"{str(outcomes_of[kind].get('text'))[:80]!r}."
        for kind, words in BROKEN.items()
        if outcomes_of[kind].get("named") is not True
    ]
    return first(errors) or first(nameless)


def _ran(observed: Plain) -> str:
    if isinstance(observed, dict) and observed.get("ran") is False:
        return ""
    return (
        "load: expected that nothing in a file is executed; a file made for this test "
        "ran code. Look at the arguments of torch.load."
    )
