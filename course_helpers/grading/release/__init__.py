"""Hand lessons out: their student versions, without solutions, ready for learners."""
