"""What runs inside the sandbox: a hand-in's cells, and the observations of its answers.

Nothing here decides anything, and nothing here is trusted by the grader: it reads what
comes out as plain data. The judges are not even there.

    server       imports everything once, then forks a keeper for each hand-in
    namespaces   the keeper's own processes, mounts and network
    keeper       runs a hand-in cell by cell, each in a fork, within its limits
    shell        one cell in an IPython shell, or one observation
    kernel       that shell, with all that a notebook's kernel has for cells
    recorder     what cells show
    messages     how all of them talk
"""
