"""How a command is offered on the command line."""

import argparse
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pi_desktop.server.home import URL_VARIABLE, Home

if TYPE_CHECKING:
    from argparse import _SubParsersAction

Run = Callable[[Namespace, Home], None]
"""What a command does, with what was chosen and the server's folder. Raises DeskError."""


class Commands:
    """The commands of one program; nearly each of them works on the folder of a team's server."""

    def __init__(self, parser: ArgumentParser) -> None:
        self._parsers: _SubParsersAction[ArgumentParser] = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(self, name: str, run: Run, what: str, *, on_folder: bool = True) -> ArgumentParser:
        added = self._parsers.add_parser(name, help=what, description=what)
        added.set_defaults(dir=Path())
        if on_folder:
            added.add_argument("dir", type=Path, metavar="DIR", help="the server's folder")
        added.add_argument(
            "--database",
            metavar="URL",
            help=f"a PostgreSQL database, postgresql://...; also from the environment ({URL_VARIABLE}), "
            "where no other program sees it",
        )
        added.set_defaults(run=run)
        return added


def home_of(chosen: argparse.Namespace) -> Home:
    return Home(chosen.dir, os.environ, chosen.database)
