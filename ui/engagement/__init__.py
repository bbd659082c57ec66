"""Reaching families that have not been seen yet."""
