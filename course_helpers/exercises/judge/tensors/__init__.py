"""Lesson 01: judges look at the values, then at the shape, of tensors returned."""
