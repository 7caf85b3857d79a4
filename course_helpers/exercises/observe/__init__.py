"""A module a lesson: `name_inputs(seed)` and `name_observed(*answers, inputs)`.

They run beside learners' code and know no right answer.
"""
