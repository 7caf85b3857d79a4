"""The error that every command foresees; by itself, so that light processes stay so."""


class CourseError(Exception):
    """Something that the instructor must put right; str() says what and how."""
