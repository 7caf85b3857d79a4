"""A pad on which you draw a digit, and a network of your own reads it at once."""

from .drawing import draw

__all__ = ["draw"]
