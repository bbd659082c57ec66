"""The instrument library: what each measure is, how it is scored, and what a score means."""
