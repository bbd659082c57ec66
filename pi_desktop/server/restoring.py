"""Putting a team back from a backup. The database then begins another life, and every laptop hands in again what the
backup may lack."""

from collections.abc import Iterable

from pi_desktop.server import teams
from pi_desktop.server.backup import Header
from pi_desktop.server.copying import Rows, make_room, write_rows
from pi_desktop.server.database import Database
from pi_desktop.server.errors import BackupOlder, DatabaseNewer
from pi_desktop.server.migrate import SCHEMA, bring_up_to_date, schema_of


def make_ready(database: Database, header: Header) -> None:
    """Gives an empty database the tables that the backup was made from. Raises BackupOlder, DatabaseNewer."""
    if header.schema > SCHEMA:
        raise DatabaseNewer
    with database.reading() as connection:
        found = schema_of(connection)
    if found is None:
        bring_up_to_date(database, header.schema)
    elif found != header.schema:
        raise BackupOlder


def put_back(database: Database, header: Header, rows: Iterable[Rows], *, replace: bool) -> None:
    """Puts all rows of a backup into the database, or none. Raises TeamThere, BackupUnreadable."""
    with database.writing() as connection:
        make_room(connection, header.team_id, replace=replace)
        for some in rows:
            write_rows(connection, some)
        teams.begin_new_life(connection, header.team_id)
    bring_up_to_date(database)
