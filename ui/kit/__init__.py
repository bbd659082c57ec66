"""What all the screens share: theme, small widgets, the runner, and how an error is shown."""
