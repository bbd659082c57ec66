"""Backups during a run, made and put back as whoever looks after a server would."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from pi_desktop.clock import Clock
from pi_desktop.ids import Id
from pi_desktop.server import backup, copying, enrolment, restoring
from pi_desktop.server.database import Database
from pi_desktop.server.tables import OPERATION


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup's file, and how many operations the team had when it was made."""

    file: Path
    key: bytes
    operations: int


def back_up(database: Database, team_id: Id, file: Path, key: bytes, clock: Clock) -> Backup:
    tallies = backup.back_up(database, team_id, file, key, clock)
    return Backup(file, key, tallies[OPERATION.name].rows)


def restore(database: Database, old: Backup, revoked: Iterable[str], clock: Clock) -> None:
    """Puts the team back to where it was, and shuts out again those devices that were shut out since then."""
    with backup.opened(old.file, old.key) as (header, rows):
        restoring.put_back(database, header, rows, replace=True)
    with database.writing() as connection:
        for device_id in revoked:
            enrolment.revoke(connection, header.team_id, device_id, clock.now(), shut_out=False)


def operations_now(database: Database, team_id: Id) -> int:
    with database.reading() as connection:
        count = select(func.count()).select_from(OPERATION).where(OPERATION.c.team_id == team_id)
        return connection.execute(count).scalar_one()


def forget(database: Database, team_id: Id) -> None:
    """Leaves nothing of the team behind."""
    with database.writing() as connection:
        copying.make_room(connection, team_id, replace=True)
