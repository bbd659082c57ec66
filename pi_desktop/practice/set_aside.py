"""Set aside: what was saved here and the team's server could not take. It stays on this laptop whatever is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pi_desktop.practice import families
from pi_desktop.practice.field_words import NOTHING, group_words, record_words, value_words
from pi_desktop.practice.whom import whom
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.operation import Operation
from pi_desktop.records.team import Staff
from pi_desktop.store import outbox
from pi_desktop.store.errors import told
from pi_desktop.store.outbox import SetAside
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

_NOT_SHOWN = frozenset({"made_at", "made_by", "supersedes"})


@dataclass(frozen=True, slots=True)
class Written:
    """One field as it was written: what it is called, and its value in the words of a screen."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry that the server could not take. `why` is the server's reason; `sent` is the entry as it was sent."""

    op_id: str
    about: str
    what: str
    written: tuple[Written, ...]
    by: str
    at: datetime
    answered_at: datetime
    why: str
    sent: Mapping[str, Any]


def entries(reader: Reader) -> tuple[Entry, ...]:
    """Every entry that was set aside, in the order in which they were made."""
    with told():
        found = outbox.set_aside(reader.connection)
    return tuple(_entry(reader, each) for each in found)


def try_again(uow: UnitOfWork, *, op_id: str) -> None:
    """Have an entry wait to be sent once more: the server decides afresh, and may set it aside again."""
    with told():
        outbox.wait_again(uow.connection, op_id)


def _entry(reader: Reader, found: SetAside) -> Entry:
    operation = found.operation
    author = reader.get(Staff, operation.by)
    return Entry(
        op_id=operation.op_id,
        about=_about(reader, operation),
        what=record_words(operation.record_type) or operation.record_type.replace("_", " "),
        written=tuple(_written(reader, operation)),
        by=author.name if author else "a colleague",
        at=datetime.fromisoformat(operation.at),
        answered_at=datetime.fromisoformat(found.answered_at),
        why=found.why,
        sent=operation.to_wire(),
    )


def _about(reader: Reader, operation: Operation) -> str:
    known = RECORD_TYPES.get(operation.record_type)
    record = reader.get(known.cls, operation.record_id) if known else None
    return whom(reader, record) if record else families.title(reader, operation.family_id)


def _written(reader: Reader, operation: Operation) -> Iterable[Written]:
    """Each field that was filled in; of what was changed, what was emptied as well."""
    name = operation.record_type
    for field, value in (operation.new or {}).items():
        if field not in _NOT_SHOWN:
            yield Written(group_words(name, _alone(name, field)), _words(reader, name, field, value))
    for group, edit in (operation.edits or {}).items():
        filled = {field: value for field, value in edit.values.items() if value not in (None, [], {})}
        words = ", ".join(_words(reader, name, field, value) for field, value in filled.items())
        yield Written(group_words(name, group), words or NOTHING)


def _alone(record_type: str, field: str) -> str:
    """The group of a field that is alone in it, because groups have words; else the field."""
    known = RECORD_TYPES.get(record_type)
    group = known.group_of(field) if known else field
    return group if known and known.groups.get(group) == (field,) else field


def _words(reader: Reader, record_type: str, field: str, value: Any) -> str:
    """A value as a person reads it; one of a field that this version does not know as it travels."""
    known = RECORD_TYPES.get(record_type)
    rule = known.rules.get(field) if known else None
    return value_words(reader, record_type, field, rule.kind.from_wire(value)) if rule else str(value)
