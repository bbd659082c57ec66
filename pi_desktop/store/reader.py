"""Finding records: what screens and rules ask the file for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pi_desktop.ids import Id
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.record import Record
from pi_desktop.store.connection import Connection
from pi_desktop.store.errors import told
from pi_desktop.store.rows import NO_FAMILY, fetch
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
        rules = RECORD_TYPES[cls.type_name].rules
        clauses, facts = ([] if with_removed else ["removed IS NULL"]), []
        for name, value in wanted.items():
            to_column = rules[name].kind.to_column if name in rules else _same
            if name == "family_id":
                value = value or NO_FAMILY
            if value is None:
                clauses.append(f'"{name}" IS NULL')
            elif isinstance(value, Between):
                clauses.append(f'"{name}" BETWEEN ? AND ?')
                facts += [to_column(value.least), to_column(value.most)]
            elif isinstance(value, OneOf):
                clauses.append(f'"{name}" IN ({", ".join("?" * len(value.values))})')
                facts += [to_column(each) for each in value.values]
            else:
                clauses.append(f'"{name}" = ?')
                facts.append(to_column(value))
        where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
        down, field = order_by.startswith("-"), order_by.removeprefix("-")
        order = f'ORDER BY "{field}" {"DESC" if down else "ASC"}, id {"DESC" if down else "ASC"}'
        with told():
            return fetch(self.connection, cls, f"{where} {order} {f'LIMIT {limit:d}' if limit else ''}", facts)

    def drafts(self, subject_id: Id | None = None) -> tuple[Draft, ...]:
        """What is being filled in about a subject, or about anything."""
        with told():
            rows = self.connection.execute(
                "SELECT subject_id, section, body, saved_at FROM draft WHERE ? IS NULL OR subject_id = ? "
                "ORDER BY subject_id, section",
                (subject_id, subject_id),
            ).fetchall()
        return tuple(Draft(Id(subject), section, json.loads(body), at) for subject, section, body, at in rows)

    def draft(self, subject_id: Id, section: str) -> Draft | None:
        return next((draft for draft in self.drafts(subject_id) if draft.section == section), None)

    def setting(self, name: str) -> str | None:
        with told():
            return setting(self.connection, name)

    def rows(self, statement: str, facts: tuple[object, ...] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """For lists that join several tables at once: the rows of a SELECT statement."""
        with told():
            found: list[tuple[Any, ...]] = self.connection.execute(statement, facts).fetchall()
        return found


def _same(value: object) -> object:
    return value
