"""Lesson 02: judges look at derivatives, paths, and what is left on a tensor."""
