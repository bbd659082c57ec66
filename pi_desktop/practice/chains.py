"""Entries that are never changed but followed by another: which stand, which is in force, and where two disagree."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pi_desktop.records import type_of
from pi_desktop.records.record import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Chain(Generic[R]):
    """Entries on one matter. `entries`: all, the oldest first. `tips`: those that no later one supersedes, the one in
    force first. More than one tip means that two people went on from the same place without seeing each other.
    """

    entries: tuple[R, ...]
    tips: tuple[R, ...]

    @property
    def in_force(self) -> R:
        return self.tips[0]

    @property
    def in_two_places(self) -> bool:
        return len(self.tips) > 1

    @property
    def to_supersede(self) -> tuple[str, ...]:
        """What a new entry by somebody who sees all of this names."""
        return tuple(tip.id for tip in self.tips)


def chains(records: Iterable[R]) -> tuple[Chain[R], ...]:
    """The chains that records of one append-only type form, each matter once.

    Entries belong together when they agree in the fields that their type's `chain` names; where it names none, when
    one supersedes the other. Of several tips the most restrictive is in force where the type says what that is (a
    refusal before a consent), otherwise the one with the earliest id, so that every device shows the same.
    """
    entries = tuple(sorted(records, key=_by_id))
    matters: defaultdict[Hashable, list[R]] = defaultdict(list)
    for entry, matter in zip(entries, _matters(entries), strict=True):
        matters[matter].append(entry)
    return tuple(_chain(tuple(each)) for each in matters.values())


def chain_of(records: Iterable[R], wanted: Callable[[R], bool]) -> Chain[R] | None:
    """The one chain that holds a wanted entry, None where there is none."""
    return next((chain for chain in chains(records) if any(map(wanted, chain.entries))), None)


def in_force(records: Iterable[R]) -> tuple[R, ...]:
    """The entry of each matter that counts at present."""
    return tuple(chain.in_force for chain in chains(records))


def _chain(entries: tuple[R, ...]) -> Chain[R]:
    superseded = {earlier for entry in entries for earlier in superseded_by(entry)}
    tips = [entry for entry in entries if entry.id not in superseded] or list(entries[:1])
    return Chain(entries, tuple(sorted(tips, key=_restriction)))


def superseded_by(entry: Record) -> tuple[str, ...]:
    """The entries that an entry took the place of."""
    earlier: tuple[str, ...] = getattr(entry, "supersedes", ())
    return earlier


def _matters(entries: tuple[R, ...]) -> list[Hashable]:
    if not entries:
        return []
    fields = type_of(entries[0]).chain
    if fields:
        return [tuple(getattr(entry, name) for name in fields) for entry in entries]
    return _linked(entries)


def _linked(entries: tuple[R, ...]) -> list[Hashable]:
    """For each entry the first id of those it is linked to, however many links away."""
    leader = {str(entry.id): str(entry.id) for entry in entries}

    def lead(entry_id: str) -> str:
        while leader[entry_id] != entry_id:
            entry_id = leader[entry_id]
        return entry_id

    for entry in entries:
        for earlier in superseded_by(entry):
            if earlier in leader:
                first, later = sorted((lead(entry.id), lead(earlier)))
                leader[later] = first
    return [lead(entry.id) for entry in entries]


def _by_id(entry: Record) -> str:
    return entry.id


def _restriction(entry: Record) -> tuple[int, str]:
    for name, rule in type_of(entry).rules.items():
        if rule.careful:
            value = getattr(entry, name)
            return (rule.careful.index(value) if value in rule.careful else 0, entry.id)
    return (0, entry.id)
