"""What learning platforms call people, files and columns, in and out."""

from course_helpers.grading.lms import canvas, moodle

# Moodle first: in a zip file without folders its names end with the learner's own
# words, which may look like Canvas's numbers. Canvas's names never look like Moodle's.
PLATFORMS = {"moodle": moodle, "canvas": canvas}
"""For each platform its module; they have the same functions."""
