"""The families, and the record of each."""
