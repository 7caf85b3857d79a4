"""Checks of an exam: they say that an answer runs, never whether it is right."""
