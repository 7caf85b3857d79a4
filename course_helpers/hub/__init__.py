"""A JupyterHub for the course: its files, its accounts, and grading by night."""
