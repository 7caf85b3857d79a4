"""For instructors, in the order of their week: release, collect, run, record, report.

Importing course_helpers never imports this package; learners need no nbgrader.

Layers, an import may only point down:

    demo
    report | reading
    grade | appeal
    record | class_run
    run
    collect
    lms | release
    course | notebook | hand_in | basis
    limits
    files | errors
"""
