"""How an operation changes a record: as the device shows it at once, and as the team's server decides it.

Each merge group of a record has *heads*: the operations whose values stand. Usually that is one. An edit names the
heads that its author saw; it takes their place. A head that the author did not see stays, so two people who write the
same thing leave two heads, and both values are kept until an edit that saw both takes their place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pi_desktop.records.operation import Edit, Operation, Values
from pi_desktop.records.record import RecordType
from pi_desktop.records.state import REMOVED, Rival, State, carefulness, filled, names_of, part

__all__ = ["REMOVED", "Outcome", "Rival", "State", "merge", "overlay"]

Outcome = Literal["accepted", "merged", "conflict", "held", "refused"]
_MAKING = {"made_at", "made_by"}


def overlay(record_type: RecordType | None, state: State | None, operation: Operation) -> State:
    """The record as its own author sees it before the server has answered: what was just written is shown.

    Where it stands against a value that its author has not seen, the more restrictive of the two is in use. What the
    server has taken in already, though its answer was lost, is left as the server decided it.
    """
    if state is None:
        return State(born=operation.op_id, values=filled(operation.new or {}))
    if operation.op_id in state.all_heads():
        return state
    if operation.new is not None:
        return _overlay_new(record_type, state, operation.op_id, operation.new)
    for group, edit in (operation.edits or {}).items():
        state = _overlay_edit(record_type, state, operation, group, edit)
    return state


def _overlay_new(record_type: RecordType | None, state: State, op_id: str, new: Values) -> State:
    for group in _groups(record_type, state, new):
        names = names_of(record_type, group, new)
        ours = part(new, names)
        if ours == part(state.values, names):
            state = state.agreed(group, op_id)
        elif ours:
            state = state.alone(group, op_id, ours)
    return state


def _overlay_edit(record_type: RecordType | None, state: State, operation: Operation, group: str, edit: Edit) -> State:
    rivals = [rival for rival in state.rivals.get(group, ()) if rival["op"] not in edit.bases]
    if rivals:
        mine = {"op": operation.op_id, "by": operation.by, "at": operation.at, "device": None, "received": None}
        return state.contested(record_type, group, [{**mine, "values": dict(edit.values)}, *rivals])
    values = edit.values
    if state.unseen(group, edit.bases):
        names = names_of(record_type, group, edit.values)
        theirs = {**dict.fromkeys(names), **part(state.values, names)}
        values = min(edit.values, theirs, key=carefulness(record_type, group))
    return state.alone(group, operation.op_id, values)


def merge(
    record_type: RecordType | None,
    state: State,
    operation: Operation,
    rival: Rival,
    describe: Callable[[str], Rival],
    applied: Callable[[str], bool] = lambda _: True,
) -> tuple[State, bool]:
    """The record after an operation upon it, and whether the operation met another that its author had not seen.

    `rival` says who wrote the operation, where and when (without `values`); `describe` says the same of an operation
    that stands already, and `applied` whether an operation has ever been merged: a server that was restored meets
    answers to what it has forgotten. A type that this version does not know merges field by field.
    """
    meeting = _Meeting(record_type, operation, rival, describe, applied)
    if operation.new is not None:
        return meeting.make_again(state, operation.new)
    met = False
    edits = operation.edits or {}
    for group, edit in edits.items():
        state, clash = meeting.take(state, group, edit)
        met = met or clash
    if state.values.get(REMOVED) and REMOVED not in edits and operation.op_id not in state.awaited.get(REMOVED, ()):
        state, clash = meeting.speak_against_removal(state)
        met = met or clash
    return state, met


@dataclass(frozen=True, slots=True)
class _Meeting:
    """One operation as it meets a record."""

    record_type: RecordType | None
    operation: Operation
    rival: Rival
    describe: Callable[[str], Rival]
    applied: Callable[[str], bool]

    def take(self, state: State, group: str, edit: Edit) -> tuple[State, bool]:
        """An edit as it comes; one that has been answered already changes nothing of the answer."""
        standing = state.standing(group)
        to_come = [base for base in edit.bases if base not in standing and not self.applied(base)]
        if self.operation.op_id in state.awaited.get(group, ()):
            state, met = state.came_late(self.record_type, group, self.operation.op_id, edit.bases), False
        else:
            state, met = self.edit(state, group, edit)
        return state.awaiting(group, to_come), met

    def edit(self, state: State, group: str, edit: Edit) -> tuple[State, bool]:
        """Takes the place of what its author saw, and stands beside the rest."""
        unseen = self._unseen_by_removal(state, edit) if group == REMOVED else state.unseen(group, edit.bases)
        if not unseen:
            return state.alone(group, self.operation.op_id, edit.values), False
        names = names_of(self.record_type, group, edit.values)
        if not state.rivals.get(group) and part(edit.values, names) == part(state.values, names):
            return state.agreed(group, self.operation.op_id), False
        mine = {**self.rival, "values": dict(edit.values)}
        theirs = self._standing(state, group, names, unseen)
        rivals = [each if each["op"] in unseen else mine for each in theirs]
        return state.contested(self.record_type, group, [*rivals, mine]), True

    def make_again(self, state: State, new: Values) -> tuple[State, bool]:
        """A record that the program made by itself on two devices: what is equal is one, what was missing is added."""
        met = False
        for group in _groups(self.record_type, state, new):
            names = names_of(self.record_type, group, new)
            ours, theirs = part(new, names), part(state.values, names)
            if ours and not theirs and group not in state.heads:
                state = state.alone(group, self.operation.op_id, ours)
            elif ours or not theirs:
                state, clash = self.edit(state, group, Edit((), ours))
                met = met or clash
        return state, met

    def speak_against_removal(self, state: State) -> tuple[State, bool]:
        """An edit of a record that somebody has removed unseen: whether it stays removed is for people to decide."""
        seen = {op for edit in (self.operation.edits or {}).values() for op in edit.bases}
        names = names_of(self.record_type, REMOVED, {})
        theirs = self._standing(state, REMOVED, names, list(state.standing(REMOVED)))
        unseen = [each for each in theirs if each["op"] not in seen]
        if not unseen:
            return state, False
        return state.contested(self.record_type, REMOVED, [*unseen, {**self.rival, "values": {}}]), True

    def _unseen_by_removal(self, state: State, edit: Edit) -> list[str]:
        """What speaks against a removal, or against its withdrawal: a removal is based on all that stands."""
        if state.values.get(REMOVED) or not edit.values.get(REMOVED):
            return state.unseen(REMOVED, edit.bases)
        groups = _groups(self.record_type, state, {})
        return sorted({op for group in groups for op in state.unseen(group, edit.bases)})

    def _standing(self, state: State, group: str, names: tuple[str, ...], unseen: list[str]) -> list[Rival]:
        """Who wrote each value that stands; where none has been challenged yet, all who wrote the value in use."""
        rivals = list(state.rivals.get(group, ()))
        if any(rival["op"] in unseen for rival in rivals):
            return rivals
        writers = [op for op in state.standing(group) if op in unseen] or unseen[-1:]
        return [{**self.describe(writer), "values": part(state.values, names)} for writer in writers]


def _groups(record_type: RecordType | None, state: State, new: Values) -> list[str]:
    known = record_type.groups if record_type else state.values
    written = {record_type.group_of(name) if record_type else name for name in new}
    return sorted({*known, *written, *state.heads} - _MAKING)
