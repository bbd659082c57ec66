"""Taking in what laptops send: each entry gets its own answer, and none is lost or overwritten unseen."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from pi_desktop.server import scope
from pi_desktop.server.batch import Answer, Batch, Sender
from pi_desktop.server.database import Database
from pi_desktop.server.incoming import Incoming
from pi_desktop.server.teams import lock_team, set_seq


def take(connection: Connection, sender: Sender, incoming: Sequence[Incoming], now: datetime) -> list[Answer]:
    """Applies a batch of operations within a transaction and answers each of them, in their order."""
    batch = Batch(connection, sender, lock_team(connection, sender.team_id), now)
    batch.load(incoming)
    answers = [batch.answer(each) for each in incoming]
    batch.write()
    set_seq(connection, sender.team_id, batch.seq)
    return answers


def end_overdue_allocations(database: Database, team_id: str, today: date) -> None:
    """Takes families from those whose allocation is past its last day. It counts as an operation of the team."""
    with database.reading() as connection:
        if not scope.overdue(connection, team_id, today):
            return
    with database.writing() as connection:
        seq = lock_team(connection, team_id) + 1
        scope.lapse(connection, team_id, today, seq)
        set_seq(connection, team_id, seq)
