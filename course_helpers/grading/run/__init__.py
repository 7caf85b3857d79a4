"""Bring one hand-in to its verdicts: rebuilt, run in the sandbox, judged."""
