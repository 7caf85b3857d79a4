"""Judge flatten: each image becomes a row."""

from course_helpers.check.compare import entry, shape_problem, value_problem
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.results import same_result
from course_helpers.exercises.judge.softmax._mistakes import flatten_mistakes
from course_helpers.exercises.judge.softmax._results import (
    SIZES,
    any_problem,
    beside_batch,
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge that every image becomes a row of its 784 pixels, in their order."""

    def problem(case: str) -> str:
        images, outcome = inputs[case][0], entry(observed, case)
        want = images.reshape(-1, 784)
        # Of a single image most of these are the right row.
        mistakes = flatten_mistakes(images) if len(images) > 1 else []
        hint = "One row for each image, one column for each pixel."
        values = value_problem("flatten", outcome, want, mistakes, hint=hint)
        # The shape is the task here: (64, 1, 784) has the values, and it is wrong.
        return values or shape_problem("flatten", outcome, want.shape, hint)

    unused = same_result("flatten", beside_batch(observed, "long"), "batches")
    batch = unused or problem("batch")
    others = {case: problem(case) for case in SIZES}
    return [
        Criterion("64 images become 64 rows", 0.6, batch),
        # The task says any N, and the last batch of a data set is short.
        Criterion(
            "any number of images", 0.4, any_problem("flatten", inputs, batch, others)
        ),
    ]
