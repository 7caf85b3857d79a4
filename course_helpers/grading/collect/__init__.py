"""Take hand-ins in: tell whose each one is, and keep it unaltered."""
