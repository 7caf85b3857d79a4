"""Say what came of it: to the class's teacher, to each student, to a platform."""
