"""The visit workspace: everything that is recorded in a family's home, kept as it is said."""
