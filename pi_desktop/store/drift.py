"""What this file holds of the server's records, counted as it comes and goes, and counted afresh from the rows."""

from collections.abc import Iterable
from typing import NamedTuple

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.digest import Digest, Step
from pi_desktop.records.record import Visibility
from pi_desktop.store.connection import Connection
from pi_desktop.store.rows import NO_FAMILY, compact

Scope = tuple[str, str]
"""A family, or NO_FAMILY, and a visibility class: what is given and taken away as a whole."""

OF_UNKNOWN_TYPE = Visibility.CLINICAL


class Move(NamedTuple):
    """A record that went from one version of the server's to another; None where there was or is none."""

    scope: Scope
    record_id: str
    before: int | None
    after: int | None


def note(connection: Connection, moves: Iterable[Move]) -> None:
    """Keeps the sums in step with rows, in the same transaction."""
    steps: dict[Scope, list[Step]] = {}
    for scope, record_id, before, after in moves:
        if before != after:
            steps.setdefault(scope, []).append((record_id, before, after))
    if steps:
        held = _held(connection, steps)
        _put(connection, {scope: held.get(scope, Digest()).moved(each) for scope, each in steps.items()})


def held_by_scope(connection: Connection) -> dict[Scope, Digest]:
    rows = connection.execute("SELECT family_id, visibility, records, total FROM digest WHERE records > 0")
    return {(family, visibility): Digest(records, total) for family, visibility, records, total in rows}


def held(connection: Connection) -> Digest:
    """Everything that this file holds of the server's, as one sum."""
    # In two halves, because a column would not hold the sum of them all.
    records, upper, lower = connection.execute(
        "SELECT sum(records), sum(total >> 32), sum(total & 0xFFFFFFFF) FROM digest"
    ).fetchone()
    return Digest() + Digest(records or 0, ((upper or 0) << 32) + (lower or 0))


def forget(connection: Connection, family_id: str, classes: Iterable[str]) -> None:
    """After records of these classes have been removed with their family."""
    connection.executemany(
        "DELETE FROM digest WHERE family_id = ? AND visibility = ?", [(family_id, each) for each in classes]
    )


def count_again(connection: Connection) -> None:
    """Counts from the rows themselves: after an unclean end, and daily, since a page put back brings its sums along."""
    connection.execute("DELETE FROM digest")
    for name, record_type in RECORD_TYPES.items():
        visibility = record_type.visibility.value
        rows = connection.execute(f'SELECT family_id, id, v FROM "{name}" WHERE v > 0')
        note(connection, (Move((family_id, visibility), record_id, None, v) for family_id, record_id, v in rows))
    rows = connection.execute(
        "SELECT coalesce(json_extract(body, '$.f'), ''), record_id, v FROM held_record WHERE v > 0"
    )
    unknown = OF_UNKNOWN_TYPE.value
    note(connection, (Move((family_id or NO_FAMILY, unknown), record_id, None, v) for family_id, record_id, v in rows))


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
