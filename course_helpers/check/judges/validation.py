"""Lesson 07: the judges, each in a file of its own."""

from course_helpers.check.judges._evaluate import evaluate
from course_helpers.check.judges._fit import fit
from course_helpers.check.judges._split import split

__all__ = ["evaluate", "fit", "split"]
