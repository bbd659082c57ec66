"""A team's rows on their way out of one database and into another, whatever kind the two are, with a proof of it."""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, column, delete, insert, select, table

from pi_desktop.server.errors import TeamThere
from pi_desktop.server.tables import CONTENT_PIECE, METADATA, TEAM

_AT_ONCE = 500
_LARGE_AT_ONCE = 8
_encode = msgspec.msgpack.Encoder().encode


class Rows(msgspec.Struct, frozen=True, array_like=True):
    """Some rows of one table. They name their columns, because the tables may have changed since they were read."""

    table: str
    columns: tuple[str, ...]
    rows: list[list[Any]]


class Tally(msgspec.Struct, frozen=True):
    """How many rows of a table there are, and the SHA-256 of them all in the order of their key."""

    rows: int
    sha256: str


class Tallies:
    """Counts rows as they go by."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._hashes = {str(each.name): hashlib.sha256() for each in METADATA.sorted_tables}

    def add(self, some: Rows) -> None:
        self._rows[some.table] = self._rows.get(some.table, 0) + len(some.rows)
        # One by one: how many came together makes no difference.
        for row in some.rows:
            self._hashes.setdefault(some.table, hashlib.sha256()).update(_encode(row))

    def by_table(self) -> dict[str, Tally]:
        return {name: Tally(self._rows.get(name, 0), each.hexdigest()) for name, each in self._hashes.items()}


def read_team(connection: Connection, team_id: str) -> Iterator[Rows]:
    """All rows of a team in the order of their keys, which is the same in both kinds of database.

    Whoever needs them to belong together reads them in one transaction that sees one state (`Database.reading`).
    """
    for each in METADATA.sorted_tables:
        statement = select(each).where(each.c.team_id == team_id).order_by(*each.primary_key.columns)
        at_once = _LARGE_AT_ONCE if each is CONTENT_PIECE else _AT_ONCE
        found = connection.execute(statement, execution_options={"yield_per": at_once})
        for rows in found.partitions():
            yield Rows(str(each.name), tuple(map(str, each.c.keys())), [list(row) for row in rows])


def tallies_of(connection: Connection, team_id: str) -> dict[str, Tally]:
    """What the team's tables hold, to be compared with what another database holds."""
    tallies = Tallies()
    for rows in read_team(connection, team_id):
        tallies.add(rows)
    return tallies.by_table()


def write_rows(connection: Connection, some: Rows) -> None:
    target = table(some.table, *(column(name) for name in some.columns))
    if some.rows:
        connection.execute(insert(target), [dict(zip(some.columns, row, strict=True)) for row in some.rows])


def make_room(connection: Connection, team_id: str, *, replace: bool) -> None:
    """Sees to it that a database holds nothing of a team. Raises TeamThere where it does and should not be replaced.

    The team's own row goes first: whoever is writing holds it, and is waited for.
    """
    there = connection.execute(select(TEAM.c.team_id).where(TEAM.c.team_id == team_id)).first() is not None
    if there and not replace:
        raise TeamThere
    for each in (TEAM, *METADATA.sorted_tables):
        connection.execute(delete(each).where(each.c.team_id == team_id))
