"""What waits to be sent, and what becomes of it when the server has answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pi_desktop.records.merging import Outcome
from pi_desktop.records.operation import Operation
from pi_desktop.store.connection import Connection
from pi_desktop.store.drift import Move, note
from pi_desktop.store.rows import FORMS, compact, read_json

MOST_OPERATIONS = 500
MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server made of one operation; `v` is the version it gave the record, 0 where it gave none."""

    op_id: str
    outcome: Outcome
    v: int
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    waiting: int
    set_aside: int


def counts(connection: Connection) -> Counts:
    """How many operations wait to be sent, and how many were set aside with a reason."""
    rows = connection.execute(
        "SELECT state, count(*) FROM operation WHERE state <> 'confirmed' GROUP BY state"
    ).fetchall()
    found = dict(rows)
    return Counts(waiting=found.get("waiting", 0), set_aside=found.get("set_aside", 0))


def next_batch(connection: Connection, after: int = 0) -> list[Operation]:
    """The oldest waiting operations, at most 500 and about two million characters."""
    batch: list[Operation] = []
    characters = 0
    for (body,) in connection.execute(
        # What the partial index leaves out is named as well, or the index would not be used.
        "SELECT body FROM operation WHERE state = 'waiting' AND state <> 'confirmed' AND n > ? ORDER BY n LIMIT ?",
        (after, MOST_OPERATIONS),
    ):
        characters += len(body)
        if batch and characters > MOST_CHARACTERS:
            break
        batch.append(Operation.from_wire(read_json(body)))
    return batch


@dataclass(frozen=True, slots=True)
class SetAside:
    """An operation that the server refused, its reason, and when it answered."""

    operation: Operation
    why: str
    answered_at: str


def set_aside(connection: Connection) -> list[SetAside]:
    """What the server refused, in the order in which it was made."""
    rows = connection.execute(
        "SELECT body, reason, answered_at FROM operation WHERE state = 'set_aside' AND state <> 'confirmed' ORDER BY n"
    )
    return [SetAside(Operation.from_wire(read_json(body)), why or "", at) for body, why, at in rows]


def wait_again(connection: Connection, op_id: str) -> None:
    """Has an operation that was set aside wait to be sent once more, in its old place."""
    connection.execute(
        "UPDATE operation SET state = 'waiting', reason = NULL, answered_at = NULL "
        "WHERE op_id = ? AND state = 'set_aside'",
        (op_id,),
    )


def waiting_on(connection: Connection, record_ids: Iterable[str]) -> Mapping[str, list[Operation]]:
    """The operations upon each of these records that the server has not confirmed, in the order they were made."""
    wanted = list(record_ids)
    found: dict[str, list[Operation]] = {}
    rows = connection.execute(
        "SELECT o.record_id, o.body FROM json_each(?) j JOIN operation o ON o.record_id = j.value "
        "WHERE o.state <> 'confirmed' ORDER BY o.n",
        (compact(wanted),),
    )
    for record_id, body in rows:
        found.setdefault(record_id, []).append(Operation.from_wire(read_json(body)))
    return found


def keep_answers(connection: Connection, sent: Iterable[Operation], answers: Iterable[Answer], at: str) -> None:
    """Marks each operation as its own answer says; nothing else is taken as sent.

    An accepted operation gives its record's row the server's version: the server has exactly what the row holds. Any
    other outcome leaves the version to the page that brings the record.
    """
    by_id = {operation.op_id: operation for operation in sent}
    known = [answer for answer in answers if answer.op_id in by_id]
    connection.executemany(
        "UPDATE operation SET state = ?, reason = ?, v = ?, answered_at = ? WHERE op_id = ? AND state = 'waiting'",
        [
            (
                "set_aside" if answer.outcome == "refused" else "confirmed",
                answer.why,
                answer.v,
                at,
                answer.op_id,
            )
            for answer in known
        ],
    )
    settled: dict[str, dict[str, int | None]] = {}
    for answer in known:
        operation = by_id[answer.op_id]
        versions = settled.setdefault(operation.record_type, {})
        versions[operation.record_id] = answer.v if answer.outcome == "accepted" else versions.get(operation.record_id)
    for name, versions in settled.items():
        if name in FORMS:
            _give_versions(connection, name, versions)


def _give_versions(connection: Connection, name: str, versions: Mapping[str, int | None]) -> None:
    rows = connection.execute(
        f'SELECT t.family_id, t.id, t.v FROM json_each(?) j JOIN "{name}" t ON t.id = j.value',
        (compact(list(versions)),),
    ).fetchall()
    visibility = FORMS[name].record_type.visibility.value
    moves = [
        Move((family_id, visibility), record_id, v, max(v or 0, versions[record_id] or 0) or None)
        for family_id, record_id, v in rows
    ]
    note(connection, moves)
    connection.executemany(
        f'UPDATE "{name}" SET v = ?1, '
        "waiting = EXISTS (SELECT 1 FROM operation o WHERE o.record_id = ?2 AND o.state <> 'confirmed') "
        "WHERE id = ?2",
        [(move.after, move.record_id) for move in moves],
    )
