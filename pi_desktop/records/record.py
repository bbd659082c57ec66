"""How a record type is declared: a frozen dataclass whose fields name their kind."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.kinds import FieldError, Kind

Heads = Mapping[str, tuple[str, ...]]
NO_HEADS: Heads = {}


class Visibility(StrEnum):
    """Who may hold a record. A record is seen whole or not at all."""

    INDEX = "index"
    CONTACT = "contact"
    SCORES = "scores"
    CLINICAL = "clinical"
    RESTRICTED = "restricted"
    MANAGEMENT = "management"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a declaration says of one field.

    `group`: fields of one group merge as one value. `narrative`: free text, sealed wherever it rests on a server.
    `searched`: found by search as one types. `careful`: values from the most restrictive to the least; while two
    people's entries differ, the most restrictive one is used. `required`: must not be empty. `indexed`: lists look
    records up by it.
    """

    kind: Kind
    group: str | None = None
    narrative: bool = False
    searched: bool = False
    required: bool = False
    careful: tuple[Any, ...] = ()
    indexed: bool = False


def kept(
    kind: Kind,
    *,
    group: str | None = None,
    narrative: bool = False,
    searched: bool = False,
    required: bool = False,
    careful: tuple[Any, ...] = (),
    indexed: bool = False,
) -> Any:
    """Declares a field of a record; its default is empty."""
    rule = Rule(kind, group, narrative, searched, required, careful, indexed)
    empty = () if isinstance(kind, kinds.Many) else None
    if isinstance(kind, kinds.Answers):
        return dataclasses.field(default_factory=dict, metadata={"rule": rule})
    return dataclasses.field(default=empty, metadata={"rule": rule})


REMOVALS = ("entered in error", "duplicate")


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What every record has.

    `made_at` is the clock of the device that made it: kept and shown, never used to order anything.
    `heads` names, per merge group, the operations whose values the person sees: what an edit is based on.
    A group that nobody has edited since the record was made stands on the operation that made it, `born`.
    `rivals` holds the values that lost their place to another entry and wait for somebody to choose.
    """

    type_name: ClassVar[str]
    visibility: ClassVar[Visibility]
    chain: ClassVar[tuple[str, ...] | None] = None

    id: Id
    family_id: Id | None = None
    made_at: datetime = kept(kinds.Instant(), required=True)
    made_by: Id = kept(kinds.Link("staff"), required=True)
    removed: str | None = kept(kinds.Code(REMOVALS))
    removed_why: str | None = kept(kinds.Text(300), group="removed", narrative=True)

    heads: Heads = dataclasses.field(default_factory=dict, compare=False, repr=False)
    born: str | None = dataclasses.field(default=None, compare=False, repr=False)
    rivals: Mapping[str, list[dict[str, Any]]] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    waiting: bool = dataclasses.field(default=False, compare=False, repr=False)

    def seen(self, group: str) -> tuple[str, ...]:
        """The operations that an edit of this merge group is based on."""
        return self.heads.get(group) or (self.born or self.id,)


R = TypeVar("R", bound=Record)


class MissingEntry(FieldError):
    """Please fill this in."""


class Refused(FieldError):
    """Some entries cannot be kept as they are written."""

    def __init__(self, by_field: Mapping[str, FieldError]) -> None:
        super().__init__()
        self.by_field = by_field


class RecordType:
    """One declared record type, as the store, the wire and the merge read it."""

    def __init__(self, cls: type[Record]) -> None:
        self.cls = cls
        self.name = cls.type_name
        self.visibility = cls.visibility
        self.chain = cls.chain
        self.rules: dict[str, Rule] = {
            field.name: field.metadata["rule"] for field in dataclasses.fields(cls) if "rule" in field.metadata
        }

    def group_of(self, field: str) -> str:
        """The merge group of a field; a field that this version does not know is a group of its own."""
        rule = self.rules.get(field)
        return (rule.group if rule else None) or field

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The fields of each merge group."""
        found: dict[str, list[str]] = {}
        for name in self.rules:
            found.setdefault(self.group_of(name), []).append(name)
        return {group: tuple(names) for group, names in found.items()}

    @cached_property
    def searched(self) -> tuple[str, ...]:
        return tuple(name for name, rule in self.rules.items() if rule.searched)

    @cached_property
    def narrative(self) -> frozenset[str]:
        return frozenset(name for name, rule in self.rules.items() if rule.narrative)

    def check(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as they will be kept. Raises Refused with a sentence for each field that cannot be kept."""
        checked: dict[str, Any] = {}
        faults: dict[str, FieldError] = {}
        for name, value in values.items():
            rule = self.rules[name]
            try:
                checked[name] = rule.kind.check(value)
                if rule.required and checked[name] in (None, ()):
                    raise MissingEntry
            except FieldError as fault:
                faults[name] = fault
        if faults:
            raise Refused(faults)
        return checked

    def values(self, record: Record) -> dict[str, Any]:
        """A record's declared fields as they travel; what is empty is left out."""
        sent = {name: rule.kind.to_wire(getattr(record, name)) for name, rule in self.rules.items()}
        return {name: value for name, value in sent.items() if value not in (None, [], {})}
