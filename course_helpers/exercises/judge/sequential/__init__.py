"""Lesson 04: judges look at what a network returns, or holds, not at its names."""
