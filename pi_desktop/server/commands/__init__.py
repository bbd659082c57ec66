"""The commands of whoever runs a team's server, a module for each part of that work."""
