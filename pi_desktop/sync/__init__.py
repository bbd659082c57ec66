"""Synchronising with the team's server: push, then pull."""
