import ast

from course_helpers.grading.release.exam.observations import reduce

LESSON = '''"""About mistakes."""
import math
import torch
from torch import nn

from course.observe.shared import helper, other_inputs, two_observed

__all__ = ["one_observed", "two_observed"]
LIMIT, SECRET = 3, 4


def one_inputs(seed):
    """So that a mean of means shows."""
    return math.floor(SECRET)


def one_observed(answer, inputs):
    """Call it."""
    # Not twice: it would count.
    return helper(answer, LIMIT, _Watch)


class _Watch(nn.Module):
    """Watches."""


def _unused():
    return torch
'''
SHARED = '''
def helper(*a):
    return _inner(a)

def _inner(a):
    """Only this."""

def two_observed(answer, inputs):
    return answer

def other_inputs(seed):
    return 1
'''


def test_what_an_observation_needs_stays_and_nothing_else(tmp_path):
    files = {"lesson": LESSON, "shared": SHARED, "another": LESSON, "__init__": "'a'"}
    for name, text in files.items():
        (tmp_path / f"{name}.py").write_text(text)
    reduce(tmp_path, {"lesson": {"one_observed", "two_observed"}})
    left = {path.stem: path.read_text() for path in tmp_path.glob("*.py")}
    assert left.keys() == {"lesson", "shared", "__init__"} and left["__init__"] == ""
    for word in (
        "inputs(",
        "SECRET",
        "mean of means",
        "math",
        "Watches",
        "#",
        "_unused",
    ):
        assert word not in "".join(left.values()), word
    kept = {node.name for node in ast.parse(left["shared"]).body}
    assert kept == {"helper", "_inner", "two_observed"}
    compile(left["lesson"], "lesson", "exec")
    assert "from torch import nn" in left["lesson"] and "LIMIT = 3" in left["lesson"]
