"""The first window: who are you, and your password."""
