"""Which mistake a wrong result comes from, where nobody has listed it.

A `formula` is a tree. Its `variants` have one mistake more, whichever that may be; the
one that gives what came is likely the learner's. Where none does, `relation` says what
the result has to do with the right one. `miniature` puts either into words.
"""
