"""The course's data sets: where they lie, and loaders that give batches of them."""

from .loading import load_data
from .sources import fetch, find_dataset, where

__all__ = ["fetch", "find_dataset", "load_data", "where"]
