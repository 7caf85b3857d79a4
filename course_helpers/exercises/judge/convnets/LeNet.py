"""Judge LeNet by what it computes from given weights."""

from course_helpers.check.compare import first, outcomes, shape_problem
from course_helpers.check.contract import Criterion
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.convnets._lenet import (
    gradients_problem,
    lenet_problems,
    run_problem,
    surplus,
)
from course_helpers.exercises.judge.networks import listed, rows_problem


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge LeNet's logits under the given weights."""
    layers, batches = inputs["layers"], inputs["batches"]
    convolutions, dense, output = lenet_problems(layers, batches[0], observed)
    results = outcomes(listed(observed, "outputs"), len(batches))
    hint = "A row of 10 for each image, also for a single one."
    shape = run_problem(observed, len(batches[0])) or first(
        shape_problem("LeNet", result, (len(batch), 10), hint)
        for batch, result in zip(batches, results, strict=True)
    )
    shape = shape or rows_problem("LeNet", batches, observed)
    extra = surplus(layers, observed)
    more = f"LeNet: it has parameters that nothing uses: {extra}." if extra else ""
    return [
        Criterion("convolutions, each with ReLU, max pooling", 0.35, convolutions),
        Criterion("dense layers, two with a ReLU", 0.25, dense),
        Criterion("plain logits as output", 0.15, output),
        # Outputs do not show where no_grad or detach cuts the graph.
        Criterion(
            "every weight and bias, with a gradient",
            0.15,
            gradients_problem(layers, observed),
        ),
        Criterion("shape (N, 10), any N", 0.1, shape),
        # A layer that nothing uses changes no output.
        Criterion("no more layers than needed", 0, "" if convolutions else more),
    ]
