"""Lesson 10: what the tests of a network give, and what became of sick trainings."""
