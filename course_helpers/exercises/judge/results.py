"""What judges say of several results that came, whatever they should be."""

from collections.abc import Sequence

from course_helpers.check.compare import Outcome, number_as_tensor, same, tensor_of


def same_result(name: str, results: Sequence[Outcome], what: str = "arguments") -> str:
    """Say so if several different inputs gave the very same result; empty if not.

    Args:
        name: the exercise, with which the message begins.
        results: of inputs for which the right results differ.
        what: in which the inputs differ.
    """
    first, *others = (tensor_of(number_as_tensor(result)) for result in results)
    if not all(same(first, other) for other in others):
        return ""
    return (
        f"{name}: different {what} should give different results; got the same result "
        "each time. Does your function use its arguments, or names from other cells?"
    )
