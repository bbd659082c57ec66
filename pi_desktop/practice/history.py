"""Who changed what of a record, when, from what to what, as far as it is known on this laptop."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pi_desktop.ids import Id
from pi_desktop.practice.field_words import NOTHING, group_words, value_words
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.operation import Operation
from pi_desktop.records.record import RecordType
from pi_desktop.records.team import Staff
from pi_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field, or of fields that change together. `before` is empty where it is not known."""

    what: str
    by: str
    at: datetime
    before: str
    after: str


def changes(reader: Reader, *, record_id: Id) -> tuple[Change, ...]:
    """The changes of a record, the latest first; how it was first entered is where they began, and not among them."""
    known: dict[str, Any] = {}
    found: list[Change] = []
    for body in _told(reader, record_id):
        operation = Operation.from_wire(body)
        record_type = RECORD_TYPES.get(operation.record_type)
        if record_type is None:
            continue
        known |= {**(operation.new or {}), **body.get("was", {})}
        for group, edit in (operation.edits or {}).items():
            names = record_type.groups.get(group, tuple(edit.values))
            before = _words(reader, record_type, names, known) if known or "was" in body else ""
            known |= {name: edit.values.get(name) for name in names}
            after = _words(reader, record_type, names, known)
            found.append(_change(reader, operation, group_words(record_type.name, group), before, after))
    return tuple(reversed(found))


def _told(reader: Reader, record_id: Id) -> Iterable[dict[str, Any]]:
    """What is known of a record's making and editing, in order: how it was entered here, the changes in the order of
    the team, each with the values that it found (`was`), and what this laptop wrote that has not come back yet."""
    team = reader.rows("SELECT op_id, body FROM history WHERE record_id = ? ORDER BY v, op_id", (record_id,))
    own = reader.rows("SELECT op_id, body FROM operation WHERE record_id = ? ORDER BY n", (record_id,))
    told = {op_id for op_id, _ in team}
    bodies = [json.loads(body) for op_id, body in own if op_id not in told]
    yield from (body for body in bodies if "new" in body)
    yield from (json.loads(body) for _, body in team)
    yield from (body for body in bodies if "new" not in body)


def _change(reader: Reader, operation: Operation, what: str, before: str, after: str) -> Change:
    staff = reader.get(Staff, operation.by)
    return Change(
        what=what,
        by=staff.name if staff else "a colleague",
        at=datetime.fromisoformat(operation.at),
        before=before,
        after=after,
    )


def _words(reader: Reader, record_type: RecordType, names: Iterable[str], values: Mapping[str, Any]) -> str:
    words = [
        value_words(reader, record_type.name, name, record_type.rules[name].kind.from_wire(values[name]))
        for name in names
        if name in record_type.rules and values.get(name) not in (None, [], {})
    ]
    return ", ".join(words) or NOTHING
