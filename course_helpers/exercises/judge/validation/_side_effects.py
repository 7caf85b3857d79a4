"""Lesson 07: what evaluate leaves behind: modes, gradients, settings."""

from course_helpers.check.compare import Outcome
from course_helpers.check.plain import Plain
from course_helpers.exercises.judge.trained_weights import error_problem


def seen(result: Outcome, key: str) -> bool:
    """Whether something was noted while the model ran."""
    noted = result.get("seen")
    return isinstance(noted, dict) and noted.get(key) is True


def idle_problem(result: Outcome) -> str:
    """Say so if the model never ran, so that nothing can be said of side effects."""
    problem = error_problem("evaluate", result)
    # Two numbers out of the air leave everything as it was, and earn nothing by that.
    if problem or seen(result, "ran"):
        return problem
    return "evaluate: the model that was given never ran."


def mode_problem(case: Plain, result: Outcome) -> str:
    """Say so if the modules' modes are not as before."""
    problem = error_problem("evaluate", result)
    if problem or result.get("same_modes") is True:
        return problem
    if "frozen" in case:
        return (
            "evaluate: dropout came in eval mode inside a model in train mode, and "
            "was in train mode afterwards. Each module has a mode of its own."
        )
    came, went = ("train", "eval") if case["training"] else ("eval", "train")
    return (
        f"evaluate: the model came in {came} mode and was in {went} mode afterwards. "
        "Leave it as it came."
    )


def grad_problem(result: Outcome) -> str:
    """Say what is left of gradients: a graph, a .grad, another setting."""
    problem = error_problem("evaluate", result)
    if problem:
        return problem
    # Not `is True`: what an observation lacks must never count as right.
    if result.get("graph") is not False:
        return (
            "evaluate: expected plain numbers; got a tensor that holds its graph. "
            "Nobody needs gradients here: how is that said?"
        )
    if result.get("gradients") is not False:
        return "evaluate: the model's parameters have a .grad now. Is there a backward?"
    if result.get("trainable") is not True:
        return (
            "evaluate: the parameters no longer require grad, so training cannot go on."
        )
    if result.get("same_grad_mode") is not True:
        return (
            "evaluate: gradients were switched on or off for good. "
            "Use a block that puts the setting back at its end."
        )
    return ""


def recorded_remark(result: Outcome) -> str:
    """Say so if graphs were recorded for nothing."""
    if result.get("graph") is not False or not seen(result, "recorded"):
        return ""
    return (
        "autograd recorded a graph for every batch, though nobody needs gradients "
        "here. torch.no_grad() saves that work and memory."
    )
