"""What this file holds of the server's records, counted as it comes and goes, and counted afresh from the rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.digest import Digest, sum_of
from pi_desktop.records.record import Visibility
from pi_desktop.store.connection import Connection
from pi_desktop.store.rows import NO_FAMILY, compact

Scope = tuple[str, str]
"""A family, or NO_FAMILY, and a visibility class: what is given and taken away as a whole."""

OF_UNKNOWN_TYPE = Visibility.CLINICAL


@dataclass(frozen=True, slots=True)
class Move:
    """A record that went from one version of the server's to another; None where there was or is none."""

    scope: Scope
    record_id: str
    before: int | None
    after: int | None


def note(connection: Connection, moves: Iterable[Move]) -> None:
    """Keeps the sums in step with rows, in the same transaction."""
    moved: dict[Scope, list[Move]] = {}
    for move in moves:
        if move.before != move.after:
            moved.setdefault(move.scope, []).append(move)
    if not moved:
        return
    held = _held(connection, moved)
    for scope, each in moved.items():
        digest = held.get(scope, Digest())
        for move in each:
            digest = digest.moved(move.record_id, move.before, move.after)
        held[scope] = digest
    _put(connection, held)


def held_by_scope(connection: Connection) -> dict[Scope, Digest]:
    rows = connection.execute("SELECT family_id, visibility, records, total FROM digest WHERE records > 0")
    return {(family, visibility): Digest(records, total) for family, visibility, records, total in rows}


def held(connection: Connection) -> Digest:
    """Everything that this file holds of the server's, as one sum."""
    return sum_of(held_by_scope(connection).values())


def forget(connection: Connection, family_id: str, classes: Iterable[str]) -> None:
    """After records of these classes have been removed with their family."""
    connection.executemany(
        "DELETE FROM digest WHERE family_id = ? AND visibility = ?", [(family_id, each) for each in classes]
    )


def count_again(connection: Connection) -> None:
    """Counts from the rows themselves: after an unclean end, and daily, since a page put back brings its sums along."""
    counted: dict[Scope, Digest] = {}
    for name, record_type in RECORD_TYPES.items():
        for family_id, record_id, v in connection.execute(f'SELECT family_id, id, v FROM "{name}" WHERE v > 0'):
            scope = (family_id, record_type.visibility.value)
            counted[scope] = counted.get(scope, Digest()).moved(record_id, None, v)
    unknown = "SELECT coalesce(json_extract(body, '$.f'), ''), record_id, v FROM held_record WHERE v > 0"
    for family_id, record_id, v in connection.execute(unknown):
        scope = (family_id or NO_FAMILY, OF_UNKNOWN_TYPE.value)
        counted[scope] = counted.get(scope, Digest()).moved(record_id, None, v)
    connection.execute("DELETE FROM digest")
    _put(connection, counted)


def _held(connection: Connection, scopes: Iterable[Scope]) -> dict[Scope, Digest]:
    rows = connection.execute(
        "SELECT d.family_id, d.visibility, d.records, d.total FROM json_each(?) j JOIN digest d "
        "ON d.family_id = json_extract(j.value, '$[0]') AND d.visibility = json_extract(j.value, '$[1]')",
        (compact([list(scope) for scope in scopes]),),
    )
    return {(family, visibility): Digest(records, total) for family, visibility, records, total in rows}


def _put(connection: Connection, digests: dict[Scope, Digest]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO digest (family_id, visibility, records, total) VALUES (?, ?, ?, ?)",
        [(*scope, digest.records, digest.total) for scope, digest in digests.items()],
    )
