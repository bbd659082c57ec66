"""The frame that every screen stands in: navigation, the status line, saving and asking off the GUI thread."""
