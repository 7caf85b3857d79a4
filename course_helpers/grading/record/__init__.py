"""Write verdicts into nbgrader's gradebook, and read a class back from it."""
