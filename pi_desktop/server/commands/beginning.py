"""`init` and `demo`: how a team comes to have a server."""

from argparse import Namespace
from datetime import date

from pi_desktop.clock import SystemClock, local_day
from pi_desktop.ids import Ids
from pi_desktop.server import founding
from pi_desktop.server.commands.offering import Commands
from pi_desktop.server.home import Home

_CLOCK = SystemClock()


def offer(commands: Commands) -> None:
    init = commands.add(
        "init", _init, "Make a server for a team: an encrypted database and its key, unless in PostgreSQL."
    )
    init.add_argument("--team", required=True, metavar="NAME")
    demo = commands.add("demo", _demo, "Make a server with an invented team.")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="the team's last working day")


def _init(chosen: Namespace, home: Home) -> None:
    team_id = Ids(_CLOCK).new()
    with home.make(team_id) as database:
        founding.found(database, team_id, [founding.the_team(team_id, chosen.team, _CLOCK)], _CLOCK)
    print(f"{chosen.team} has a server in {home.path}. Keep a copy of its key files apart from the database.")


def _demo(chosen: Namespace, home: Home) -> None:
    from pi_desktop.demo.team import invent

    invented = invent(chosen.seed, chosen.today or local_day(_CLOCK.now()))
    with home.make(invented.team_id) as database:
        count = founding.found(database, invented.team_id, invented.operations(), _CLOCK)
    print(f"An invented team with {count} entries is in {home.path}.")
