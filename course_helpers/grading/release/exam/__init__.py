"""A students' repository for an exam: nothing in it tells what is right."""
