"""`invite`, `devices` and `revoke`: whose laptops belong to the team."""

from argparse import Namespace

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Id
from pi_desktop.records.team import ROLES
from pi_desktop.server import enrolment, founding, teams
from pi_desktop.server.commands.offering import Commands
from pi_desktop.server.home import Home

_CLOCK = SystemClock()


def offer(commands: Commands) -> None:
    invite = commands.add("invite", _invite, "Print a code for one device, good for ten minutes.")
    invite.add_argument("--person", required=True, metavar="NAME|ID")
    invite.add_argument("--role", choices=ROLES, help="enter somebody new into the team, with this role")
    commands.add("devices", _devices, "List the team's devices.")
    revoke = commands.add("revoke", _revoke, "End a device's access; it may still hand in what it holds.")
    revoke.add_argument("device", metavar="DEVICE", type=Id)
    revoke.add_argument("--at-once", action="store_true", help="do not even take what it holds")


def _invite(chosen: Namespace, home: Home) -> None:
    with home.open() as database:
        person = founding.person_to_invite(database, home.team_id, chosen.person, chosen.role, _CLOCK)
        with database.writing() as connection:
            code = enrolment.invite(connection, home.team_id, person.id, _CLOCK.now())
    print(code)


def _devices(_: Namespace, home: Home) -> None:
    with home.open() as database, database.reading() as connection:
        names = {each.id: each.name for each in teams.people(connection, home.team_id)}
        devices = enrolment.devices(connection, home.team_id)
    rows = [("device", "person", "label", "last contact", "schema", "waiting", "")]
    for each in devices:
        state = "shut out" if each.shut_out else "revoked" if each.revoked_at else ""
        schema, waiting = ("-" if count is None else str(count) for count in (each.schema, each.waiting))
        person = names.get(each.staff_id, "-")
        rows.append((each.id, person, each.label, each.last_contact or "never", schema, waiting, state))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip())


def _revoke(chosen: Namespace, home: Home) -> None:
    with home.open() as database, database.writing() as connection:
        enrolment.revoke(connection, home.team_id, chosen.device, _CLOCK.now(), shut_out=chosen.at_once)
    print("The device may not get anything any more.")
