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
    files | errors
"""

import sys

# Notebooks are validated against JSON schemas. For a format that no notebook uses, the
# library for that builds a parser of addresses, which takes longer than all the rest.
sys.modules.setdefault("rfc3987_syntax", None)
