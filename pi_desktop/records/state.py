"""A record between two operations: its values, which operations they stand on, and what waits for a choice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pi_desktop.records.operation import Values
from pi_desktop.records.record import RecordType

REMOVED = "removed"
_REMOVAL = ("removed", "removed_why")

Rival = dict[str, Any]
"""One of several values that stand: `op`, `values`, `by`, `at`, `device`, `received`. The last two are None on the
laptop that wrote it, until the server has it."""


@dataclass(frozen=True, slots=True)
class State:
    """A record between two operations. Groups that `heads` does not name stand on `born`, which made the record.

    A group with several heads has `rivals`, the first of them in use, unless all of them wrote the same. `awaited` are
    operations that have been answered and have not come yet: a restored server is told of them before it is sent them.
    """

    born: str
    values: Values
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rivals: Mapping[str, list[Rival]] = field(default_factory=dict)
    awaited: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def standing(self, group: str) -> tuple[str, ...]:
        return tuple(self.heads.get(group) or (self.born,))

    def all_heads(self) -> set[str]:
        return {self.born}.union(*self.heads.values())

    def unseen(self, group: str, bases: tuple[str, ...]) -> list[str]:
        """The heads that an edit with these bases overlooks. Who saw one of several that wrote the same saw all."""
        standing = self.standing(group)
        unseen = [op for op in standing if op not in bases]
        wrote_the_same = not self.rivals.get(group)
        return [] if wrote_the_same and len(unseen) < len(standing) else unseen

    def alone(self, group: str, op_id: str, values: Values) -> "State":
        """The record with one value in a group and nothing beside it."""
        rivals = {name: each for name, each in self.rivals.items() if name != group}
        heads = {**self.heads, group: (op_id,)}
        return replace(self, values=filled({**self.values, **values}), heads=heads, rivals=rivals)

    def agreed(self, group: str, op_id: str) -> "State":
        """The record after an operation that wrote what stands in a group already."""
        return replace(self, heads={**self.heads, group: (*self.standing(group), op_id)})

    def contested(self, record_type: RecordType | None, group: str, rivals: list[Rival]) -> "State":
        """The record with several values in a group. The first is in use, or the most restrictive where that counts."""
        rank = carefulness(record_type, group)
        once = sorted({rival["op"]: rival for rival in rivals}.values(), key=lambda rival: rank(rival["values"]))
        names = names_of(record_type, group, *(rival["values"] for rival in once))
        values = filled({**self.values, **dict.fromkeys(names), **once[0]["values"]})
        heads = {**self.heads, group: tuple(rival["op"] for rival in once)}
        return replace(self, values=values, heads=heads, rivals={**self.rivals, group: once})

    def awaiting(self, group: str, op_ids: Iterable[str]) -> "State":
        """The record after an operation upon others that have not come yet."""
        awaited = tuple(dict.fromkeys((*self.awaited.get(group, ()), *op_ids)))
        return replace(self, awaited={**self.awaited, group: awaited}) if awaited else self

    def came_late(self, record_type: RecordType | None, group: str, op_id: str, bases: tuple[str, ...]) -> "State":
        """The record after an operation that was answered before it came: what it answered itself stands no more."""
        awaited = tuple(each for each in self.awaited.get(group, ()) if each != op_id)
        state = replace(self, awaited=filled({**self.awaited, group: awaited}))
        standing = self.standing(group)
        heads = tuple(each for each in standing if each not in bases) or standing
        rivals = [each for each in self.rivals.get(group, ()) if each["op"] in heads]
        if len(rivals) > 1:
            return state.contested(record_type, group, rivals)
        if rivals:
            names = names_of(record_type, group, *(each["values"] for each in self.rivals[group]))
            return state.alone(group, rivals[0]["op"], {**dict.fromkeys(names), **rivals[0]["values"]})
        return replace(state, heads={**state.heads, group: heads})


def carefulness(record_type: RecordType | None, group: str) -> Callable[[Values], int]:
    """How far a group's values are from the most restrictive; all the same where no field of it is careful."""
    for name in record_type.groups.get(group, ()) if record_type else ():
        careful = record_type.rules[name].careful if record_type else ()
        if careful:
            rank = {value: place for place, value in enumerate(careful)}
            return lambda values: rank.get(values.get(name), 0)
    return lambda values: 0


def names_of(record_type: RecordType | None, group: str, *values: Values) -> tuple[str, ...]:
    """The fields of a group; of a group that this version does not know, those that were written."""
    known = record_type.groups.get(group) if record_type else None
    if known is None and group == REMOVED:
        return _REMOVAL
    return known or tuple(dict.fromkeys(name for each in values for name in each))


def part(values: Values, names: tuple[str, ...]) -> dict[str, Any]:
    """Those of the values that are filled in."""
    return filled({name: values[name] for name in names if name in values})


def filled(values: Values) -> dict[str, Any]:
    """Values as they are kept: what is empty is left out."""
    return {name: value for name, value in values.items() if value or value not in (None, [], {}, ())}
