"""Taking in what the server sends, without touching anything that was written here and not sent yet."""

from collections.abc import Mapping, Sequence
from typing import Any

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.attachment import Attachment
from pi_desktop.records.merging import overlay
from pi_desktop.records.operation import Operation
from pi_desktop.records.record import Visibility
from pi_desktop.store import attachments
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.connection import Connection
from pi_desktop.store.drift import Move, forget, note
from pi_desktop.store.outbox import waiting_on
from pi_desktop.store.rows import FORMS, NO_FAMILY, Row, RowForm, compact
from pi_desktop.store.search import Entry, entry_of, keep_entries
from pi_desktop.store.settings import keep_setting
from pi_desktop.store.unit_of_work import Changed
from pi_desktop.store.unknown import hold

_LEAVING = "leaving:"


def keep_arrived(connection: Connection, arrived: Sequence[Arrived]) -> Changed:
    """Keeps records as they arrived, each with what this laptop has written upon it and not sent yet on top.

    A record that is here in the same or a later version stays. Types that this version does not know are kept whole.
    """
    by_type: dict[str, list[Arrived]] = {}
    for each in arrived:
        by_type.setdefault(each.record_type, []).append(each)
    unsent = waiting_on(connection, (each.record_id for each in arrived))
    moves: list[Move] = []
    entries: list[Entry] = []
    for name, records in by_type.items():
        if name in FORMS:
            newer = _newer(connection, name, records)
            moves += (move for _, move in newer)
            entries += _keep_rows(connection, FORMS[name], [each for each, _ in newer], unsent)
        else:
            hold(connection, records)
    note(connection, moves)
    keep_entries(connection, entries)
    return Changed(frozenset(by_type), frozenset(each.family_id for each in arrived))


def _newer(connection: Connection, name: str, records: Sequence[Arrived]) -> list[tuple[Arrived, Move]]:
    """Those that are not here in the same or a later version, each with what becomes of its version here."""
    here = dict(
        connection.execute(
            f'SELECT t.id, t.v FROM json_each(?) j JOIN "{name}" t ON t.id = j.value',
            (compact([each.record_id for each in records]),),
        ).fetchall()
    )
    visibility = FORMS[name].record_type.visibility.value
    moves = (
        Move((each.family_id or NO_FAMILY, visibility), each.record_id, here.get(each.record_id), each.v)
        for each in records
    )
    return [(each, move) for each, move in zip(records, moves, strict=True) if (move.before or 0) < each.v]


def _keep_rows(
    connection: Connection, form: RowForm, records: Sequence[Arrived], unsent: Mapping[str, Sequence[Operation]]
) -> list[Entry]:
    """Keeps the rows of one type; gives what search has to know of them."""
    rows: list[Row] = []
    entries: list[Entry] = []
    for each in records:
        state, waiting = each.state, unsent.get(each.record_id, ())
        for operation in waiting:
            state = overlay(form.record_type, state, operation)
        rows.append(form.row(each.record_id, each.family_id, state, each.v, waiting=bool(waiting)))
        if form.record_type.searched:
            entries.append(entry_of(form, each.record_id, each.family_id, state.values))
    connection.executemany(form.replace, rows)
    return entries


def keep_history(connection: Connection, entries: Sequence[Mapping[str, Any]]) -> None:
    """Keeps earlier values: `id` of the record, `v` the version that the change made, `op` the change itself."""
    connection.executemany(
        "INSERT OR REPLACE INTO history (record_id, op_id, v, body) VALUES (?, ?, ?, ?)",
        [(entry["id"], entry["op"].get("op", entry["id"]), entry["v"], compact(entry["op"])) for entry in entries],
    )


def regain_families(connection: Connection, family_ids: Sequence[str]) -> None:
    """Keeps families that came back before they had gone."""
    connection.executemany("DELETE FROM setting WHERE name = ?", [(f"{_LEAVING}{each}",) for each in family_ids])


def lose_families(connection: Connection, family_ids: Sequence[str], classes: frozenset[Visibility]) -> None:
    """Lets go of the families that this person has left, in the classes that came with working with them.

    A family goes once all that was written about it has been sent, drafts and attachments too, and not before.
    """
    for family_id in family_ids:
        keep_setting(connection, f"{_LEAVING}{family_id}", "")
    leaving = connection.execute("SELECT name FROM setting WHERE name LIKE ? || '%'", (_LEAVING,)).fetchall()
    for (name,) in leaving:
        if _purge(connection, name.removeprefix(_LEAVING), classes):
            connection.execute("DELETE FROM setting WHERE name = ?", (name,))


def lose_classes(connection: Connection, classes: frozenset[Visibility]) -> None:
    """Lets go of the classes that this person's role sees of no family, once all that was written has been sent."""
    held = [name for name, record_type in RECORD_TYPES.items() if record_type.visibility in classes]
    questions = [f'SELECT family_id FROM "{name}"' for name in held]
    if Visibility.CLINICAL in classes:
        questions.append("SELECT json_extract(body, '$.f') FROM held_record")
    if questions:
        for (family_id,) in connection.execute(" UNION ".join(questions)).fetchall():
            _purge(connection, family_id, classes)


def _purge(connection: Connection, family_id: str, classes: frozenset[Visibility]) -> bool:
    if _has_unsent(connection, family_id) or attachments.has_unsent(connection, family_id):
        return False
    forget(connection, family_id, classes)
    if Visibility.CLINICAL in classes:
        of_family = "record_id IN (SELECT record_id FROM held_record WHERE json_extract(body, '$.f') = ?)"
        connection.execute(f"DELETE FROM history WHERE {of_family}", (family_id,))
        connection.execute(f"DELETE FROM held_record WHERE {of_family}", (family_id,))
    for name, record_type in RECORD_TYPES.items():
        if record_type.visibility in classes:
            connection.execute(
                f'DELETE FROM history WHERE record_id IN (SELECT id FROM "{name}" WHERE family_id = ?)',
                (family_id,),
            )
            connection.execute(f'DELETE FROM "{name}" WHERE family_id = ?', (family_id,))
            connection.execute("DELETE FROM search_entry WHERE family_id = ? AND record_type = ?", (family_id, name))
    if Attachment.visibility in classes:
        attachments.forget(connection, family_id)
    return True


def _has_unsent(connection: Connection, family_id: str) -> bool:
    questions = [
        "SELECT 1 FROM operation WHERE state <> 'confirmed' AND json_extract(body, '$.f') = ?",
        "SELECT 1 FROM draft WHERE subject_id = ?",
        *(f'SELECT 1 FROM draft d JOIN "{name}" t ON t.id = d.subject_id WHERE t.family_id = ?' for name in FORMS),
    ]
    return any(connection.execute(f"{question} LIMIT 1", (family_id,)).fetchone() for question in questions)
