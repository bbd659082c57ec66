"""Between rows of the file, values on the wire, and frozen records."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from pi_desktop.ids import Id
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.kinds import Kind
from pi_desktop.records.merging import State
from pi_desktop.records.record import Record, RecordType
from pi_desktop.store.connection import Connection
from pi_desktop.store.errors import RecordsDamaged

R = TypeVar("R", bound=Record)
Row = Sequence[Any]
Convert = Callable[[Any], Any]

NO_FAMILY = ""
"""Records of the team itself belong to no family; in a key that cannot be NULL."""

_MERGE_COLUMNS = ("extra", "born", "heads", "rivals", "v", "waiting")
WHO = "\ue000"
"""A word of the full-text index that nobody can type: a character for private use."""


class RowForm:
    """How one record type lies in its table. Column order: family_id, id, the fields, then what merging needs."""

    def __init__(self, record_type: RecordType) -> None:
        self.record_type = record_type
        self.columns = ("family_id", "id", *record_type.rules, *_MERGE_COLUMNS)
        self._from_column = _conversions(record_type, "from_column")
        self._wire_of_column = _conversions(record_type, "wire_of_column")
        self._column_of_wire = _conversions(record_type, "column_of_wire")

    @cached_property
    def select(self) -> str:
        table = _quoted(self.record_type.name)
        # SQLite takes a quoted name that is no column for a text, unless the table's name stands before it.
        return f"SELECT {', '.join(f'{table}.{_quoted(column)}' for column in self.columns)} FROM {table}"

    @cached_property
    def replace(self) -> str:
        marks = ", ".join("?" * len(self.columns))
        columns = ", ".join(map(_quoted, self.columns))
        return f"INSERT OR REPLACE INTO {_quoted(self.record_type.name)} ({columns}) VALUES ({marks})"

    def record(self, row: Row) -> Record:
        values = {
            name: convert(stored) if convert else stored
            for (name, convert), stored in zip(self._from_column, row[2:-6], strict=True)
        }
        _, born, heads, rivals, _, waiting = row[-6:]
        return self.record_type.cls(
            id=row[1],
            family_id=row[0] or None,
            heads={group: tuple(ops) for group, ops in json.loads(heads).items()} if heads else {},
            born=born,
            rivals=json.loads(rivals) if rivals else {},
            waiting=bool(waiting),
            **values,
        )

    def state(self, row: Row) -> State:
        """The row as merging sees it."""
        values = {
            name: sent
            for (name, convert), stored in zip(self._wire_of_column, row[2:-6], strict=True)
            if (sent := convert(stored) if convert else stored) not in (None, [], {})
        }
        extra, born, heads, rivals = row[-6:-2]
        return State(
            born=born or row[1],
            values={**values, **json.loads(extra)} if extra else values,
            heads={group: tuple(ops) for group, ops in json.loads(heads).items()} if heads else {},
            rivals=json.loads(rivals) if rivals else {},
        )

    def row(self, record_id: str, family_id: str | None, state: State, v: int | None, *, waiting: bool) -> Row:
        values, rules = state.values, self.record_type.rules
        extra = {name: values[name] for name in values.keys() - rules.keys()}
        return (
            family_id or NO_FAMILY,
            record_id,
            *[convert(values.get(name)) if convert else values.get(name) for name, convert in self._column_of_wire],
            compact(extra) if extra else None,
            None if state.born == record_id else state.born,
            compact(state.heads) if state.heads else None,
            compact(state.rivals) if state.rivals else None,
            v,
            int(waiting),
        )

    def searched_words(self, values: Mapping[str, Any]) -> str:
        """The searched fields as one text; numbers and postcodes also without their blanks.

        What says who somebody is, and is not prose about them, bears WHO: search finds it first.
        """
        found = [str(values[name]) for name in self.record_type.searched if values.get(name)]
        if not found:
            return ""
        mark = () if self.record_type.narrative.intersection(self.record_type.searched) else (WHO,)
        joined = (word.replace(" ", "") for word in found if len(word) <= 16)
        return " ".join(dict.fromkeys([*mark, *found, *joined]))


def _conversions(record_type: RecordType, way: str) -> tuple[tuple[str, Convert | None], ...]:
    """How each field is converted, by one of a kind's methods; None where its kind leaves the value as it is."""
    return tuple(
        (name, None if getattr(type(rule.kind), way) is getattr(Kind, way) else getattr(rule.kind, way))
        for name, rule in record_type.rules.items()
    )


FORMS = {name: RowForm(record_type) for name, record_type in RECORD_TYPES.items()}


def fetch(connection: Connection, cls: type[R], clause: str = "", facts: Iterable[object] = ()) -> tuple[R, ...]:
    """Records of one type, by the rest of a SELECT statement with its parameters."""
    form = FORMS[cls.type_name]
    rows = connection.execute(f"{form.select} {clause}", tuple(facts)).fetchall()
    try:
        return tuple(form.record(row) for row in sound(rows))  # type: ignore[misc]
    except ValueError as fault:
        raise RecordsDamaged from fault


def stored_row(connection: Connection, type_name: str, record_id: Id) -> Row | None:
    rows = connection.execute(f"{FORMS[type_name].select} WHERE id = ?", (record_id,)).fetchall()
    return sound(rows)[0] if rows else None


def sound(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows as they were read. Raises RecordsDamaged where a text holds a zero, which nobody can have written.

    Where a long text goes on in a page that does not decrypt, SQLCipher gives zeros, and an error only later.
    """
    for row in rows:
        if "\0" in "".join([value for value in row if isinstance(value, str)]):
            raise RecordsDamaged
    return rows


def read_json(stored: str) -> Any:
    """What was kept as JSON. Raises RecordsDamaged where it cannot be read any more."""
    try:
        return json.loads(stored)
    except ValueError as fault:
        raise RecordsDamaged from fault


compact: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""JSON without blanks."""


def _quoted(name: str) -> str:
    return f'"{name}"'
