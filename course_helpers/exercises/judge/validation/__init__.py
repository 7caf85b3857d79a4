"""Lesson 07: the samples of a split, losses measured, what early stopping leaves."""
