"""Taking in what the server sends, without touching anything that was written here and not sent yet."""

from collections.abc import Mapping, Sequence
from typing import Any

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.attachment import Attachment
from pi_desktop.records.merging import overlay
from pi_desktop.records.record import Visibility
from pi_desktop.store import attachments
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.connection import Connection
from pi_desktop.store.drift import Move, forget, note
from pi_desktop.store.outbox import waiting_on
from pi_desktop.store.rows import FORMS, NO_FAMILY, RowForm, compact
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
    for name, records in by_type.items():
        if name in FORMS:
            _keep_rows(connection, FORMS[name], records)
        else:
            hold(connection, records)
    return Changed(frozenset(by_type), frozenset(each.family_id for each in arrived))


def _keep_rows(connection: Connection, form: RowForm, records: Sequence[Arrived]) -> None:
    name = form.record_type.name
    here = dict(
        connection.execute(
            f'SELECT t.id, t.v FROM json_each(?) j JOIN "{name}" t ON t.id = j.value',
            (compact([each.record_id for each in records]),),
        ).fetchall()
    )
    newer = [each for each in records if (here.get(each.record_id) or 0) < each.v]
    unsent = waiting_on(connection, (each.record_id for each in newer))
    visibility = form.record_type.visibility.value
    note(
        connection,
        (
            Move((each.family_id or NO_FAMILY, visibility), each.record_id, here.get(each.record_id), each.v)
            for each in newer
        ),
    )
    rows, entries = [], list[Entry]()
    for each in newer:
        state = each.state
        for operation in unsent.get(each.record_id, ()):
            state = overlay(form.record_type, state, operation)
        waiting = bool(unsent.get(each.record_id))
        rows.append(form.row(each.record_id, each.family_id, state, each.v, waiting=waiting))
        if form.record_type.searched:
            entries.append(entry_of(form, each.record_id, each.family_id, state.values))
    connection.executemany(form.replace, rows)
    if entries:
        keep_entries(connection, entries)


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
