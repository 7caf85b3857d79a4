"""How the pictures of embedded digits are drawn, the same to the byte everywhere."""
