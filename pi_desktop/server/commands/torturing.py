"""`torture`: whether synchronising can be made to lose anything."""

import argparse
import sys
from argparse import Namespace
from pathlib import Path

from pi_desktop.server.commands.offering import Commands
from pi_desktop.server.errors import NotHeld
from pi_desktop.server.home import Home

_WHAT = (
    "Let the laptops of an invented team work for a while, with real processes that are killed, over a network that "
    "fails, with a server that is put back to older states, and see whether anything that was told saved is lost. "
    "Prints one line of JSON, and fails unless nothing is, every kind of fault occurred, and every laptop told at "
    "least twenty saves a minute."
)


def offer(commands: Commands) -> None:
    torture = commands.add("torture", _torture, _WHAT, on_folder=False)
    torture.add_argument("--devices", type=_at_least_one, default=6, metavar="N")
    torture.add_argument("--seconds", type=_at_least_one, default=60, metavar="S")
    torture.add_argument("--seed", type=int, default=1, metavar="K")
    torture.add_argument("--keep", type=Path, metavar="DIR", help="leave all files in this new folder")


def _torture(chosen: Namespace, home: Home) -> None:
    from pi_desktop.server.torture.driver import torture
    from pi_desktop.server.torture.faults import Plan

    if chosen.keep:
        chosen.keep.mkdir()
    outcome = torture(Plan(chosen.devices, chosen.seconds, chosen.seed, home.url), chosen.keep)
    print(outcome.line())
    if not outcome.held:
        print(*outcome.sentences, sep="\n", file=sys.stderr)
        raise NotHeld


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
