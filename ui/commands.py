"""The program's commands, those with a window and those without."""

from __future__ import annotations

from collections.abc import Sequence

from pi_desktop.__main__ import parser, run
from ui.tour import command as tour


def run_command(arguments: Sequence[str]) -> int:
    """Run a command; gives the exit status."""
    made, commands = parser()
    tour.register(commands)
    return run(made.parse_args(arguments))
