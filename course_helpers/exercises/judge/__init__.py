"""A folder a lesson, a module an exercise with `judge(inputs, observed)`: pure.

Never where learners' code runs. What several lessons share lies beside the folders.
"""
