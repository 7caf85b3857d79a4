"""Lesson 08: sizes and counts, and a network's outputs under given weights."""
