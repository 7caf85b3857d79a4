"""For instructors, in the order of their week: release, collect, run, record, report.

Importing course_helpers never imports this package; learners need no nbgrader.

Layers, an import may only point down:

    demo
    report
    grade | appeal
    record | class_run
    run
    collect
    lms | release
    course | notebook | basis
    files | errors
"""

import sys

# Notebooks are validated against JSON schemas. For a format that no notebook uses, the
# library for that builds a parser of addresses, which takes longer than all the rest.
sys.modules.setdefault("rfc3987_syntax", None)
