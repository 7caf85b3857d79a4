"""What the three judges say of results that came, whatever they should be."""

import torch

from course_helpers.check.compare import Outcome, tensor_of


def same_result(name: str, results: list[Outcome]) -> str:
    """Say so if all inputs gave the very same tensor."""
    tensors = [tensor_of(result) for result in results]
    if any(t is None or not torch.equal(t, tensors[0]) for t in tensors):
        return ""
    return (
        f"{name}: expected results that depend on the arguments; got the same result "
        "for different inputs. Does your code use names from other cells instead?"
    )


def kindly(problem: str, result: Outcome, example: str) -> str:
    """Add to an error that the example's sizes work, if they do."""
    # Only an error shows that a size is fixed; a wrong number has other causes.
    if example or "error" not in result:
        return problem
    return f"{problem} With the example's sizes it works: is a size fixed in your code?"
