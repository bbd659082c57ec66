"""What was changed in two places, and choosing."""
