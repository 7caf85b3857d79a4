"""What learning platforms call people, files and columns, in and out."""
