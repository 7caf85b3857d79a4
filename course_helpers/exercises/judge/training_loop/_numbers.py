"""What the judges of training_pass and train say of losses that still hold a graph."""

from course_helpers.check.compare import call_problem
from course_helpers.check.plain import Plain


def plain_problem(name: str, result: Plain) -> str:
    """Say so if nothing came back, or a tensor with a graph; empty if all is well."""
    if call_problem(name, result):
        return call_problem(name, result)
    # A loss with its graph keeps the activations of its whole batch in memory. Not
    # `is True`: what an observation lacks must never count as right.
    if result.get("graph") is not False:
        return (
            f"{name}: expected plain numbers; got a tensor that still holds its graph. "
            "Which method of a tensor gives a Python number?"
        )
    return ""
