"""For instructors: release lessons, grade hand-ins, give feedback.

Importing course_helpers never imports this package; learners need no nbgrader.

Layers, an import may only point down:

    demo
    grader | sample_class
    record | collect
    release | replay | archives | owners | handins
    running | students
    verdicts | judging | rebuild
    sandbox
    datasets | course | notebook | figures | files | sources
"""
