"""One booking as staff see it: its history, notes, and every change to it."""
