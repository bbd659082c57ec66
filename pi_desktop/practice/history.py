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
    """One change of one field, or group of fields that change together. `before` is empty where it is not known."""

    what: str
    by: str
    at: datetime
    before: str
    after: str


def changes(reader: Reader, *, record_id: Id) -> tuple[Change, ...]:
    """The changes of a record, the latest first; how it was first entered is where they began, and not among them."""
    values: dict[str, Any] = {}
    found: list[Change] = []
    for operation in _operations(reader, record_id):
        record_type = RECORD_TYPES.get(operation.record_type)
        if record_type is None:
            continue
        if operation.new is not None:
            values.update(operation.new)
        for group, edit in (operation.edits or {}).items():
            names = record_type.groups.get(group, tuple(edit.values))
            before = _words(reader, record_type, names, values)
            values.update({name: edit.values.get(name) for name in names})
            after = _words(reader, record_type, names, values)
            found.append(_change(reader, operation, group_words(record_type.name, group), before, after))
    return tuple(reversed(found))


def _operations(reader: Reader, record_id: Id) -> Iterable[Operation]:
    """What is known of a record's making and editing: in the team's order, then what this laptop has not sent yet."""
    rows = reader.rows("SELECT body FROM history WHERE record_id = :id ORDER BY v", {"id": record_id}) + reader.rows(
        "SELECT body FROM operation WHERE record_id = :id ORDER BY n", {"id": record_id}
    )
    operations = [Operation.from_wire(json.loads(body)) for (body,) in rows]
    return {operation.op_id: operation for operation in operations}.values()


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
