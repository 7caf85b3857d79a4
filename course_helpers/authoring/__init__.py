"""For authors: every file, cell and mark of a new exercise or a new lesson.

exercise, lesson   what is written, and what is left to do
places, names      where it goes, and which names are free
listing            the line in the course's list
observations       the functions at the end of a lesson's observations
cells              cells of a notebook
texts              all of it is made from templates/
changes            files written all together, or not at all
"""
