"""`pi-desktop tour`."""

from __future__ import annotations

import argparse
from pathlib import Path


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `tour` to the program's commands."""
    made = commands.add_parser("tour", help="drive the program through a whole visit and take pictures")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the pictures go")
    made.set_defaults(run=_tour)


def _tour(chosen: argparse.Namespace) -> int:
    return 0
