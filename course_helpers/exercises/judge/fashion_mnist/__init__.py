"""Lesson 09: the learner's own network, its training, its predictions and its file."""
