"""One user action, one transaction: the rows and the operations that describe them, together or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pi_desktop.clock import Clock
from pi_desktop.ids import Id, Ids
from pi_desktop.records import type_of
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.merging import REMOVED, overlay
from pi_desktop.records.operation import Edit, Operation
from pi_desktop.records.record import Record
from pi_desktop.store.connection import Connection
from pi_desktop.store.errors import told
from pi_desktop.store.reader import Reader
from pi_desktop.store.rows import FORMS, compact, read_json, stored_row
from pi_desktop.store.search import index_words
from pi_desktop.store.settings import keep_setting

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Changed:
    """What an action changed, so that screens know whether to look again."""

    record_types: frozenset[str]
    family_ids: frozenset[Id | None]


class UnitOfWork(Reader):
    """Reads and writes of one action by one person. Nothing is kept unless the whole action succeeds."""

    def __init__(self, connection: Connection, actor: Id, clock: Clock, ids: Ids) -> None:
        super().__init__(connection)
        self.actor = actor
        self.clock = clock
        self.ids = ids
        self._types: set[str] = set()
        self._families: set[Id | None] = set()

    @property
    def changed(self) -> Changed:
        return Changed(frozenset(self._types), frozenset(self._families))

    def add(self, record: R) -> R:
        """Keeps a new record. Raises Refused where an entry cannot be kept; nothing is written then.

        A record that the program makes by itself has a derived id; if it is there already, that one is given back.
        """
        record_type = type_of(record)
        checked = record_type.check({name: getattr(record, name) for name in record_type.rules})
        record = replace(record, **checked)
        known = self.get(type(record), record.id)
        if known is not None:
            return known
        fresh = record.id[14] == "7"
        operation = Operation(
            op_id=record.id if fresh else self.ids.new(),
            record_type=record_type.name,
            record_id=record.id,
            family_id=record.family_id,
            by=self.actor,
            at=instant_text(self.clock.now()),
            seq=self._next_seq(),
            new=record_type.values(record),
        )
        self._log(operation)
        return replace(record, born=operation.op_id, waiting=True)

    def make(self, cls: type[R], **values: Any) -> R:
        """A new record under a fresh id, made by this person now, and kept."""
        return self.add(cls(**{"id": self.ids.new(), "made_at": self.clock.now(), "made_by": self.actor, **values}))

    def edit(self, seen: R, **changes: Any) -> R:
        """Changes fields of a record as the person saw it; fields that stay the same are no change.

        Where several values stand, giving the one in use again is a choice between them, and so a change. A record
        that this laptop has let go of meanwhile is edited all the same: what is written reaches the team.

        Raises Refused where an entry cannot be kept.
        """
        record_type = type_of(seen)
        checked = record_type.check(changes)
        groups = {
            record_type.group_of(name)
            for name, value in checked.items()
            if getattr(seen, name) != value or record_type.group_of(name) in seen.rivals
        }
        if not groups:
            return seen
        edited = replace(seen, **checked)
        edits = {group: self._edit(seen, edited, group) for group in sorted(groups)}
        self._log(
            Operation(
                op_id=self.ids.new(),
                record_type=record_type.name,
                record_id=seen.id,
                family_id=seen.family_id,
                by=self.actor,
                at=instant_text(self.clock.now()),
                seq=self._next_seq(),
                edits=edits,
            )
        )
        return self.get(type(seen), seen.id) or edited

    def _edit(self, seen: Record, edited: Record, group: str) -> Edit:
        record_type = type_of(seen)
        bases = seen.seen(group)
        if group == REMOVED:
            bases = (seen.born or seen.id, *(op for ops in seen.heads.values() for op in ops))
        bases = self._with_own(seen.id, group, bases)
        values = {
            name: record_type.rules[name].kind.to_wire(getattr(edited, name)) for name in record_type.groups[group]
        }
        return Edit(bases, values)

    def _with_own(self, record_id: Id, group: str, bases: tuple[str, ...]) -> tuple[str, ...]:
        """The bases, and what this laptop wrote upon them since the person looked: nobody overlooks their own entry.

        Of several entries upon one another the last is enough, because it took the place of the others.
        """
        own: list[str] = []
        replaced: set[str] = set()
        with told():
            rows = self.connection.execute(
                "SELECT body FROM operation WHERE record_id = ? ORDER BY n", (record_id,)
            ).fetchall()
        for (body,) in rows:
            operation = Operation.from_wire(read_json(body))
            for name, edit in (operation.edits or {}).items():
                if group in (name, REMOVED) and not set(edit.bases).isdisjoint((*bases, *own)):
                    own.append(operation.op_id)
                    replaced.update(edit.bases if name == group != REMOVED else ())
        return tuple(dict.fromkeys((*bases, *(op for op in own if op not in replaced))))

    def remove(self, seen: R, reason: str, why: str | None = None) -> R:
        """Takes a record back as entered in error or a duplicate; it stays in the history."""
        return self.edit(seen, removed=reason, removed_why=why)

    def keep_draft(self, subject_id: Id, section: str, body: Mapping[str, Any]) -> None:
        """Keeps what is being filled in. `body` is JSON; it replaces the section's earlier draft."""
        with told():
            self.connection.execute(
                "INSERT OR REPLACE INTO draft (subject_id, section, body, saved_at) VALUES (?, ?, ?, ?)",
                (subject_id, section, compact(body), instant_text(self.clock.now())),
            )

    def drop_draft(self, subject_id: Id, section: str) -> None:
        with told():
            self.connection.execute("DELETE FROM draft WHERE subject_id = ? AND section = ?", (subject_id, section))

    def set_setting(self, name: str, value: str) -> None:
        with told():
            keep_setting(self.connection, name, value)

    def _next_seq(self) -> int:
        with told():
            row = self.connection.execute("SELECT max(n) FROM operation").fetchone()
        return (row[0] or 0) + 1

    def _log(self, operation: Operation) -> None:
        form = FORMS[operation.record_type]
        with told():
            stored = stored_row(self.connection, operation.record_type, operation.record_id)
            v = stored[-2] if stored else None
            operation = replace(operation, seen=v or 0)
            self.connection.execute(
                "INSERT INTO operation (n, op_id, record_id, body, state) VALUES (?, ?, ?, ?, 'waiting')",
                (operation.seq, operation.op_id, operation.record_id, compact(operation.to_wire())),
            )
            if stored or operation.new is not None:
                state = overlay(form.record_type, form.state(stored) if stored else None, operation)
                row = form.row(operation.record_id, operation.family_id, state, v, waiting=True)
                self.connection.execute(form.replace, row)
                index_words(self.connection, form, operation.record_id, operation.family_id, state.values)
        self._types.add(operation.record_type)
        self._families.add(operation.family_id)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Everything inside is kept together when it ends well, and not at all when it does not."""
    with told():
        connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        with told():
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def passing_transaction(connection: Connection) -> Iterator[None]:
    """A transaction that may be lost in a power cut, and so does not wait for the disk. It never comes before what was
    committed earlier, and whatever is committed later makes it last."""
    with told():
        connection.execute("PRAGMA synchronous = NORMAL")
    try:
        with transaction(connection):
            yield
    finally:
        with told():
            connection.execute("PRAGMA synchronous = FULL")
