"""Judge build_sequential: networks of any sizes."""

from course_helpers.check.compare import Outcome, first, outcomes
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.networks import network_problem, network_problems


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge networks for several lists of hidden sizes under the given weights."""
    networks = outcomes(observed, len(inputs))
    calls, problems, list_changed = [], [], False
    for case, network in zip(inputs, networks, strict=True):
        n_in, *hidden, n_out = case["sizes"]
        # The call stands where messages have a name: it says which case failed.
        calls.append(f"build_sequential({n_in}, {hidden}, {n_out})")
        problem = network_problems(calls[-1], case["layers"], case["batch"], network)
        problems.append(problem)
        # As text: anything may have come, and tensors compare to tensors.
        list_changed |= str(network.get("hidden", hidden)) != str(hidden)
    # Where there is no network, that has cost its points.
    kinds = [
        _kind_problem(*pair)
        for pair in zip(calls, networks, strict=True)
        if not network_problem(*pair)
    ]
    kind = first(kinds) if kinds else _kind_problem(calls[0], networks[0])
    remark = "build_sequential: your function changes the list that it is given."
    return [
        Criterion("a Linear and a ReLU for each hidden size", 0.4, problems[0][0]),
        Criterion("softmax over each row at the end", 0.3, problems[0][1]),
        Criterion("one, no or four hidden sizes", 0.2, first(p[0] for p in problems)),
        # Little: a class of one's own is as good a network, but not what was asked.
        Criterion("an nn.Sequential", 0.1, kind),
        # The task does not forbid it: right answers build their sizes in the list.
        Criterion("the list stays as it was", 0, remark if list_changed else ""),
    ]


def _kind_problem(call: str, network: Outcome) -> str:
    problem = network_problem(call, network)
    if problem or network.get("sequential") is True:
        return problem
    return f"{call}: expected an nn.Sequential; got a Module of another kind."
