"""How an operation changes a record: as the device shows it at once, and as the team's server decides it.

Each merge group of a record has *heads*: the operations whose values stand. Usually that is one. An edit names the
heads that its author saw; it takes their place. A head that the author did not see stays, so two people who write the
same thing leave two heads, and both values are kept until an edit that saw both takes their place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pi_desktop.records.operation import Edit, Operation, Values
from pi_desktop.records.record import RecordType

Rival = dict[str, Any]
"""One of several values that stand: `op`, `values`, `by`, `at`, `device`, `received`."""

Outcome = Literal["accepted", "merged", "conflict", "held", "refused"]
REMOVED = "removed"
_MAKING = {"made_at", "made_by"}


@dataclass(frozen=True, slots=True)
class State:
    """A record between two operations. Groups that `heads` does not name stand on `born`, which made the record."""

    born: str
    values: Values
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rivals: Mapping[str, list[Rival]] = field(default_factory=dict)

    def standing(self, group: str) -> tuple[str, ...]:
        return tuple(self.heads.get(group) or (self.born,))

    def all_heads(self) -> set[str]:
        return {self.born}.union(*self.heads.values()) if self.heads else {self.born}


def overlay(state: State | None, operation: Operation) -> State:
    """The record as its own author sees it before the server has answered: what was just written is shown."""
    if state is None or operation.new is not None:
        return State(born=operation.op_id, values=dict(operation.new or {}))
    values, heads, rivals = dict(state.values), dict(state.heads), dict(state.rivals)
    for group, edit in (operation.edits or {}).items():
        _put(values, edit.values)
        heads[group] = (operation.op_id,)
        if all(rival["op"] in edit.bases for rival in rivals.get(group, ())):
            rivals.pop(group, None)
    return State(state.born, values, heads, rivals)


def merge(
    record_type: RecordType | None,
    state: State,
    operation: Operation,
    rival: Rival,
    describe: Callable[[str], Rival],
) -> tuple[State, bool]:
    """The record after an operation upon it, and whether the operation met another that its author had not seen.

    `rival` says who wrote the operation, where and when (without `values`); `describe` says the same of an operation
    that stands already. A type that this version does not know merges field by field.
    """
    if operation.new is not None:
        return _meet(record_type, state, operation, rival, describe)
    met = False
    for group, edit in (operation.edits or {}).items():
        if group == REMOVED:
            state, clash = _remove(record_type, state, operation, edit, rival, describe)
        else:
            state, clash = _edit(record_type, state, operation, group, edit, rival, describe)
        met = met or clash
    if state.values.get(REMOVED) and REMOVED not in (operation.edits or {}):
        state = _stand_beside(record_type, state, REMOVED, {**rival, "values": {}}, describe)
        met = True
    return state, met


def _edit(
    record_type: RecordType | None,
    state: State,
    operation: Operation,
    group: str,
    edit: Edit,
    rival: Rival,
    describe: Callable[[str], Rival],
) -> tuple[State, bool]:
    standing, names = state.standing(group), _names(record_type, group, edit.values)
    unseen = [op for op in standing if op not in edit.bases]
    agreed = not state.rivals.get(group)
    if not unseen or (agreed and len(unseen) < len(standing)):
        return _stand_alone(state, group, operation.op_id, edit.values), False
    mine = {**rival, "values": dict(edit.values)}
    if agreed and _filled(edit.values) == _part(state.values, names):
        return replace(state, heads={**state.heads, group: (*standing, operation.op_id)}), False
    theirs = _described(state, group, names, describe)
    rivals = [each if each["op"] in unseen else mine for each in theirs]
    return _several(record_type, state, group, names, _once([*rivals, mine])), True


def _meet(
    record_type: RecordType | None,
    state: State,
    operation: Operation,
    rival: Rival,
    describe: Callable[[str], Rival],
) -> tuple[State, bool]:
    """A record that the program made by itself on two devices: what is equal is one, what is missing is added."""
    met = False
    mine = operation.new or {}
    for group in sorted({(record_type.group_of(name) if record_type else name) for name in mine} - _MAKING):
        names = _names(record_type, group, {group: None})
        theirs, ours = _part(state.values, names), _part(mine, names)
        if ours == theirs:
            continue
        if not theirs:
            state = _stand_alone(state, group, operation.op_id, ours)
            continue
        rivals = [*_described(state, group, names, describe), {**rival, "values": ours}]
        state, met = _several(record_type, state, group, names, _once(rivals)), True
    return state, met


def _remove(
    record_type: RecordType | None,
    state: State,
    operation: Operation,
    edit: Edit,
    rival: Rival,
    describe: Callable[[str], Rival],
) -> tuple[State, bool]:
    """A removal, or its withdrawal, is based on all that stands; what its author did not see speaks against it."""
    unseen = sorted(state.all_heads().difference(edit.bases))
    mine = {**rival, "values": dict(edit.values)}
    if not unseen:
        return _stand_alone(state, REMOVED, operation.op_id, edit.values), False
    if state.rivals.get(REMOVED) or state.values.get(REMOVED):
        return _stand_beside(record_type, state, REMOVED, mine, describe), True
    both = [{**describe(unseen[-1]), "values": {}}, mine]
    return _several(record_type, state, REMOVED, _names(record_type, REMOVED, edit.values), both), True


def _stand_alone(state: State, group: str, op_id: str, values: Values) -> State:
    merged = dict(state.values)
    _put(merged, values)
    rivals = {name: each for name, each in state.rivals.items() if name != group}
    return State(state.born, merged, {**state.heads, group: (op_id,)}, rivals)


def _stand_beside(
    record_type: RecordType | None, state: State, group: str, rival: Rival, describe: Callable[[str], Rival]
) -> State:
    names = _names(record_type, group, rival["values"])
    rivals = _once([*_described(state, group, names, describe), rival])
    return _several(record_type, state, group, names, rivals)


def _several(
    record_type: RecordType | None, state: State, group: str, names: tuple[str, ...], rivals: list[Rival]
) -> State:
    """Several values stand. The first is in use: the one in use before, or the most restrictive where that matters."""
    rivals = _careful_first(record_type, group, rivals)
    values = dict(state.values)
    _put(values, {**dict.fromkeys(names), **rivals[0]["values"]})
    heads = {**state.heads, group: tuple(each["op"] for each in rivals)}
    return State(state.born, values, heads, {**state.rivals, group: rivals})


def _careful_first(record_type: RecordType | None, group: str, rivals: list[Rival]) -> list[Rival]:
    for name in record_type.groups.get(group, ()) if record_type else ():
        careful = record_type.rules[name].careful if record_type else ()
        if careful:
            rank = {value: place for place, value in enumerate(careful)}
            return sorted(rivals, key=lambda rival: rank.get(rival["values"].get(name), 0))
    return rivals


def _described(state: State, group: str, names: tuple[str, ...], describe: Callable[[str], Rival]) -> list[Rival]:
    """Who wrote each value that stands; where none has been challenged yet, the value in use."""
    if state.rivals.get(group):
        return list(state.rivals[group])
    return [{**describe(state.standing(group)[0]), "values": _part(state.values, names)}]


def _names(record_type: RecordType | None, group: str, values: Values) -> tuple[str, ...]:
    known = record_type.groups.get(group) if record_type else None
    return known or tuple(values)


def _part(values: Values, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def _filled(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not _empty(value)}


def _once(rivals: list[Rival]) -> list[Rival]:
    return list({rival["op"]: rival for rival in rivals}.values())


def _empty(value: object) -> bool:
    return value is None or value == [] or value == {}


def _put(values: dict[str, Any], changes: Values) -> None:
    for name, value in changes.items():
        if _empty(value):
            values.pop(name, None)
        else:
            values[name] = value
