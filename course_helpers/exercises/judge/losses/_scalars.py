"""What the judges of mse, cross_entropy and accuracy say of one number."""

from course_helpers.check.compare import Outcome, call_problem, outcomes
from course_helpers.check.plain import Plain

# The word of the observations, which judges do not import.
NO_GRADIENT = "no gradient"

ONE = "One number for the whole batch has no dimension."


def results_of(observed: Plain, count: int) -> list[Outcome]:
    """Return the outcomes of the calls; an error of the whole stands for each."""
    whole = isinstance(observed, dict) and "error" not in observed
    return outcomes(observed.get("results") if whole else observed, count)


def class_problem(name: str, results: list[Outcome]) -> str:
    """Say so if a loss class got the tensors that are meant for its object."""
    # nn.MSELoss(predictions, targets) takes them for switches: are they true?
    if "Boolean value of Tensor with more" not in str(results[0].get("text")):
        return ""
    return (
        f"{name}: expected a number; got an error, because a class was called with "
        "tensors. First make an object of the class, then call that object."
    )


def graph_problem(name: str, outcome: Outcome) -> str:
    """Say so if a loss has no gradient to go backwards along."""
    if outcome.get("value") != NO_GRADIENT:
        return call_problem(name, outcome)
    return (
        f"{name}: expected a tensor from which backward() can start; got a value that "
        "has lost its graph. Which step leaves the tensors (item, detach, NumPy, a "
        "new tensor) or stops autograd?"
    )
