"""Lesson 03: judges look at tables of any number of rows, 64 among them."""
