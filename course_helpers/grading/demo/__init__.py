"""Show the whole round on a sample class."""
