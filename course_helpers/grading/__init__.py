"""For instructors: release lessons, grade hand-ins, give feedback.

Importing course_helpers never imports this package; learners need no nbgrader.

Layers, an import may only point down:

    demo
    sample_class | record
    release
    course | notebook | figures
"""
