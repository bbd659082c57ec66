"""Taking a team from one database to another, with a proof that nothing was left behind."""

from pi_desktop.server.copying import Tally, make_room, read_team, tallies_of, write_rows
from pi_desktop.server.database import Database
from pi_desktop.server.errors import MoveUnproven


def move(source: Database, target: Database, team_id: str, *, replace: bool) -> dict[str, Tally]:
    """Copies all rows of a team, reads them back at the other end, and gives what both ends hold.

    Nothing is written to the source meanwhile, and nothing is kept at the target unless counts and hashes agree.
    Raises TeamThere, MoveUnproven.
    """
    with source.writing() as old, target.writing() as new:
        make_room(new, team_id, replace=replace)
        for rows in read_team(old, team_id):
            write_rows(new, rows)
        tallies, arrived = tallies_of(old, team_id), tallies_of(new, team_id)
        for table, tally in tallies.items():
            if arrived[table] != tally:
                raise MoveUnproven(table=table)
    return tallies
