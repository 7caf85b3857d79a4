"""For instructors: release lessons, grade hand-ins, give feedback.

Importing course_helpers never imports this package; learners need no nbgrader.

Layers, an import may only point down:

    demo
    report | feedback | export
    similar | misunderstandings | plots | enrolment | bookkeeping
    grader | sample_class | roster | classbook | pages | spreadsheets
    record | collect
    release | replay | archives | owners | handins
    running | students
    verdicts | judging | rebuild
    sandbox
    datasets | course | notebook | figures | files | sources
"""
