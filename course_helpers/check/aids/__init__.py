"""What helps a learner beside the verdicts: predictions, hints, and a card for all."""
