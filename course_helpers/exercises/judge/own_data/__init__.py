"""Lesson 11: files that become data, and networks that meet them."""
