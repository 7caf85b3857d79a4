"""Lesson 05: judges look at one number for a batch, and at a pair that gives it."""
