"""Lesson 06: the weights that a step, a batch or a training leaves, and its losses."""
