"""Today: the day's appointments with what is due and missing, and what waits for the person."""
