"""Taking in what laptops send: each entry gets its own answer, and none is lost or overwritten unseen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from pi_desktop.clock import local_day
from pi_desktop.server import journal, scope
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


def end_overdue_allocations(database: Database, team_id: str, now: datetime) -> None:
    """Takes families from those whose allocation is past its last day. It counts as an operation of the team."""
    today = local_day(now)
    with database.reading() as connection:
        if not scope.overdue(connection, team_id, today):
            return
    with database.writing() as connection:
        seq = lock_team(connection, team_id) + 1
        # Another process may have done it meanwhile.
        if scope.overdue(connection, team_id, today):
            scope.lapse(connection, team_id, today, seq)
            journal.put(connection, team_id, [journal.lapse(team_id, seq, now)], [])
            set_seq(connection, team_id, seq)
