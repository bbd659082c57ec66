"""What a colleague's laptop wrote, as it arrives from the team's server."""

from __future__ import annotations

from itertools import count

from pi_desktop.ids import Id
from pi_desktop.records import type_of
from pi_desktop.records.merging import State
from pi_desktop.records.record import Record
from pi_desktop.records.team import Staff
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.incoming import keep_arrived
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import transaction

WRITTEN, REACHED = "2026-11-23T16:20:00.000Z", "2026-11-23T16:21:00.000Z"
_VERSIONS = count(1000)


def make_colleague(store: Store, name: str = "Karen Doyle", role: str = "keyworker") -> Staff:
    with store.unit_of_work() as uow:
        return uow.make(Staff, name=name, role=role)


def wrote(store: Store, record: Record, group: str, **values: object) -> str:
    """A colleague's edit of one merge group has taken the place of what was there; gives its operation's id."""
    operation = store.ids.new()
    arrives(store, record, State(_born(record), _values(record, values), {**record.heads, group: (operation,)}))
    return operation


def also_wrote(store: Store, record: Record, group: str, colleague: Staff, **values: object) -> None:
    """A colleague wrote the same without having seen what this person wrote: both stand, the colleague's is in use."""
    mine, theirs = record.seen(group)[0], store.ids.new()
    names = type_of(record).groups[group]
    known = type_of(record).values(record)
    rivals = [
        _rival(theirs, values, colleague.id, "Karen’s laptop"),
        _rival(mine, {name: known[name] for name in names if name in known}, store.owner, "Asha’s laptop"),
    ]
    state = State(_born(record), _values(record, values), {**record.heads, group: (theirs, mine)}, {group: rivals})
    arrives(store, record, state)


def arrives(store: Store, record: Record, state: State) -> None:
    """A record comes as the server holds it, after the server has taken all that was written here."""
    with transaction(store.writing):
        store.writing.execute("UPDATE operation SET state = 'confirmed'")
        keep_arrived(store.writing, [Arrived(record.type_name, record.id, record.family_id, next(_VERSIONS), state)])


def _rival(operation: str, values: dict[str, object], by: Id, device: str) -> dict[str, object]:
    return {"op": operation, "values": values, "by": by, "at": WRITTEN, "device": device, "received": REACHED}


def _values(record: Record, changed: dict[str, object]) -> dict[str, object]:
    return {**type_of(record).values(record), **changed}


def _born(record: Record) -> str:
    return record.born or record.id
