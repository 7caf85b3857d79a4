"""What helps a learner beside the verdicts: predictions, hints, and how they look."""
