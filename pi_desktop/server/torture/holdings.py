"""What lies on a laptop at the end of a run, read from its file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Ids
from pi_desktop.records.operation import Operation
from pi_desktop.records.state import State
from pi_desktop.server.torture.ledger import Entry, entry_of
from pi_desktop.store.reader import Reader
from pi_desktop.store.rows import FORMS
from pi_desktop.store.store import open_store


@dataclass(frozen=True, slots=True)
class Held:
    """One record on a laptop. `state` is None for one of a type that the program does not know: `values` is all."""

    record_type: str
    family_id: str | None
    v: int
    values: Mapping[str, Any]
    state: State | None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything on one laptop. `history` is by operation; `searchable` are the records that search would find."""

    records: Mapping[str, Held]
    history: Mapping[str, Mapping[str, Any]]
    history_of: frozenset[str]
    searchable: frozenset[str]
    logged: tuple[Entry, ...]
    set_aside: Mapping[str, str]
    waiting: int
    gaps: int


def read(path: Path, raw_key: str, device: str) -> Holdings:
    """Opens a laptop's file as the program would. Raises StoreError."""
    store = open_store(path, raw_key, SystemClock(), Ids(SystemClock()))
    try:
        return _read(store.reader, device)
    finally:
        store.close()


def _read(reader: Reader, device: str) -> Holdings:
    records: dict[str, Held] = {}
    for name, form in FORMS.items():
        for row in reader.rows(form.select):
            state = form.state(row)
            records[row[1]] = Held(name, row[0] or None, row[-2] or 0, state.values, state, bool(row[-1]))
    for record_id, v, text in reader.rows("SELECT record_id, v, body FROM held_record"):
        body = json.loads(text)
        records[record_id] = Held(body["t"], body["f"], v, body["x"], None)
    told = [(record_id, json.loads(body)) for record_id, body in reader.rows("SELECT record_id, body FROM history")]
    operations = reader.rows("SELECT n, op_id, state, reason, body FROM operation ORDER BY n")
    return Holdings(
        records=records,
        history={body["op"]: body for _, body in told if "op" in body},
        history_of=frozenset(record_id for record_id, _ in told),
        searchable=frozenset(record_id for (record_id,) in reader.rows("SELECT record_id FROM search_entry")),
        logged=tuple(entry_of(device, Operation.from_wire(json.loads(body))) for *_, body in operations),
        set_aside={op: reason for _, op, state, reason, _ in operations if state == "set_aside"},
        waiting=sum(1 for _, _, state, _, _ in operations if state == "waiting"),
        gaps=sum(1 for place, (n, *_) in enumerate(operations, start=1) if n != place),
    )
