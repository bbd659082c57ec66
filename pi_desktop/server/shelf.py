"""Records as they lie in the database: between rows, their JSON bodies, and the states that are merged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.record import Visibility
from pi_desktop.records.state import State
from pi_desktop.server.sql import among, texts
from pi_desktop.server.tables import RECORD


class Body(msgspec.Struct, omit_defaults=True):
    """A record's body as it lies in its row and travels: values, and what merging needs where it differs from the
    ordinary. `b`: the operation that made it, if not its id. `h`, `r` and `a`: its heads, rivals and what it awaits."""

    x: dict[str, Any]
    b: str | None = None
    h: dict[str, tuple[str, ...]] = {}
    r: dict[str, list[dict[str, Any]]] = {}
    a: dict[str, tuple[str, ...]] = {}


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Body)


@dataclass(frozen=True, slots=True)
class Shelved:
    """One record of a team, as its row holds it."""

    id: str
    type: str
    family_id: str | None
    visibility: str
    v: int
    body: str

    def state(self) -> State:
        body = _DECODER.decode(self.body)
        return State(body.b or self.id, body.x, body.h, body.r, body.a)

    def at(self, v: int, state: State) -> "Shelved":
        """The record after operation number `v`."""
        return replace(self, v=v, body=body_of(self.id, state))


def body_of(record_id: str, state: State) -> str:
    born = None if state.born == record_id else state.born
    body = Body(dict(state.values), born, dict(state.heads), dict(state.rivals), dict(state.awaited))
    return _ENCODER.encode(body).decode()


def visibility_of(type_name: str) -> Visibility:
    """A type that this version does not know is shown to those only who work with the family."""
    record_type = RECORD_TYPES.get(type_name)
    return record_type.visibility if record_type else Visibility.CLINICAL


_COLUMNS = (RECORD.c.id, RECORD.c.type, RECORD.c.family_id, RECORD.c.visibility, RECORD.c.v, RECORD.c.body)
_BY_IDS = select(*_COLUMNS).where(RECORD.c.team_id == bindparam("team"), RECORD.c.id.in_(among("ids")))
_PUT = insert(RECORD)
_CHANGE = (
    update(RECORD)
    .where(RECORD.c.team_id == bindparam("team"), RECORD.c.id == bindparam("record"))
    .values(v=bindparam("new_v"), body=bindparam("new_body"))
)


def load(connection: Connection, team_id: str, ids: Iterable[str]) -> dict[str, Shelved]:
    """The records with those ids, as far as they are there."""
    rows = connection.execute(_BY_IDS, {"team": team_id, "ids": texts(ids)})
    return {row[0]: Shelved(*row) for row in rows}


def every(connection: Connection, team_id: str) -> Iterator[Shelved]:
    """All records of a team, a few at a time."""
    statement = select(*_COLUMNS).where(RECORD.c.team_id == team_id)
    return (Shelved(*row) for row in connection.execute(statement, execution_options={"yield_per": 1000}))


def put(connection: Connection, team_id: str, made: Iterable[Shelved], changed: Iterable[Shelved]) -> None:
    """Writes records that were made, and new versions of records that were there."""
    if rows := [
        {
            "team_id": team_id,
            "id": each.id,
            "type": each.type,
            "family_id": each.family_id,
            "visibility": each.visibility,
            "v": each.v,
            "body": each.body,
        }
        for each in made
    ]:
        connection.execute(_PUT, rows)
    if changes := [{"team": team_id, "record": each.id, "new_v": each.v, "new_body": each.body} for each in changed]:
        connection.execute(_CHANGE, changes)


def values_of(connection: Connection, team_id: str, record_id: str) -> Mapping[str, Any] | None:
    """The values of one record in use, or None where there is none."""
    found = load(connection, team_id, [record_id]).get(record_id)
    return found.state().values if found else None
