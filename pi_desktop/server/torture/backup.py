"""An older state of the server's database, and going back to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from pi_desktop.server import enrolment, teams
from pi_desktop.server.database import Database
from pi_desktop.server.tables import METADATA, OPERATION

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Backup:
    """Every row of a team, table by table, as they stood at one moment."""

    team_id: str
    rows: Mapping[str, Rows]

    @property
    def operations(self) -> int:
        return len(self.rows[OPERATION.name])

    def restore(self, database: Database, revoked: Iterable[str]) -> None:
        """Puts the team back to where it was, as whoever restores a backup would: it begins another life, and devices
        that were shut out since then are shut out again."""
        with database.writing() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(delete(table).where(table.c.team_id == self.team_id))
                if self.rows[table.name]:
                    connection.execute(insert(table), self.rows[table.name])
            teams.begin_new_life(connection, self.team_id)
            for device_id in revoked:
                enrolment.revoke(connection, self.team_id, device_id, datetime.now(UTC), shut_out=False)


def back_up(database: Database, team_id: str) -> Backup:
    with database.reading() as connection:
        rows = {
            table.name: [
                dict(row) for row in connection.execute(select(table).where(table.c.team_id == team_id)).mappings()
            ]
            for table in METADATA.sorted_tables
        }
    return Backup(team_id, rows)


def operations_now(database: Database, team_id: str) -> int:
    with database.reading() as connection:
        count = select(func.count()).select_from(OPERATION).where(OPERATION.c.team_id == team_id)
        return connection.execute(count).scalar_one()


def forget(database: Database, team_id: str) -> None:
    """Leaves nothing of the team behind."""
    with database.writing() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(delete(table).where(table.c.team_id == team_id))
