"""What the three judges say of results that came, whatever they should be."""

from course_helpers.check.compare import Outcome


def kindly(problem: str, result: Outcome, example: str) -> str:
    """Add to an error that the example's sizes work, if they do."""
    # Only an error shows that a size is fixed; a wrong number has other causes.
    if example or "error" not in result:
        return problem
    return f"{problem} With the example's sizes it works: is a size fixed in your code?"
