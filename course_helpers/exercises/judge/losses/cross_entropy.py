"""Judge cross_entropy: from logits and labels, by the learner's own sum."""

import torch
import torch.nn.functional as F

from course_helpers.check.compare import (
    Outcome,
    entry,
    explaining,
    number_as_tensor,
    number_of,
    numbers,
    shape_problem,
    tensor_of,
    value_problem,
)
from course_helpers.check.contract import Criterion
from course_helpers.check.explain.miniature import Case, Formula
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.losses._mistakes import cross_entropy_mistakes
from course_helpers.exercises.judge.losses._scalars import (
    ONE,
    class_problem,
    graph_problem,
    results_of,
)
from course_helpers.exercises.judge.results import same_result

_FORMS = (
    "minus(all_mean(log(probs_of_label)))",
    "all_mean(log(row_sum(exp(logits))) - logits_of_label)",
)


def judge(inputs: Plain, observed: Plain) -> list[Criterion]:
    """Judge the mean over rows of -log softmax(logits)[label]."""
    name = "cross_entropy"
    results = [number_as_tensor(r) for r in results_of(observed, len(inputs))]
    # Without the large logits: of them a learner's formula gives nan where ours do not.
    mistakes = explaining(
        [cross_entropy_mistakes(*case) for case in inputs[:3]], results[:3]
    )

    formula = Formula(_FORMS, list(map(_named, inputs[:3], results)))

    def problem(case: int, sample: str = "") -> str:
        want, hint = F.cross_entropy(*inputs[case]), _nan_hint(results[case])
        return value_problem(
            name, results[case], want, mistakes[case], sample, hint, formula
        )

    logits, labels = inputs[0]
    sample = f"logits {numbers(logits)} and labels {numbers(labels.double())}"
    sample = sample.replace(".0000", "")
    # Not the fourth: of large logits it is nan or inf for many.
    values = class_problem(name, results) or same_result(name, results[:3])
    values, others = values or problem(0, sample), problem(1) or problem(2)
    wrong, gradient = values or others, entry(observed, "gradient")
    borrowed = _borrowed(observed)
    return [
        Criterion("the loss of two rows", 0.35, values),
        Criterion("other numbers of rows and classes", 0.3, others),
        Criterion("a single number", 0.1, shape_problem(name, results[2], (), ONE)),
        # A formula that is wrong everywhere earns nothing for being one's own. Calls
        # are seen beside the answer's code, which could fake them: a quarter at most.
        Criterion("a formula of your own", 0.25, values and others or borrowed),
        # The task asks for a number: right answers use NumPy, or math, or overflow.
        Criterion("a gradient", 0, "" if wrong else graph_problem(name, gradient)),
        Criterion("large logits", 0, "" if wrong else _overflow(results[3])),
    ]


def _named(case: list[torch.Tensor], result: Outcome) -> Case:
    logits, labels = case[0].double(), case[1]
    probs, at = torch.softmax(logits, dim=1), labels.view(-1, 1)
    values = {
        "logits": logits,
        "logits_of_label": logits.gather(1, at),
        "probs_of_label": probs.gather(1, at),
    }
    return values, tensor_of(result)


def _nan_hint(outcome: Outcome) -> str:
    got = number_of(outcome)
    # Only nan differs from itself.
    if got is None or got == got:
        return ""
    return "The log of a negative number is nan: which numbers does your log get?"


def _borrowed(observed: Plain) -> str:
    """Say so if torch's own loss was called."""
    names = observed.get("used") if isinstance(observed, dict) else None
    # Only an empty list clears: what is missing or malformed must not.
    if names == []:
        return ""
    function = str(names[0])[:60] if isinstance(names, list) else "function"
    return (
        "cross_entropy: expected a formula of your own; got a call of torch's "
        f"{function}. log_softmax and logsumexp are allowed; the rest of the formula "
        "is yours."
    )


def _overflow(outcome: Outcome) -> str:
    got = number_of(outcome)
    if got is None or abs(got) < float("inf"):
        return ""
    return (
        f"cross_entropy: for logits around 200 your loss is {got}. This costs no "
        "points. Lesson 03's shift by the row maximum helps here too."
    )
