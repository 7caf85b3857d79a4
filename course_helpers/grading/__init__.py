"""For instructors: release lessons, grade hand-ins, give feedback.

Importing course_helpers never imports this package; learners need no nbgrader.

Layers, an import may only point down:

    demo | student_repository
    report | feedback | export
    similar | misunderstandings | plots | enrolment | bookkeeping
    grader | sample_class | roster | classbook | pages | spreadsheets
    record | collect
    release | replay | archives | owners | handins
    cluster
    running | students | worker
    verdicts | judging | rebuild | workshop
    sandbox | colab | leaks | history
    datasets | course | notebook | figures | sources | sanitize
    files
"""
