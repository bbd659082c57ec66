"""Drives the real program through a whole journey, by simulated mouse and keys, and takes pictures."""
