"""Operations as they lie in the database, with the answers that they were given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, update

from pi_desktop.ids import derived
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.merging import Outcome
from pi_desktop.records.record import Visibility
from pi_desktop.records.state import Rival
from pi_desktop.server.sql import among, texts
from pi_desktop.server.tables import DEVICE, OPERATION


class Entry(msgspec.Struct):
    """One operation in the journal. It is written once; only a held or refused one changes, when it is applied."""

    op_id: str
    v: int | None
    device_id: str
    device_seq: int
    record_id: str
    type: str
    family_id: str | None
    visibility: str
    by: str
    at: str
    received_at: str
    hash: str
    outcome: Outcome
    why: str | None
    body: str | None


LAPSE = "lapse"


def lapse(team_id: str, v: int, now: datetime) -> Entry:
    """The entry for allocations that ended by themselves, so that every number has its operation.

    It is about no record, and nobody is told of it: whoever loses a family is told so.
    """
    its_id = derived(f"{team_id}:{v}", LAPSE)
    return Entry(
        op_id=its_id,
        v=v,
        device_id="",
        device_seq=0,
        record_id=its_id,
        type=LAPSE,
        family_id=None,
        visibility=Visibility.INDEX,
        by=team_id,
        at=instant_text(now),
        received_at=instant_text(now),
        hash="",
        outcome="accepted",
        why=None,
        body=None,
    )


_COLUMNS = [OPERATION.c[name] for name in Entry.__struct_fields__]
_TEAM = OPERATION.c.team_id == bindparam("team")
_ANSWERS = select(OPERATION.c.op_id, OPERATION.c.hash, OPERATION.c.outcome, OPERATION.c.v, OPERATION.c.why).where(
    _TEAM, OPERATION.c.op_id.in_(among("ids"))
)
_HELD = (
    select(*_COLUMNS)
    .where(_TEAM, OPERATION.c.outcome == "held", OPERATION.c.record_id.in_(among("ids")))
    .order_by(OPERATION.c.received_at, OPERATION.c.device_id, OPERATION.c.device_seq)
)
_BY_OTHERS = (
    select(OPERATION.c.record_id, func.max(OPERATION.c.v))
    .where(
        _TEAM,
        OPERATION.c.record_id.in_(among("ids")),
        OPERATION.c.device_id != bindparam("device"),
        OPERATION.c.v.is_not(None),
    )
    .group_by(OPERATION.c.record_id)
)
_WRITERS = (
    select(OPERATION.c.op_id, OPERATION.c.by, OPERATION.c.at, DEVICE.c.label, OPERATION.c.received_at)
    .outerjoin(DEVICE, (DEVICE.c.team_id == OPERATION.c.team_id) & (DEVICE.c.id == OPERATION.c.device_id))
    .where(_TEAM, OPERATION.c.op_id.in_(among("ids")))
)
_PUT = insert(OPERATION)
_APPLY = (
    update(OPERATION)
    .where(_TEAM, OPERATION.c.op_id == bindparam("op"))
    .values(
        v=bindparam("new_v"), outcome=bindparam("new_outcome"), why=bindparam("new_why"), body=bindparam("new_body")
    )
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What an operation was answered before."""

    hash: str
    outcome: Outcome
    v: int | None
    why: str | None


def answers(connection: Connection, team_id: str, op_ids: Iterable[str]) -> dict[str, Answered]:
    rows = connection.execute(_ANSWERS, {"team": team_id, "ids": texts(op_ids)})
    return {row[0]: Answered(*row[1:]) for row in rows}


def held(connection: Connection, team_id: str, record_ids: Sequence[str]) -> dict[str, list[Entry]]:
    """The operations that wait for those records, by record, in the order in which they came."""
    waiting: dict[str, list[Entry]] = {}
    if record_ids:
        for row in connection.execute(_HELD, {"team": team_id, "ids": texts(record_ids)}):
            waiting.setdefault(row.record_id, []).append(Entry(*row))
    return waiting


def changed_by_others(
    connection: Connection, team_id: str, record_ids: Sequence[str], device_id: str
) -> dict[str, int]:
    """For each record that others than this device have changed, the number of the last such operation."""
    if not record_ids:
        return {}
    found = connection.execute(_BY_OTHERS, {"team": team_id, "ids": texts(record_ids), "device": device_id})
    return {row[0]: row[1] for row in found}


def writers(connection: Connection, team_id: str, op_ids: Iterable[str]) -> dict[str, Rival]:
    """Who wrote those operations, when, and on which device."""
    rows = connection.execute(_WRITERS, {"team": team_id, "ids": texts(op_ids)})
    return {
        row.op_id: {
            "op": row.op_id,
            "by": row.by,
            "at": row.at,
            "device": row.label or "",
            "received": row.received_at,
        }
        for row in rows
    }


def put(connection: Connection, team_id: str, fresh: Iterable[Entry], applied: Iterable[Entry]) -> None:
    """Writes new entries, and what became of entries that were held or refused before."""
    rows: list[dict[str, Any]] = [{"team_id": team_id, **msgspec.structs.asdict(entry)} for entry in fresh]
    if rows:
        connection.execute(_PUT, rows)
    changes = [
        {
            "team": team_id,
            "op": entry.op_id,
            "new_v": entry.v,
            "new_outcome": entry.outcome,
            "new_why": entry.why,
            "new_body": entry.body,
        }
        for entry in applied
    ]
    if changes:
        connection.execute(_APPLY, changes)
