"""The course as a website, to read before anything is installed.

Sphinx reads notebooks through myst-nb and looks as pydata's theme makes it: large
projects keep all three, notebooks and Markdown stay as they are, a search and pages for
functions come with it, and the theme is tested for keyboard, contrast and narrow pages.

lesson    a lesson's page, from its executed source and its released version
pages     what stands beside the lessons: the course's documents, terms, functions
sources   all of that, laid out as in the course, for Sphinx to read
build     through Sphinx into a folder
proof     no solution in any of its files
mathml    formulas that need no script
"""
