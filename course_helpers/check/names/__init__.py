"""The names that an answer uses: its own arguments, and those of other cells."""
