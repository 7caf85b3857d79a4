"""Judge ReluNet: 784-128-64-10 with ReLU and softmax."""

from course_helpers.check.compare import first, outcomes, shape_problem
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.networks import (
    listed,
    network_problem,
    network_problems,
    rows_problem,
    surplus,
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge softmax of three layers, two with a ReLU, under the given weights."""
    name, layers, batches = "ReluNet", inputs["layers"], inputs["batches"]
    # The first batch comes twice, for random outputs; the third is a single image,
    # the fourth a shorter batch.
    hidden, output = network_problems(name, layers, batches[0], observed)
    results = outcomes(listed(observed, "outputs"), len(batches))
    hint = "A row of 10 for each image, also for a single one."
    shape = network_problem(name, observed) or first(
        shape_problem(name, result, (len(batch), 10), hint)
        for batch, result in zip(batches, results, strict=True)
    )
    shape = shape or rows_problem(name, batches, observed)
    extra = surplus(layers, observed)
    more = f"ReluNet: it has parameters that nothing uses: {extra}." if extra else ""
    return [
        Criterion("two hidden layers, each with a ReLU", 0.5, hidden),
        Criterion("probabilities as output", 0.4, output),
        Criterion("shape (N, 10), any N", 0.1, shape),
        # The output is right with a layer that stays unused: a word, no points.
        Criterion("no more layers than needed", 0, "" if hidden else more),
    ]
