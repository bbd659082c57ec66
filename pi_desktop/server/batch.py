"""Deciding a batch of operations inside one transaction: what stands, what meets, what waits, what is set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from pi_desktop.clock import local_day
from pi_desktop.ids import Id, is_id
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.access import may_write
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.merging import Outcome, merge
from pi_desktop.records.operation import Operation
from pi_desktop.records.state import Rival, State, filled
from pi_desktop.server import digests, journal, scope, shelf
from pi_desktop.server.incoming import Incoming, Unfit
from pi_desktop.server.journal import Answered, Entry
from pi_desktop.server.shelf import Shelved

ANOTHER_ENTRY = "another entry bears this id"
_to_json = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Sender:
    """Who hands in operations: one person's device, or the team itself at the server (no person, no device)."""

    team_id: str
    device_id: str = ""
    label: str = ""
    staff_id: Id | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one operation; `v` is its number once it is applied, `why` says why it was refused.

    `again`: it had been answered before. Whoever sends it again may hold an older or another state of its record.
    """

    op: str
    outcome: Outcome
    v: int | None
    why: str | None = None
    again: bool = False


@dataclass(slots=True)
class _Standing:
    """A record while a batch is decided; `state` is read from its body when it is first needed."""

    record: Shelved
    state: State
    v: int
    made: bool = False
    changed: bool = False


class Batch:
    """One batch of one sender. `seq` is the number of the team's last operation; the caller holds the team's row."""

    def __init__(self, connection: Connection, sender: Sender, seq: int, now: datetime) -> None:
        self.seq = seq
        self._connection = connection
        self._sender = sender
        self._now = now
        self._received = instant_text(now)
        self._answered: dict[str, Answered] = {}
        self._standing: dict[str, _Standing] = {}
        self._held: dict[str, list[Entry]] = {}
        self._by_others: dict[str, int] = {}
        self._writers: dict[str, Rival] = {}
        self._fresh: dict[str, Entry] = {}
        self._released: list[Entry] = []

    def load(self, incoming: Sequence[Incoming]) -> None:
        """Fetches, in a handful of statements, whatever the batch may meet."""
        connection, team = self._connection, self._sender.team_id
        operations = [each.operation for each in incoming if each.operation]
        self._answered = journal.answers(connection, team, [each.op_id for each in incoming if each.op_id])
        for record in shelf.load(connection, team, {each.record_id for each in operations}).values():
            self._standing[record.id] = _Standing(record, record.state(), record.v)
        made = {each.record_id for each in operations if each.new is not None}
        self._held = journal.held(connection, team, sorted(made))
        self._by_others = journal.changed_by_others(connection, team, sorted(self._standing), self._sender.device_id)
        met = {
            op_id
            for each in operations
            if each.record_id in self._standing and self._changed_unseen(each)
            for op_id in self._standing[each.record_id].state.all_heads()
        }
        released = {entry.op_id for entries in self._held.values() for entry in entries}
        if met or released:
            self._writers = journal.writers(connection, team, met | released)

    def answer(self, incoming: Incoming) -> Answer:
        """Decides one operation. One that came before gets the answer that it got then, unless it was refused.

        A refused one is decided afresh: what stood in its way may be gone, and somebody asked for it again.
        """
        if not incoming.op_id:
            return Answer("", "refused", None, incoming.unfit.why if incoming.unfit else None)
        before = self._answered.get(incoming.op_id)
        if before is not None and before.hash != incoming.digest:
            return Answer(incoming.op_id, "refused", None, ANOTHER_ENTRY)
        again = before is not None and before.outcome != "refused"
        if before is None or not again:
            known = before is not None and incoming.op_id not in self._fresh
            entry = self._decide(incoming)
            before = Answered(entry.hash, entry.outcome, entry.v, entry.why)
            self._answered[incoming.op_id] = before
            if known:
                self._released.append(entry)
            else:
                self._fresh[incoming.op_id] = entry
            if incoming.operation and incoming.operation.new is not None and entry.v:
                self._release(incoming.operation.record_id)
        return Answer(incoming.op_id, before.outcome, before.v, before.why, again)

    def write(self) -> None:
        """Writes what the batch has decided; its transaction makes it last."""
        team = self._sender.team_id
        changed = [each for each in self._standing.values() if each.made or each.changed]
        made = [each.record.at(each.v, each.state) for each in changed if each.made]
        altered = [each.record.at(each.v, each.state) for each in changed if not each.made]
        shelf.put(self._connection, team, made, altered)
        digests.note(self._connection, team, map(_move, changed))
        journal.put(self._connection, team, self._fresh.values(), self._released)
        allocations = [each for each in (*made, *altered) if each.type == scope.ALLOCATION]
        scope.follow(self._connection, team, allocations, local_day(self._now))

    def _decide(self, incoming: Incoming) -> Entry:
        operation = incoming.operation
        if operation is None:
            return self._set_aside(incoming, incoming.unfit or Unfit(why="it cannot be read"))
        standing = self._standing.get(operation.record_id)
        try:
            self._check_author(operation)
            if standing:
                _check_same(standing.record, operation)
        except Unfit as unfit:
            return self._set_aside(incoming, unfit)
        if standing:
            rival = self._rival(operation)
            outcome, body = self._apply(standing, operation, incoming.sent, rival)
            return self._entry(operation, incoming, outcome, standing.v, body)
        if operation.new is None:
            return self._hold(operation, incoming)
        return self._make(operation, incoming)

    def _check_author(self, operation: Operation) -> None:
        if self._sender.staff_id is None:
            return
        if operation.by != self._sender.staff_id:
            raise Unfit(why="it was not written by the person whose device this is")
        if not may_write(self._sender.role, operation.record_type):
            raise Unfit(why="only those who lead the team may enter this")

    def _make(self, operation: Operation, incoming: Incoming) -> Entry:
        self.seq += 1
        state = State(born=operation.op_id, values=filled(operation.new or {}))
        record = Shelved(
            id=operation.record_id,
            type=operation.record_type,
            family_id=operation.family_id,
            visibility=shelf.visibility_of(operation.record_type),
            v=self.seq,
            body="",
        )
        self._standing[record.id] = _Standing(record, state, self.seq, made=True)
        return self._entry(operation, incoming, "accepted", self.seq, None)

    def _apply(
        self, standing: _Standing, operation: Operation, sent: Mapping[str, Any], rival: Rival
    ) -> tuple[Outcome, str]:
        """Merges an operation into its record; gives the outcome and what history keeps of it."""
        record_type = RECORD_TYPES.get(operation.record_type)
        before = standing.state
        unseen = operation.new is not None or self._changed_unseen(operation)
        standing.state, met = merge(record_type, before, operation, rival, self._describe, self._applied)
        self.seq += 1
        standing.v, standing.changed = self.seq, True
        told = {
            **{name: value for name, value in sent.items() if name != "v"},
            "was": _replaced(before, operation),
            "received": rival["received"],
            "device": rival["device"],
        }
        # Its author shows it as the only one; where it stands beside another that wrote the same, they must hear of it.
        alone = all(standing.state.standing(group) == (operation.op_id,) for group in operation.edits or {})
        return "conflict" if met else "merged" if unseen or not alone else "accepted", _to_json(told).decode()

    def _hold(self, operation: Operation, incoming: Incoming) -> Entry:
        entry = self._entry(operation, incoming, "held", None, _to_json(incoming.sent).decode())
        self._held.setdefault(operation.record_id, []).append(entry)
        return entry

    def _release(self, record_id: str) -> None:
        """Applies what was held for a record that has arrived, in the order in which it came."""
        standing = self._standing[record_id]
        for entry in self._held.pop(record_id, ()):
            sent = msgspec.json.decode(entry.body or "{}")
            operation = Operation.from_wire(sent)
            try:
                _check_same(standing.record, operation)
            except Unfit as unfit:
                entry.outcome, entry.why = "refused", unfit.why
            else:
                rival = self._describe(entry.op_id)
                entry.outcome, entry.body = self._apply(standing, operation, sent, rival)
                entry.v = standing.v
                if entry.device_id != self._sender.device_id:
                    self._by_others[record_id] = standing.v
            if entry.op_id not in self._fresh:
                self._released.append(entry)
            self._answered[entry.op_id] = Answered(entry.hash, entry.outcome, entry.v, entry.why)

    def _set_aside(self, incoming: Incoming, unfit: Unfit) -> Entry:
        """Keeps an entry that cannot be taken in, whole, so that somebody can look at it."""
        sent = incoming.sent
        operation = incoming.operation
        return Entry(
            op_id=incoming.op_id,
            v=None,
            device_id=self._sender.device_id,
            device_seq=operation.seq if operation else 0,
            record_id=_id_or_empty(sent.get("id")),
            type=operation.record_type if operation else "",
            family_id=_id_or_empty(sent.get("f")) or None,
            visibility=shelf.visibility_of(operation.record_type if operation else ""),
            by=_id_or_empty(sent.get("by")),
            at=operation.at if operation else "",
            received_at=self._received,
            hash=incoming.digest,
            outcome="refused",
            why=unfit.why,
            body=_to_json(sent).decode(),
        )

    def _entry(
        self, operation: Operation, incoming: Incoming, outcome: Outcome, v: int | None, body: str | None
    ) -> Entry:
        return Entry(
            op_id=operation.op_id,
            v=v,
            device_id=self._sender.device_id,
            device_seq=operation.seq,
            record_id=operation.record_id,
            type=operation.record_type,
            family_id=operation.family_id,
            visibility=shelf.visibility_of(operation.record_type),
            by=operation.by,
            at=operation.at,
            received_at=self._received,
            hash=incoming.digest,
            outcome=outcome,
            why=None,
            body=body,
        )

    def _changed_unseen(self, operation: Operation) -> bool:
        """Whether others have changed the record since this device looked at it."""
        return self._by_others.get(operation.record_id, 0) > operation.seen

    def _applied(self, op_id: str) -> bool:
        """Whether an operation has been merged: it is not unknown, held or refused."""
        if op_id not in self._answered:
            self._answered |= journal.answers(self._connection, self._sender.team_id, [op_id])
        found = self._answered.get(op_id)
        return found is not None and found.v is not None

    def _rival(self, operation: Operation) -> Rival:
        return {
            "op": operation.op_id,
            "by": operation.by,
            "at": operation.at,
            "device": self._sender.label,
            "received": self._received,
        }

    def _describe(self, op_id: str) -> Rival:
        """Who wrote an operation that stands, where and when."""
        if op_id not in self._writers:
            entry = self._fresh.get(op_id)
            if entry:
                return {
                    "op": op_id,
                    "by": entry.by,
                    "at": entry.at,
                    "device": self._sender.label,
                    "received": entry.received_at,
                }
            self._writers.update(journal.writers(self._connection, self._sender.team_id, [op_id]))
        return self._writers[op_id]


def _check_same(record: Shelved, operation: Operation) -> None:
    if record.type != operation.record_type:
        raise Unfit(why="the record is of another kind")
    if record.family_id != operation.family_id:
        raise Unfit(why="the record belongs to another family")


def _replaced(before: State, operation: Operation) -> dict[str, Any]:
    """The values that an operation found in the fields that it writes."""
    written = operation.new or {}
    for edit in (operation.edits or {}).values():
        written = {**written, **edit.values}
    return {name: before.values[name] for name in written if name in before.values}


def _id_or_empty(value: object) -> str:
    return str(value) if is_id(value) else ""


def _move(standing: _Standing) -> digests.Move:
    record = standing.record
    before = None if standing.made else record.v
    return digests.Move(record.family_id, record.visibility, record.id, before, standing.v)
