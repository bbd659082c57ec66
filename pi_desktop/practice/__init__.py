"""What may be done: one module a concept, one function a user action."""
