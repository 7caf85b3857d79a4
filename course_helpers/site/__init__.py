"""The course as a website, to read before anything is installed.

lesson    a lesson's page, from its executed source and its released version
pages     what stands beside the lessons: the course's documents, terms, functions
sources   all of that, laid out as in the course, for Sphinx to read
build     through Sphinx into a folder
proof     no solution in any of its files
mathml    formulas that need no script
"""
