"""Finding records: what screens and rules ask the file for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pi_desktop.ids import Id
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.record import Record, RecordType
from pi_desktop.store.connection import Connection
from pi_desktop.store.errors import told
from pi_desktop.store.rows import NO_FAMILY, fetch, read_json, sound
from pi_desktop.store.settings import setting

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Between:
    """Both ends included."""

    least: object
    most: object


@dataclass(frozen=True, slots=True)
class OneOf:
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """Something being filled in. `body` is JSON."""

    subject_id: Id
    section: str
    body: Mapping[str, Any]
    saved_at: str


class Reader:
    """Read-only questions to the file over one connection. Records that were removed are left out unless asked for."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, cls: type[R], record_id: Id | None) -> R | None:
        """The record with that id, removed or not, or None."""
        if record_id is None:
            return None
        with told():
            found = fetch(self.connection, cls, "WHERE id = ?", (record_id,))
        return found[0] if found else None

    def find(
        self,
        cls: type[R],
        *,
        order_by: str = "id",
        limit: int | None = None,
        with_removed: bool = False,
        **wanted: object,
    ) -> tuple[R, ...]:
        """Records whose fields equal what is wanted, lie Between two values, are OneOf several, or are empty (None).

        `order_by` is a field, with a leading minus for the latest first.
        """
        record_type = RECORD_TYPES[cls.type_name]
        clauses, facts = ([] if with_removed else ["removed IS NULL"]), []
        for name, value in wanted.items():
            clause, its_facts = _condition(record_type, name, value)
            clauses.append(clause)
            facts += its_facts
        where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
        field, way = _column(record_type, order_by.removeprefix("-")), "DESC" if order_by.startswith("-") else "ASC"
        most = f"LIMIT {limit:d}" if limit else ""
        with told():
            return fetch(self.connection, cls, f"{where} ORDER BY {field} {way}, id {way} {most}", facts)

    def drafts(self, subject_id: Id | None = None) -> tuple[Draft, ...]:
        """What is being filled in about a subject, or about anything."""
        with told():
            rows = self.connection.execute(
                "SELECT subject_id, section, body, saved_at FROM draft WHERE ? IS NULL OR subject_id = ? "
                "ORDER BY subject_id, section",
                (subject_id, subject_id),
            ).fetchall()
        return tuple(Draft(Id(subject), section, read_json(body), at) for subject, section, body, at in rows)

    def draft(self, subject_id: Id, section: str) -> Draft | None:
        return next((draft for draft in self.drafts(subject_id) if draft.section == section), None)

    def setting(self, name: str) -> str | None:
        with told():
            return setting(self.connection, name)

    def rows(self, statement: str, facts: tuple[object, ...] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """For lists that join several tables at once: the rows of a SELECT statement."""
        with told():
            return sound(self.connection.execute(statement, facts).fetchall())


def _condition(record_type: RecordType, name: str, value: object) -> tuple[str, list[object]]:
    """What is asked of one field, as SQL and the values that go with it."""
    column = _column(record_type, name)
    to_column = record_type.rules[name].kind.to_column if name in record_type.rules else _same
    if name == "family_id" and value is None:
        value = NO_FAMILY
    match value:
        case None:
            return f"{column} IS NULL", []
        case Between(least, most):
            return f"{column} BETWEEN ? AND ?", [to_column(least), to_column(most)]
        case OneOf(values):
            return f"{column} IN ({', '.join('?' * len(values))})", [to_column(each) for each in values]
        case _:
            return f"{column} = ?", [to_column(value)]


def _column(record_type: RecordType, name: str) -> str:
    """With its table's name before it, because a quoted name alone that is no column would be taken for a text."""
    return f'"{record_type.name}"."{name}"'


def _same(value: object) -> object:
    return value
