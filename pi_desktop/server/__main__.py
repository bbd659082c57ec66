"""`pi-server`: the commands of whoever runs a team's server."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from pi_desktop.clock import SystemClock, local_day
from pi_desktop.errors import DeskError
from pi_desktop.ids import Id, Ids
from pi_desktop.records.team import ROLES
from pi_desktop.server import enrolment, founding, teams
from pi_desktop.server.home import Home

_CLOCK = SystemClock()


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        chosen.run(chosen, Home(chosen.dir, os.environ))
    except DeskError as fault:
        print(fault.sentence, file=sys.stderr)
        return 1
    return 0


def _init(chosen: argparse.Namespace, home: Home) -> None:
    team_id = Ids(_CLOCK).new()
    database = home.make(team_id)
    founding.found(database, team_id, [founding.the_team(team_id, chosen.team, _CLOCK)], _CLOCK)
    database.close()
    print(f"{chosen.team} has a server in {home.path}. Keep a copy of the key file apart from the database.")


def _demo(chosen: argparse.Namespace, home: Home) -> None:
    from pi_desktop.demo.team import invent

    invented = invent(chosen.seed, chosen.today or local_day(_CLOCK.now()))
    database = home.make(invented.team_id)
    count = founding.found(database, invented.team_id, invented.operations(), _CLOCK)
    database.close()
    print(f"An invented team with {count} entries is in {home.path}.")


def _serve(chosen: argparse.Namespace, home: Home) -> None:
    from pi_desktop.server.logs import log_to_stderr
    from pi_desktop.server.serving import Certificate, serve

    log_to_stderr()
    certificate = Certificate(chosen.certificate, chosen.private_key) if chosen.certificate else None
    # Whoever started this process waits for the line.
    ready = partial(print, flush=True)
    serve(home.open(), _CLOCK, chosen.host, chosen.port, certificate, ready)


def _invite(chosen: argparse.Namespace, home: Home) -> None:
    database = home.open()
    person = founding.person_to_invite(database, home.team_id, chosen.person, chosen.role, _CLOCK)
    with database.writing() as connection:
        print(enrolment.invite(connection, home.team_id, person.id, _CLOCK.now()))
    database.close()


def _devices(_: argparse.Namespace, home: Home) -> None:
    database = home.open()
    with database.reading() as connection:
        names = {each.id: each.name for each in teams.people(connection, home.team_id)}
        devices = enrolment.devices(connection, home.team_id)
    database.close()
    rows = [("device", "person", "label", "last contact", "schema", "waiting", "")]
    for each in devices:
        state = "shut out" if each.shut_out else "revoked" if each.revoked_at else ""
        schema, waiting = ("-" if count is None else str(count) for count in (each.schema, each.waiting))
        person = names.get(each.staff_id, "-")
        rows.append((each.id, person, each.label, each.last_contact or "never", schema, waiting, state))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip())


def _revoke(chosen: argparse.Namespace, home: Home) -> None:
    database = home.open()
    with database.writing() as connection:
        enrolment.revoke(connection, home.team_id, chosen.device, _CLOCK.now(), shut_out=chosen.at_once)
    database.close()
    print("The device may not get anything any more.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pi-server", description="A parent-infant team's server.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, what: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=what, description=what)
        added.add_argument("dir", type=Path, metavar="DIR", help="the server's folder")
        added.set_defaults(run=run)
        return added

    init = command("init", _init, "Make an encrypted database and its key for a team.")
    init.add_argument("--team", required=True, metavar="NAME")
    serve = command("serve", _serve, "Serve; prints its address when it is ready.")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8437, help="0 takes any that is free")
    serve.add_argument("--certificate", type=Path, metavar="PEM")
    serve.add_argument("--private-key", type=Path, metavar="PEM")
    invite = command("invite", _invite, "Print a code for one device, good for ten minutes.")
    invite.add_argument("--person", required=True, metavar="NAME|ID")
    invite.add_argument("--role", choices=ROLES, help="enter somebody new into the team, with this role")
    command("devices", _devices, "List the team's devices.")
    revoke = command("revoke", _revoke, "End a device's access; it may still hand in what it holds.")
    revoke.add_argument("device", metavar="DEVICE", type=Id)
    revoke.add_argument("--at-once", action="store_true", help="do not even take what it holds")
    demo = command("demo", _demo, "Make a server with an invented team.")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="the team's last working day")
    return parser


if __name__ == "__main__":
    sys.exit(main())
