"""Judge softmax: scores become probabilities."""

import torch

from course_helpers.check.compare import (
    Outcome,
    entry,
    first,
    numbers,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.explain.miniature import Formula
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.results import same_result
from course_helpers.exercises.judge.softmax._mistakes import softmax_mistakes
from course_helpers.exercises.judge.softmax._results import (
    SIZES,
    any_problem,
    beside_batch,
    shape_of_rows,
)

_FORMS = (
    "exp(scores) / row_sum(exp(scores))",
    "exp(scores - row_max(scores)) / row_sum(exp(scores - row_max(scores)))",
    # Wrong, but where many begin.
    "scores / row_sum(scores)",
)

_EXAMPLE = "Try one row: [[1., 2., 3.]] should become [[0.0900, 0.2447, 0.6652]]."


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge exp(scores) divided by its sum over each row."""
    name, outcome = "softmax", entry(observed, "batch")
    cases = ("batch", "other", *SIZES, "table", "small")
    # Tables that are small: hundreds of formulas are tried on them.
    named = [
        ({"scores": inputs[case][0].double()}, tensor_of(entry(observed, case)))
        for case in ("table", "one")
    ]
    formula = Formula(_FORMS, named)
    problems = {
        case: _softmax_problem(inputs, observed, case, formula) for case in cases
    }
    unused = same_result(name, beside_batch(observed, "other"), "tables of scores")
    # Popped, so that the other sizes are left for 'any number of rows'.
    batch = first([unused, *map(problems.pop, ("batch", "other"))])
    shape = shape_of_rows(name, inputs, observed, problems)
    rows = _row_problem(outcome)
    # Rows must come from the scores, and be there: 1 / K everywhere sums to 1, too,
    # and where no table came no row is wrong.
    rows = first([unused, shape, rows and f"softmax: {rows}"])
    return [
        Criterion("the values", 0.5, batch),
        Criterion("every row sums to 1", 0.2, rows),
        Criterion(
            "any number of rows", 0.2, any_problem(name, inputs, batch, problems)
        ),
        Criterion("the shape of scores", 0.1, shape),
        # Nine of ten right answers overflow, as the formula does: no points for it.
        Criterion("large scores", 0, _overflow(entry(observed, "large"))),
    ]


def _softmax_problem(
    inputs: Plain, observed: Plain, case: str, formula: Formula
) -> str:
    scores, outcome = inputs[case][0].to(torch.float64), entry(observed, case)
    want, mistakes = torch.softmax(scores, dim=1), softmax_mistakes(scores)
    # Of the numbers that are shown, if they are wrong.
    hint = _row_problem(entry(observed, "small")) or _row_problem(outcome)
    hint = hint or _EXAMPLE
    row = inputs["small"][0].double()
    example = f"scores {numbers(row)}", entry(observed, "small"), row.softmax(dim=1)
    problem = value_problem(
        "softmax", outcome, want, mistakes, "", hint, formula, example
    )
    return problem and (_broadcast_problem(outcome) or problem)


def _broadcast_problem(outcome: Outcome) -> str:
    """Say what an error means that (64, 10) / (64,) gives: the classic one here."""
    text = " ".join(str(outcome.get("text")).split())[:150].rstrip(".")
    if "must match the size of tensor" not in text:
        return ""
    return (
        "softmax: expected every row to be divided by its own sum; got an error: "
        f"{text}. Print the shapes of both sides of the division: do they line up?"
    )


def _row_problem(outcome: Outcome) -> str:
    """Say which row of a table does not sum to 1."""
    got = tensor_of(outcome)
    if got is None or got.dim() != 2:
        return ""
    sums = got.sum(dim=1)
    # Rounding is far smaller, and a sum that is named must look wrong.
    wrong = ~torch.isclose(sums, torch.ones_like(sums), rtol=0, atol=1e-3)
    if not wrong.any():
        return ""
    row = int(wrong.nonzero()[0])
    return (
        f"Every row should sum to 1; row {row} of your result sums to "
        f"{numbers(sums[row])}. Look at what you divide by: each image is a row."
    )


def _overflow(large: Outcome) -> str:
    got = tensor_of(large)
    nan = got is not None and got.isnan().any()
    # torch gives nan; math.exp, in answers that loop over numbers, raises.
    if not nan and large.get("error") != "OverflowError":
        return ""
    does = "gives nan" if nan else "stops with an OverflowError"
    return (
        f"for scores around 1000 or -1000 your function {does}. This costs no points. "
        "The next section shows why, and what helps."
    )
