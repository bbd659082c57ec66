"""Setting right what this file holds where its sum is not the server's, without touching what waits to be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.digest import Digest
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.connection import Connection
from pi_desktop.store.drift import Scope, count_again, held_by_scope
from pi_desktop.store.errors import ServerHoldsTooLittle
from pi_desktop.store.incoming import keep_arrived
from pi_desktop.store.rows import compact

FEW = 50
"""So many records may go at once without further thought: a family or two."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Every record that the server has of a family and class: versions by id."""

    scope: Scope
    versions: Mapping[str, int]


def to_repair(connection: Connection, right: Mapping[Scope, Digest]) -> tuple[Scope, ...]:
    """The families and classes of which this file holds something else than the server.

    It counts afresh before it compares, so a page of the file that was put back does not hide behind its old sums.
    Raises ServerHoldsTooLittle where most of what is here would go: then the server is at fault, not the laptop.
    """
    count_again(connection)
    here = held_by_scope(connection)
    records_here = sum(digest.records for digest in here.values())
    records_there = sum(digest.records for digest in right.values())
    if records_here - records_there > max(FEW, records_here // 2):
        raise ServerHoldsTooLittle
    return tuple(sorted(scope for scope in {*here, *right} if here.get(scope) != right.get(scope)))


def repair(connection: Connection, whole: Sequence[Whole], arrived: Sequence[Arrived]) -> None:
    """Takes these families and classes as the server has them.

    A record that the server does not have is sent again where this laptop wrote it; otherwise it goes.
    """
    for each in whole:
        for name, record_type in RECORD_TYPES.items():
            if record_type.visibility == each.scope[1]:
                _make_room(connection, name, each)
    keep_arrived(connection, arrived)
    count_again(connection)


def _make_room(connection: Connection, name: str, whole: Whole) -> None:
    family_id = whole.scope[0]
    rows = connection.execute(f'SELECT id, v FROM "{name}" WHERE family_id = ? AND v > 0', (family_id,)).fetchall()
    connection.executemany(
        f'UPDATE "{name}" SET v = NULL WHERE id = ?', [(each,) for each, v in rows if whole.versions.get(each) != v]
    )
    missing = compact([each for each, _ in rows if each not in whole.versions])
    connection.execute(
        "UPDATE operation SET state = 'waiting', answered_at = NULL, body = json_remove(body, '$.v') "
        "WHERE state = 'confirmed' AND record_id IN (SELECT value FROM json_each(?))",
        (missing,),
    )
    unwritten = "SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM operation o WHERE o.record_id = value)"
    connection.execute(f"DELETE FROM search_entry WHERE record_id IN ({unwritten})", (missing,))
    connection.execute(f'DELETE FROM "{name}" WHERE id IN ({unwritten})', (missing,))
