"""What the three judges say of sizes, shapes and arguments left unused."""

from course_helpers.check.compare import Outcome, entry, first, shape_problem
from course_helpers.check.plain import Plain

SIZES = ("short", "long", "one")


def shape_of_rows(
    name: str, inputs: Plain, observed: Plain, problems: dict[str, str]
) -> str:
    """Say which result has the wrong shape, of those that are right otherwise."""
    # A size at which the values are wrong has cost its points already.
    cases = ["batch", *(case for case, problem in problems.items() if not problem)]
    return first(
        shape_problem(
            name,
            entry(observed, case),
            (len(inputs[case][0]), inputs[case][-1].shape[-1]),
            "One row for each image.",
        )
        for case in cases
    )


def any_problem(name: str, inputs: Plain, batch: str, others: dict[str, str]) -> str:
    """Say what is wrong at other sizes; kindly, if a batch of 64 is right."""
    case = next((case for case in others if others[case]), None)
    # Where a batch of 64 is wrong, its message says more than one on sizes.
    if batch or case is None:
        return batch
    hints = {
        "one": "A single image is a batch too.",
        "table": "There may be any number of classes, too.",
        "small": "There may be any number of classes, too.",
    }
    last = "The last batch is often shorter: is 64 fixed somewhere in your code?"
    return (
        f"{name}: right for a batch of 64, well done. With an input of shape "
        f"{tuple(inputs[case][0].shape)}: {others[case].removeprefix(f'{name}: ')} "
        f"{hints.get(case, last)}"
    )


def beside_batch(observed: Plain, other: str) -> list[Outcome]:
    """Return the outcomes of a batch of 64 and of another case."""
    return [entry(observed, "batch"), entry(observed, other)]
