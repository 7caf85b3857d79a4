"""Mutants of what decides points, for `python benchmarks/mutants.py`."""
