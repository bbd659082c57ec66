"""`pi-server`: the commands of whoever runs a team's server."""

import argparse
import sys
from collections.abc import Sequence

from pi_desktop.errors import DeskError
from pi_desktop.server.commands import admitting, beginning, keeping, running, torturing
from pi_desktop.server.commands.offering import Commands, home_of


def command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pi-server", description="A parent-infant team's server.")
    commands = Commands(parser)
    for part in (beginning, running, admitting, keeping, torturing):
        part.offer(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = command_line().parse_args(arguments)
    try:
        chosen.run(chosen, home_of(chosen))
    except DeskError as fault:
        print(fault.sentence, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
